import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dateMs, rateLimitMs, retryAfterMs } from './retry-after.ts';
import type { Header } from './retry-after.ts';

const NOW = Date.UTC(2026, 8, 1, 12);
const headers =
  (all: Readonly<Record<string, string>>): Header =>
  (name) =>
    all[name];

describe('how long a 429 blocks', () => {
  test.each([
    ['nothing said', {}, 60_000],
    ['reset in epoch seconds', { 'x-aircallapi-reset': String(NOW / 1000 + 90) }, 90_000],
    ['reset in epoch milliseconds', { 'x-aircallapi-reset': String(NOW + 90_500) }, 90_500],
    ['reset as a mere number of seconds', { 'x-aircallapi-reset': '75' }, 75_000],
    ['a reset nearer than the block lasts', { 'x-aircallapi-reset': String(NOW / 1000 + 3) }, 60_000],
    ['a reset in the past', { 'x-aircallapi-reset': String(NOW / 1000 - 500) }, 60_000],
    ['a reset in a thousand years', { 'x-aircallapi-reset': String(NOW * 2) }, 60_000],
    ['a reset that is no number', { 'x-aircallapi-reset': 'soon' }, 60_000],
    ['an empty reset', { 'x-aircallapi-reset': ' ' }, 60_000],
    ['Retry-After in seconds', { 'retry-after': '120' }, 120_000],
    ['Retry-After as a date', { 'retry-after': new Date(NOW + 100_000).toUTCString() }, 100_000],
    ['a Retry-After that is neither', { 'retry-after': 'later' }, 60_000],
    ['both: the reset counts', { 'x-aircallapi-reset': String(NOW / 1000 + 90), 'retry-after': '5' }, 90_000],
    ['an unusable reset beside Retry-After', { 'x-aircallapi-reset': '-1', 'retry-after': '80' }, 80_000],
    [
      'a server whose clock is an hour ahead',
      {
        'x-aircallapi-reset': String(NOW / 1000 + 3600 + 70),
        date: new Date(NOW + 3_600_000).toUTCString(),
      },
      70_000,
    ],
  ])('%s', (_, given, expected) => {
    expect(rateLimitMs(headers(given), NOW)).toBe(expected);
  });

  test('whatever the headers say, it is at least the block of 60 s', () => {
    const anything = fc.option(
      fc.oneof(
        fc.string(),
        fc.double().map(String),
        fc.integer().map(String),
        fc.date().map((date) => date.toString()),
      ),
      { nil: undefined },
    );
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('x-aircallapi-reset', 'retry-after', 'date'), anything),
        (all) => {
          const ms = rateLimitMs((name) => all[name], NOW);
          expect(ms).toBeGreaterThanOrEqual(60_000);
        },
      ),
    );
  });
});

describe('Retry-After', () => {
  test.each([
    ['0', 0],
    ['1.5', 1500],
    ['-3', 0],
    ['99999', 99_999_000],
    ['Tue, 01 Sep 2026 12:00:30 GMT', 30_000],
    ['Tue, 01 Sep 2026 11:00:00 GMT', 0],
    ['', undefined],
    ['tomorrow', undefined],
  ])('%j is %s ms', (value, expected) => {
    expect(retryAfterMs(headers({ 'retry-after': value }), NOW)).toBe(expected);
  });

  test('is not there', () => {
    expect(retryAfterMs(headers({}), NOW)).toBeUndefined();
  });
});

describe('the Date header', () => {
  test.each([
    [{ date: 'Tue, 01 Sep 2026 12:00:00 GMT' }, NOW],
    [{ date: 'noon' }, undefined],
    [{}, undefined],
  ])('%j', (given, expected) => {
    expect(dateMs(headers(given))).toBe(expected);
  });
});
