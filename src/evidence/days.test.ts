import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { unite } from './days.ts';
import type { SliceEvidence } from './slices.ts';

const HOUR = 3600;
const DAY = 24 * HOUR;
const START = Date.parse('2026-10-01T00:00:00Z') / 1000;
const DAYS = ['2026-10-01', '2026-10-02', '2026-10-03'];

/** A reading of these calls (epoch seconds) from one second to another. */
function slice(
  from: number,
  to: number,
  at: number,
  {
    calls,
    run = `at ${at}`,
    verified = true,
  }: { calls: readonly number[]; run?: string; verified?: boolean },
): SliceEvidence {
  const inside = calls.filter((call) => call >= from && call < to);
  const days = new Map<string, number>();
  for (const call of inside) {
    const day = new Date(call * 1000).toISOString().slice(0, 10);
    days.set(day, (days.get(day) ?? 0) + 1);
  }
  return { stream: 'calls', run, at, from, to, days, total: inside.length, ids: inside.length, verified };
}

describe('a day', () => {
  const calls = [START + 1, START + 13 * HOUR, START + DAY, START + DAY + 5];

  test('is the sum of slices that meet, also of several runs', () => {
    const [first] = unite(
      [
        slice(-Infinity, START + 12 * HOUR, START + 13 * HOUR, { calls }),
        slice(START + 12 * HOUR, START + 26 * HOUR, START + 26 * HOUR, { calls }),
      ],
      DAYS,
    );
    expect(first).toMatchObject({ state: 'verified', rows: 2, readAt: START + 13 * HOUR });
  });

  test('is not added up of slices that overlap', () => {
    const days = unite(
      [
        slice(START, START + 14 * HOUR, START + 14 * HOUR, { calls }),
        slice(START + 12 * HOUR, START + 26 * HOUR, START + 26 * HOUR, { calls }),
      ],
      DAYS,
    );
    expect(days.map(({ state, rows }) => [state, rows])).toEqual([
      ['partly', 2],
      ['partly', 2],
      ['unread', 0],
    ]);
  });

  test('is what was read last, even where counts no longer agree', () => {
    const read = { calls };
    const [first] = unite(
      [
        slice(START, START + DAY, START + DAY, read),
        slice(START - DAY, START + 2 * DAY, START + 3 * DAY, { calls: [START + 1], verified: false }),
      ],
      DAYS,
    );
    expect(first).toMatchObject({ state: 'unverified', rows: 1, readAt: START + 3 * DAY });
  });
});

test('whatever the slices of many runs, a verified day has the rows of its last complete reading', () => {
  const second = fc.integer({ min: START, max: START + 3 * DAY });
  const runs = fc.array(fc.record({ from: second, cuts: fc.array(second, { maxLength: 3 }), to: second }), {
    minLength: 1,
    maxLength: 12,
  });
  fc.assert(
    fc.property(runs, fc.array(second, { maxLength: 30 }), (readings, calls) => {
      const slices = readings.flatMap(({ from, cuts, to }, index) => {
        const bounds = [...new Set([from, ...cuts.filter((cut) => cut > from && cut < to), to])].toSorted(
          (a, b) => a - b,
        );
        return bounds
          .slice(1)
          .map((end, at) => slice(bounds[at] ?? 0, end, START + 4 * DAY + index, { calls }));
      });
      const wrong = unite(slices, DAYS).filter(({ day, state, rows }) => {
        const begin = Date.parse(day) / 1000;
        const truth = calls.filter((call) => call >= begin && call < begin + DAY).length;
        const isCovered = readings.some(({ from, to }) => from <= begin && to >= begin + DAY);
        return (isCovered && state !== 'verified') || (state === 'verified' && rows !== truth);
      });
      expect(wrong).toEqual([]);
    }),
    { numRuns: 500 },
  );
});
