import fc from 'fast-check';
import { expect, test } from 'vitest';
import { periodsBetween } from './calendar.ts';

const seconds = (iso: string): number => Date.parse(iso) / 1000;

test('days in UTC, without the last', () => {
  expect(periodsBetween('2026-02-27', '2026-03-01', 'day', 'UTC')).toEqual([
    { label: '2026-02-27', from: seconds('2026-02-27T00:00:00Z'), to: seconds('2026-02-28T00:00:00Z') },
    { label: '2026-02-28', from: seconds('2026-02-28T00:00:00Z'), to: seconds('2026-03-01T00:00:00Z') },
  ]);
});

test('months, the last cut off at the end', () => {
  expect(
    periodsBetween('2026-01-15', '2026-03-10', 'month', 'UTC').map(({ label, from }) => [label, from]),
  ).toEqual([
    ['2026-01', seconds('2026-01-15T00:00:00Z')],
    ['2026-02', seconds('2026-02-01T00:00:00Z')],
    ['2026-03', seconds('2026-03-01T00:00:00Z')],
  ]);
});

function hours(from: string, to: string): readonly number[] {
  return periodsBetween(from, to, 'day', 'Europe/Paris').map((period) => (period.to - period.from) / 3600);
}

function text(date: Date): string {
  return date.toISOString().slice(0, 10);
}

test('a day has 23 or 25 hours where the clocks change', () => {
  expect(hours('2026-03-28', '2026-03-31')).toEqual([24, 23, 24]);
  expect(hours('2026-10-24', '2026-10-27')).toEqual([24, 25, 24]);
});

test.each([
  ['2026-02-30', '2026-03-01', 'UTC'],
  ['2026-3-1', '2026-03-02', 'UTC'],
  ['2026-03-02', '2026-03-02', 'UTC'],
  ['2026-03-01', '2026-03-02', 'Mars/Phobos'],
  ['2000-01-01', '2026-01-01', 'UTC'],
])('%s to %s in %s is refused', (from, to, zone) => {
  expect(() => periodsBetween(from, to, 'day', zone)).toThrow(/--|2000 periods/);
});

test('days meet, in any zone', () => {
  const day = fc.date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true });
  const zone = fc.constantFrom(
    'UTC',
    'Europe/Paris',
    'America/New_York',
    'Asia/Kolkata',
    'Australia/Lord_Howe',
  );
  fc.assert(
    fc.property(day, fc.integer({ min: 1, max: 40 }), zone, (start, length, name) => {
      const end = new Date(start.getTime() + length * 86_400_000);
      const periods = periodsBetween(text(start), text(end), 'day', name);
      expect(periods).toHaveLength(length);
      expect(periods.slice(1).map((period) => period.from)).toEqual(
        periods.slice(0, -1).map((period) => period.to),
      );
      for (const period of periods)
        expect([23, 23.5, 24, 24.5, 25]).toContain((period.to - period.from) / 3600);
    }),
  );
});
