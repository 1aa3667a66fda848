import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allReadAt, depthsOf, earliestDue, oldestDue, withReading, type ReadTimes } from './read-times.ts';

const NOW = 1_790_000_000;
const HOUR = 3600;
const DAY = 24 * HOUR;

const hoursOf = (days: number): readonly number[] => depthsOf(days).map((depth) => depth / HOUR);

describe('depths', () => {
  test('double from two hours to the look-back, which is never under a day', () => {
    expect(hoursOf(1)).toEqual([2, 4, 8, 16, 24]);
    expect(hoursOf(7)).toEqual([2, 4, 8, 16, 32, 64, 128, 168]);
    expect(hoursOf(180).at(-1)).toBe(4320);
  });
});

describe('what is due', () => {
  test('right after a sync the last two hours before it', () => {
    expect(earliestDue(allReadAt(NOW), 7, NOW)).toBe(NOW - 2 * HOUR);
  });

  test('a depth once a little under a quarter of it has passed', () => {
    expect(earliestDue(allReadAt(NOW), 7, NOW + 0.89 * HOUR)).toBe(NOW - 2 * HOUR);
    expect(earliestDue(allReadAt(NOW), 7, NOW + 0.9 * HOUR)).toBe(NOW - 4 * HOUR);
  });

  test('after a pause the deepest, from the last reading less its depth', () => {
    expect(earliestDue(allReadAt(NOW), 7, NOW + 10 * DAY)).toBe(NOW - 7 * DAY);
  });

  test('a shorter look-back still reads again what was young at its last reading', () => {
    let times = allReadAt(NOW);
    for (let hour = 1; hour <= 21; hour++) {
      const now = NOW + hour * HOUR;
      times = withReading(times, { from: earliestDue(times, 7, now), readAt: now }, 7);
    }
    const now = NOW + 22 * HOUR;
    // A call of the hour before the first sync was read at an age of less than a day, and not since.
    const last = times.findLast(({ from }) => from <= NOW - HOUR)?.readAt ?? 0;
    const due = Math.min(...[0, 1, 2, 4, 6].map((hours) => earliestDue(times, 1, now + hours * HOUR)));
    expect(last - (NOW - HOUR) >= DAY || due <= NOW - HOUR).toBe(true);
  });

  test('a longer look-back reads what it adds, and not the whole past', () => {
    let times = allReadAt(NOW - 90 * DAY);
    for (let now = NOW - 90 * DAY; now <= NOW; now += 6 * HOUR) {
      times = withReading(times, { from: earliestDue(times, 1, now), readAt: now }, 1);
    }
    const due = earliestDue(times, 7, NOW + 2 * DAY);
    expect(due).toBeLessThanOrEqual(NOW - 7 * DAY);
    expect(due).toBeGreaterThan(NOW - 10 * DAY);
  });

  test('what a clock that ran ahead has stamped is read again at once', () => {
    const times = withReading(allReadAt(NOW), { from: NOW - 3 * HOUR, readAt: NOW + 9 * DAY }, 7);
    expect(earliestDue(times, 7, NOW + HOUR)).toBe(NOW - 4 * HOUR);
  });
});

describe('after readings at any times, of any depth, with any look-back', () => {
  const histories = fc.array(
    fc.record({
      gap: fc.integer({ min: 60, max: 20 * DAY }),
      lookbackDays: fc.integer({ min: 1, max: 30 }),
      extra: fc.integer({ min: 0, max: 40 * DAY }),
    }),
    { minLength: 1, maxLength: 40 },
  );

  test('no call stays unread that was younger than the look-back when it was last read', () => {
    fc.assert(
      fc.property(histories, fc.integer({ min: 0, max: 60 * DAY }), (history, age) => {
        let now = NOW;
        let times: ReadTimes = allReadAt(now);
        const call = NOW - age;
        let lastRead = NOW;
        for (const { gap, lookbackDays, extra } of history) {
          now += gap;
          const from = earliestDue(times, lookbackDays, now) - (extra % 3 === 0 ? extra : 0);
          times = withReading(times, { from, readAt: now }, lookbackDays);
          if (call >= from) lastRead = now;
          expect(times.length).toBeLessThanOrEqual(24);
        }
        // Long after, it is read once more, unless it was final by the shortest look-back it was judged by.
        const shortest = Math.min(...history.map(({ lookbackDays }) => lookbackDays)) * DAY;
        const isFinal = lastRead - call >= shortest;
        expect(isFinal || earliestDue(times, 30, now + 60 * DAY) <= call).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test('nothing due is older than what digests are kept for', () => {
    fc.assert(
      fc.property(histories, (history) => {
        let now = NOW;
        let times: ReadTimes = allReadAt(now);
        for (const { gap } of history) {
          const oldest = oldestDue(times, 7);
          now += gap;
          const from = earliestDue(times, 7, now);
          expect(from).toBeGreaterThanOrEqual(oldest);
          times = withReading(times, { from, readAt: now }, 7);
        }
      }),
    );
  });
});
