import type { Admission, RateLimit } from './rate-limit.ts';
import { htmlPage, type Reply } from './reply.ts';

/** The 429 of a request that was not admitted. */
export function tooManyRequests(limit: RateLimit, admission: Admission, nowMs: number): Reply {
  const retryAfter: Record<string, string> = limit.retryAfter
    ? { 'retry-after': String(Math.max(1, Math.ceil((admission.resetMs - nowMs) / 1000))) }
    : {};
  const headers = { ...rateLimitHeaders(limit, admission), ...retryAfter };
  const { type, payload } = bodies[limit.body];
  return { status: 429, headers: { ...type, ...headers }, payload };
}

const json = { 'content-type': 'application/json' };
const bodies: Readonly<
  Record<RateLimit['body'], { type: Record<string, string>; payload: Reply['payload'] }>
> = {
  json: {
    type: json,
    payload: {
      error: 'Too Many Requests',
      troubleshoot: 'Rate limit of the company exceeded',
      success: false,
    },
  },
  message: { type: json, payload: { message: 'Too Many Requests' } },
  html: { type: { 'content-type': 'text/html' }, payload: htmlPage('429 Too Many Requests') },
  empty: { type: {}, payload: '' },
};

/** The documented headers, in the unit of the knob. */
export function rateLimitHeaders(limit: RateLimit, admission: Admission): Record<string, string> {
  const headers: Record<string, string> = {
    'x-aircallapi-limit': String(limit.perMinute),
    'x-aircallapi-remaining': String(admission.remaining),
  };
  if (limit.reset === 's') headers['x-aircallapi-reset'] = String(Math.ceil(admission.resetMs / 1000));
  if (limit.reset === 'ms') headers['x-aircallapi-reset'] = String(admission.resetMs);
  return headers;
}
