import type { Reply } from './outcome.ts';
import { faultOf, isJson, unusable, type ReadContext } from './read-reply.ts';
import type { Reading } from './ask.ts';

/** Whether a single resource is there; `unknown` where the answer does not tell. */
export type Existence = 'found' | 'absent' | 'unknown';

/** 200 with JSON is there, Aircall's own 404 (JSON) is not; a proxy's 404 says nothing about what Aircall has. */
export function lookedUp(reply: Reply, context: ReadContext): Reading<Existence> {
  if (reply.status === 200 && isJson(reply)) return { value: 'found' };
  if (reply.status === 404 && isJson(reply)) return { value: 'absent' };
  if (reply.status === 200) return { fault: unusable('answered without JSON') };
  return reply.status === 404 ? { value: 'unknown' } : { fault: faultOf(reply, context) };
}
