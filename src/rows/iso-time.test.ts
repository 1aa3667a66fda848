import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exactNumber } from '../json/exact-json.ts';
import { isoTime } from './iso-time.ts';

const whole = { min: 0, max: 253_402_300_799 };

test.each([
  [1_795_553_520, '2026-11-24T20:52:00Z'],
  ['1795553520', '2026-11-24T20:52:00Z'],
  [0, '1970-01-01T00:00:00Z'],
  ['2026-11-24T20:52:00Z', '2026-11-24T20:52:00Z'],
  ['2026-11-24T20:52:00.000Z', '2026-11-24T20:52:00Z'],
  ['2026-11-24T20:52:00.120Z', '2026-11-24T20:52:00.12Z'],
  ['2026-11-24T20:52:00.123456Z', '2026-11-24T20:52:00.123456Z'],
  ['2026-11-24T22:52:00+02:00', '2026-11-24T20:52:00Z'],
  ['2026-11-24T22:52:00.500+0200', '2026-11-24T20:52:00.5Z'],
  ['2026-11-24 20:52:00 UTC', '2026-11-24T20:52:00Z'],
  ['2026-11-24T20:52:00', '2026-11-24T20:52:00Z'],
  ['2026-11-24T20:52', '2026-11-24T20:52:00Z'],
])('%j is %s', (value, expected) => {
  expect(isoTime(value)).toBe(expected);
});

test.each([
  null,
  undefined,
  true,
  '',
  'soon',
  '2026-11-24',
  '2026-13-24T20:52:00Z',
  1.5,
  -1,
  Number.NaN,
  1_795_553_520_000,
  '1795553520000',
  253_402_300_800,
  exactNumber('9007199254740993'),
  {},
])('%j is no time', (value) => {
  expect(isoTime(value)).toBeUndefined();
});

test('seconds come back from every text that is made of them', () => {
  fc.assert(
    fc.property(fc.integer(whole), (seconds) => {
      const iso = isoTime(seconds);
      expect(iso).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
      expect(Date.parse(String(iso))).toBe(seconds * 1000);
      expect(isoTime(iso)).toBe(iso);
      expect(isoTime(new Date(seconds * 1000).toISOString())).toBe(iso);
    }),
  );
});

test('a day that was met before has the same date, and its neighbours have theirs', () => {
  const day = 86_400;
  const days = [0, 1, 0, 2, 1, 0].map((number) => isoTime(1_795_553_520 + number * day)?.slice(0, 10));
  expect(days).toEqual(['24', '25', '24', '26', '25', '24'].map((date) => `2026-11-${date}`));
});
