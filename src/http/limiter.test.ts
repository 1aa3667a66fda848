import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { systemClock } from './clock.ts';
import { Limiter, QUIET_MS } from './limiter.ts';

const never = new AbortController().signal;

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 8, 1) });
});
afterEach(() => {
  vi.useRealTimers();
});

/** The most that fall into any period of this length. */
function mostWithin(times: readonly number[], lengthMs: number): number {
  let first = 0;
  let most = 0;
  for (const [last, time] of times.entries()) {
    while ((times[first] ?? 0) <= time - lengthMs) first += 1;
    most = Math.max(most, last - first + 1);
  }
  return most;
}

/** Asks for slots after these pauses and says when they were granted. */
async function granted(limiter: Limiter, pausesMs: readonly number[]): Promise<readonly number[]> {
  const times: number[] = [];
  const asked = (async () => {
    const all: Promise<unknown>[] = [];
    for (const pauseMs of pausesMs) {
      if (pauseMs > 0) await systemClock.sleep(pauseMs);
      all.push(limiter.slot(never).then(() => times.push(Date.now())));
    }
    await Promise.all(all);
  })();
  const state = { done: false };
  void asked.finally(() => {
    state.done = true;
  });
  while (!state.done) await vi.advanceTimersToNextTimerAsync();
  return times;
}

const together = (count: number): number[] => Array.from({ length: count }, () => 0);

describe('the limit', () => {
  test('holds in any minute, with a margin of two seconds, however requests come in', async () => {
    const pause = fc.oneof(
      { weight: 5, arbitrary: fc.constant(0) },
      { weight: 2, arbitrary: fc.integer({ min: 1, max: 3000 }) },
      { weight: 1, arbitrary: fc.integer({ min: 3000, max: 90_000 }) },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.constant(60), fc.integer({ min: 1, max: 300 })),
        fc.array(pause, { minLength: 1, maxLength: 250 }),
        async (perMinute, pauses) => {
          const limiter = new Limiter(perMinute, systemClock);
          const times = await granted(limiter, pauses);
          limiter.close(new Error('end'));
          expect(times).toHaveLength(pauses.length);
          expect(mostWithin(times, 62_000)).toBeLessThanOrEqual(perMinute);
          expect(mostWithin(times, 2000)).toBeLessThanOrEqual(Math.max(10, perMinute / 10));
        },
      ),
      { numRuns: 60 },
    );
  });

  test('at 60 a minute ten go first, a quarter of a second apart, and 200 take 197 s', async () => {
    const start = Date.now();
    const times = (await granted(new Limiter(60, systemClock), together(200))).map((time) => time - start);
    expect(times.slice(0, 11)).toEqual([0, 250, 500, 750, 1000, 1250, 1500, 1750, 2000, 2250, 8272]);
    expect(mostWithin(times, 8000)).toBe(10);
    expect(times.at(-1)).toBeLessThan(197_000);
  });

  test('time lost to a pause is made good within the minute', async () => {
    const start = Date.now();
    const times = await granted(new Limiter(60, systemClock), [0, 6000, ...together(118)]);
    expect((times.at(-1) ?? 0) - start).toBeLessThan(62_040 * 2);
  });

  test('hardly a limit costs no time at all', async () => {
    const start = Date.now();
    const times = await granted(new Limiter(1_000_000, systemClock), together(5000));
    expect(times.at(-1)).toBe(start);
  });

  test('first come, first served', async () => {
    const limiter = new Limiter(60, systemClock);
    const order: number[] = [];
    const all = [0, 1, 2, 3, 4].map((one) => limiter.slot(never).then(() => order.push(one)));
    await vi.advanceTimersByTimeAsync(2000);
    await Promise.all(all);
    expect(order).toEqual([0, 1, 2, 3, 4]);
  });
});

