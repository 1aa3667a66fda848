import pThrottle from 'p-throttle';

/**
 * What counts as a minute here: the requests that are sent within 62 s may arrive within 60 s, when the first of them
 * travel slowly and the last ones fast.
 */
const MINUTE_MS = 62_040;

/** As many may follow one another quickly; then the rest of their time passes first. */
const BURST = 10;

/** How far apart the requests of a burst are. */
const GAP_MS = 250;

/** A burst's time is not made shorter than this: timers are good for about a millisecond. */
const LEAST_INTERVAL_MS = 100;

export type Slot = () => Promise<void>;

/** How far apart requests are, in milliseconds, when they are spread evenly over the limit. */
export function spacingMs(requestsPerMinute: number): number {
  return MINUTE_MS / requestsPerMinute;
}

/**
 * Slots for at most `requestsPerMinute` requests in any minute, spread: about ten a quarter of a second apart, then a
 * pause until their share of the minute is over. To be asked for one at a time. Rejects with the signal's reason.
 */
export function makeThrottle(requestsPerMinute: number, signal: AbortSignal): Slot {
  const spacing = spacingMs(requestsPerMinute);
  const burst = Math.max(BURST, Math.ceil(LEAST_INTERVAL_MS / spacing));
  const gap = Math.floor(Math.min(GAP_MS, spacing / 4));
  const limits = [
    { limit: requestsPerMinute, interval: MINUTE_MS },
    ...(burst < requestsPerMinute ? [{ limit: burst, interval: Math.ceil(burst * spacing) }] : []),
    ...(gap > 0 ? [{ limit: 1, interval: gap }] : []),
  ];
  // The hard limit is the innermost: its time is the one at which the request really goes.
  return limits.reduce<Slot>(
    (inner, { limit, interval }) => pThrottle({ limit, interval, strict: true, signal })(inner),
    async () => {},
  );
}

/** One slot every `intervalMs`. */
export function makePace(intervalMs: number, signal: AbortSignal): Slot {
  return pThrottle({ limit: 1, interval: intervalMs, strict: true, signal })(async () => {});
}
