import pThrottle from 'p-throttle';

/**
 * What counts as a minute here: requests that are sent within 62 s may arrive within 60 s, when the first of them
 * travel slowly and the last ones fast.
 */
const MINUTE_MS = 62_040;

/** As many may follow one another quickly; then the rest of their time passes first. */
const BURST = 10;

/**
 * Bursts follow one another a quarter faster than the limit would have it, so that time lost to a slow answer can be
 * made good; the limit itself holds over the whole minute.
 */
const HASTE = 0.8;

/** How far apart the requests of a burst are. */
const GAP_MS = 250;

/** A burst's time is not made shorter than this: timers are good for about a millisecond. */
const LEAST_INTERVAL_MS = 100;

/** Nobody has to be spared by spreading what comes more quickly than this, and timers could not do it. */
const LEAST_SPACING_MS = 1;

/** Up to this limit p-throttle can afford to count by a window that really slides, which only its weights make it do. */
const SLIDING = 1000;

export type Slot = () => Promise<void>;

/** How far apart requests are, in milliseconds, when they are spread evenly over the limit. */
export function spacingMs(requestsPerMinute: number): number {
  return MINUTE_MS / requestsPerMinute;
}

/**
 * Slots for at most `requestsPerMinute` requests in any minute, spread: about ten a quarter of a second apart, then a
 * pause until most of their share of the minute is over. To be asked for one at a time. Rejects with the signal's reason.
 */
export function makeThrottle(requestsPerMinute: number, signal: AbortSignal): Slot {
  const spacing = spacingMs(requestsPerMinute);
  const burst = Math.max(BURST, Math.ceil(LEAST_INTERVAL_MS / spacing));
  const gap = Math.floor(Math.min(GAP_MS, spacing / 4));
  let slot = limited(requestsPerMinute, MINUTE_MS, signal)(async () => {});
  // The limit itself is the innermost: its time is the one at which the request really goes.
  if (burst < requestsPerMinute && spacing >= LEAST_SPACING_MS) {
    slot = limited(burst, burst * spacing * HASTE, signal)(slot);
  }
  return gap === 0 ? slot : limited(1, gap, signal)(slot);
}

/** One slot every `intervalMs`. */
export function makePace(intervalMs: number, signal: AbortSignal): Slot {
  return limited(1, intervalMs, signal)(async () => {});
}

function limited(limit: number, intervalMs: number, signal: AbortSignal): (slot: Slot) => Slot {
  const interval = Math.ceil(intervalMs);
  const weight = limit > SLIDING ? {} : { weight: () => 1 };
  return pThrottle({ limit, interval, strict: true, signal, ...weight });
}
