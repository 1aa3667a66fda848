/** The simulated company's clock. It never goes back: a wrong clock is what the `date` knob shows of it. */
export type Clock = {
  /** Epoch milliseconds. */
  nowMs(): number;
  advance(ms: number): void;
};

/** A clock that stands still until it is moved. */
export function manualClock(startMs: number): Clock {
  let nowMs = startMs;
  return {
    nowMs: () => nowMs,
    advance: (ms) => {
      if (!(ms >= 0)) throw new RangeError(`the clock cannot go back (advance ${ms})`);
      nowMs += ms;
    },
  };
}

/** A clock that starts at `startMs` and follows `wallMs`, `speed` times as fast; `advance` jumps ahead. */
export function runningClock(
  startMs: number,
  options: { speed?: number; wallMs?: () => number } = {},
): Clock {
  const wallMs = options.wallMs ?? Date.now;
  const speed = options.speed ?? 1;
  const wallStartMs = wallMs();
  let jumpedMs = 0;
  return {
    nowMs: () => Math.floor(startMs + (wallMs() - wallStartMs) * speed + jumpedMs),
    advance: (ms) => {
      if (!(ms >= 0)) throw new RangeError(`the clock cannot go back (advance ${ms})`);
      jumpedMs += ms;
    },
  };
}

/** Epoch seconds `months` calendar months before, at the same time of day; the 31st becomes a month's last day. */
export function monthsBefore(seconds: number, months: number): number {
  const date = new Date(seconds * 1000);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() - months);
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, lastDay));
  return Math.floor(date.getTime() / 1000);
}
