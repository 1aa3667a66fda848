import type { ConnectorError } from '../errors/errors.ts';
import type { Reading } from './ask.ts';
import type { Reply } from './outcome.ts';
import { isJson, readAnswer, unusable, type Answer, type ReadContext } from './read-reply.ts';

/** What Aircall says of a single resource; what each means is for whoever asks to say. */
export type Found<T> =
  | { readonly kind: 'found'; readonly value: T }
  /** Aircall's own 404. */
  | { readonly kind: 'absent' }
  /** 401, 402, 403, 405 or 410 to a key that works otherwise. */
  | { readonly kind: 'refused'; readonly error: ConnectorError };

/** Statuses that refuse a resource to this account, whatever the key. */
const REFUSALS: ReadonlySet<number | undefined> = new Set([401, 402, 403, 405, 410]);

export function isRefusal({ status }: ConnectorError): boolean {
  return REFUSALS.has(status);
}

/** A proxy's 404 says nothing about what Aircall has. */
export function readFound<T>(
  reply: Reply,
  context: ReadContext,
  accept: (body: unknown, answer: Answer) => T,
): Reading<Found<T>> {
  if (reply.status === 404) {
    return isJson(reply) ? { value: { kind: 'absent' } } : { fault: unusable('answered 404 without JSON') };
  }
  const read = readAnswer(reply, context, accept);
  return 'fault' in read ? read : { value: { kind: 'found', value: read.value } };
}
