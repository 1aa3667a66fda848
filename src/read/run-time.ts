import type { Clock } from '../http/clock.ts';
import type { Now } from '../sync/now.ts';

/** Clocks that differ by less are the same: a header has whole seconds, and answers take their time. */
const TOLERANCE_MS = 5 * 60_000;

/** Long enough for a clock that runs to show another second. */
const PAUSE_MS = 2500;

export type RunTime = {
  readonly now: Now;
  /** What a person should know about the clocks. */
  readonly warning?: { readonly code: 'clock-mismatch' | 'no-server-time'; readonly text: string };
};

/**
 * The time of a run. No single clock is trusted: where the first answer's and this machine's differ by minutes, another
 * answer decides. It may be a cache's time that stands still, so that answer comes a little later.
 *
 * @param firstMs the `Date` of the first answer, epoch milliseconds
 * @param askAgain asks for the `Date` of another answer
 */
export async function findRunTime(
  firstMs: number | undefined,
  askAgain: () => Promise<number | undefined>,
  clock: Clock,
): Promise<RunTime> {
  const firstOff = offset(firstMs, clock);
  if (firstMs !== undefined && isSmall(firstOff)) return { now: { ms: firstMs, reliable: true } };
  const beforeMs = clock.now();
  if (firstMs !== undefined) await clock.sleep(PAUSE_MS);
  const secondMs = await askAgain();
  if (firstMs === undefined && secondMs === undefined) return withoutServerTime(clock);
  if (secondMs !== undefined && isSmall(offset(secondMs, clock))) {
    return reliable(
      secondMs,
      `The time of Aircall's first answer was ${inWords(firstOff)}; the next one was right.`,
    );
  }
  const passedMs = clock.now() - beforeMs;
  const agree = firstMs !== undefined && secondMs !== undefined && isSmall(secondMs - firstMs - passedMs);
  if (agree && secondMs > firstMs) {
    return reliable(
      secondMs,
      `By Aircall's clock, which is used, this machine's clock is ${inWords(-offset(secondMs, clock))}. Set this machine's clock.`,
    );
  }
  const ms = Math.max(firstMs ?? 0, secondMs ?? 0, clock.now());
  const text =
    "The times of Aircall's answers and of this machine disagree, so none of them is used as an upper bound. Set this machine's clock, and look for a proxy that answers from a cache.";
  return { now: { ms, reliable: false }, warning: { code: 'clock-mismatch', text } };
}

function withoutServerTime(clock: Clock): RunTime {
  const text =
    "Aircall's answers have no usable Date header; this machine's clock is used, but not as an upper bound.";
  return { now: { ms: clock.now(), reliable: false }, warning: { code: 'no-server-time', text } };
}

function reliable(ms: number, text: string): RunTime {
  return { now: { ms, reliable: true }, warning: { code: 'clock-mismatch', text } };
}

function offset(ms: number | undefined, clock: Clock): number {
  return ms === undefined ? 0 : ms - clock.now();
}

function isSmall(ms: number): boolean {
  return Math.abs(ms) <= TOLERANCE_MS;
}

function inWords(ms: number): string {
  const minutes = Math.round(Math.abs(ms) / 60_000);
  const amount =
    minutes < 120
      ? `${minutes} minutes`
      : minutes < 2880
        ? `${Math.round(minutes / 60)} hours`
        : `${Math.round(minutes / 1440)} days`;
  return `${amount} ${ms > 0 ? 'ahead' : 'behind'}`;
}
