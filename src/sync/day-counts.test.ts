import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countByDay } from './day-counts.ts';

function placed(iso: string): { at: number } {
  return { at: Date.parse(iso) / 1000 };
}

test('counts by the day in UTC, in order', () => {
  expect(
    countByDay([
      placed('2026-10-02T00:00:00Z'),
      placed('2026-10-01T23:59:59Z'),
      placed('2026-10-02T12:00:00Z'),
      placed('2026-11-01T00:00:00Z'),
    ]),
  ).toEqual([
    ['2026-10-01', 1],
    ['2026-10-02', 2],
    ['2026-11-01', 1],
  ]);
});

test('every row is counted once, on its own day', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 4_000_000_000 })), (times) => {
      const counts = countByDay(times.map((at) => ({ at })));
      expect(counts.reduce((sum, [, rows]) => sum + rows, 0)).toBe(times.length);
      for (const [day, rows] of counts)
        expect(times.filter((at) => new Date(at * 1000).toISOString().startsWith(day))).toHaveLength(rows);
    }),
  );
});

test('what is at `to` or later belongs to the next slice', () => {
  const rows = [
    placed('2026-10-01T23:59:58Z'),
    placed('2026-10-01T23:59:59Z'),
    placed('2026-10-02T00:00:00Z'),
  ];
  expect(countByDay(rows, rows[1]?.at)).toEqual([['2026-10-01', 1]]);
  expect(countByDay(rows, 0)).toEqual([]);
});
