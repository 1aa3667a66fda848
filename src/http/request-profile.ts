import type { RequestProfile } from './retry.ts';
import type { TimeLimits } from './transport.ts';

/** How long an answer and its parts may take. */
export const TIME_LIMITS: Readonly<Record<RequestProfile, TimeLimits & { readonly attemptMs: number }>> = {
  sync: { connectMs: 15_000, headersMs: 60_000, idleMs: 30_000, attemptMs: 120_000 },
  check: { connectMs: 8000, headersMs: 12_000, idleMs: 8000, attemptMs: 12_000 },
};

/** A check makes one request and a few retries; somebody waits for it, whatever the limit for a sync is. */
const LEAST_CHECK_RATE = 10;

/** How fast, and how long at most, requests are made. */
export function paceOf({
  profile,
  requestsPerMinute,
}: {
  readonly profile: RequestProfile;
  readonly requestsPerMinute: number;
}): {
  requestsPerMinute: number;
  attemptMs: number;
} {
  const { attemptMs } = TIME_LIMITS[profile];
  const isCheck = profile === 'check';
  return {
    attemptMs,
    requestsPerMinute: isCheck ? Math.max(LEAST_CHECK_RATE, requestsPerMinute) : requestsPerMinute,
  };
}