describe('giving up', () => {
  test('whoever stops waiting hears why at once and takes no slot', async () => {
    const limiter = new Limiter(1, systemClock);
    await granted(limiter, [0]);
    const abort = new AbortController();
    const left = limiter.slot(abort.signal);
    const stays = limiter.slot(never).then(() => Date.now());
    const start = Date.now();
    abort.abort(new Error('changed my mind'));
    await expect(left).rejects.toThrow('changed my mind');
    await vi.advanceTimersByTimeAsync(70_000);
    expect((await stays) - start).toBe(62_040);
  });

  test('whoever has stopped already is not let in', async () => {
    const limiter = new Limiter(60, systemClock);
    await expect(limiter.slot(AbortSignal.abort(new Error('early')))).rejects.toThrow('early');
  });

  test('closing turns everybody away and leaves no timer behind', async () => {
    const limiter = new Limiter(1, systemClock);
    await granted(limiter, [0]);
    const waiting = [limiter.slot(never), limiter.slot(never)];
    limiter.close(new Error('over'));
    for (const one of waiting) await expect(one).rejects.toThrow('over');
    await expect(limiter.slot(never)).rejects.toThrow('over');
    expect(vi.getTimerCount()).toBe(0);
  });

  test('closing ends a block too', async () => {
    const limiter = new Limiter(60, systemClock);
    limiter.block(Date.now() + 60_000, Date.now());
    const waiting = limiter.slot(never);
    limiter.close(new Error('over'));
    await expect(waiting).rejects.toThrow('over');
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('after the limit was exceeded', () => {
  test('nobody passes before the block is over, also who was next in line', async () => {
    const limiter = new Limiter(60, systemClock);
    const start = Date.now();
    await granted(limiter, together(10));
    const waiting = granted(limiter, together(3));
    const untilMs = start + 60_000;
    limiter.block(untilMs, start);
    const times = await waiting;
    expect(Math.min(...times)).toBeGreaterThanOrEqual(untilMs);
  });

  test('a block that is prolonged while it is waited out lasts to its new end', async () => {
    const limiter = new Limiter(60, systemClock);
    const start = Date.now();
    limiter.block(start + 60_000, start);
    const waiting = limiter.slot(never).then(() => Date.now());
    await vi.advanceTimersByTimeAsync(5000);
    limiter.block(start + 70_000, start);
    await vi.advanceTimersByTimeAsync(80_000);
    expect(await waiting).toBe(start + 70_000);
  });

  test('half as many pass for a minute, then all', async () => {
    const limiter = new Limiter(60, systemClock);
    const full = limiter.rate;
    const untilMs = Date.now() + 60_000;
    expect(limiter.block(untilMs, Date.now())).toBe(true);
    expect(limiter.rate).toBe(full / 2);
    const times = await granted(limiter, together(150));
    const slow = times.filter((time) => time < untilMs + QUIET_MS);
    expect(slow.length).toBeGreaterThan(26);
    expect(mostWithin(slow, 60_000)).toBe(30);
    expect(limiter.rate).toBe(full);
    expect(mostWithin(times.slice(slow.length), 60_000)).toBe(60);
  });

  test('answers to requests that were under way prolong the block and change nothing else', () => {
    const limiter = new Limiter(60, systemClock);
    const now = Date.now();
    limiter.block(now + 60_000, now);
    const { rate } = limiter;
    expect(limiter.block(now + 61_000, now + 50)).toBe(false);
    expect(limiter.rate).toBe(rate);
  });

  test('says when all of the rate is back', async () => {
    const restored: number[] = [];
    const limiter = new Limiter(60, systemClock, (rate) => restored.push(rate));
    limiter.block(Date.now() + 60_000, Date.now());
    await granted(limiter, together(70));
    expect(restored).toEqual([limiter.rate]);
  });

  test('each further block halves the rate again, down to an eighth; it comes back step by step', async () => {
    const limiter = new Limiter(60, systemClock);
    const full = limiter.rate;
    const steps: number[] = [];
    for (let time = 0; time < 5; time += 1) {
      limiter.block(Date.now() + 60_000, Date.now());
      steps.push(full / limiter.rate);
      await vi.advanceTimersByTimeAsync(60_000);
    }
    for (let time = 0; time < 4; time += 1) {
      await vi.advanceTimersByTimeAsync(limiter.quietMs);
      await granted(limiter, [0]);
      steps.push(full / limiter.rate);
    }
    expect(steps).toEqual([2, 4, 8, 8, 8, 4, 2, 1, 1]);
  });
});
