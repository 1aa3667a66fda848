import { expect, test } from 'vitest';
import { requestsFor, SharedBudget } from './budget.ts';

const HOUR = 3600;

test.each([
  ['the first sync has an hour', undefined, undefined, 1000],
  ['hourly', HOUR, HOUR, 1000],
  ['every five minutes: its part of an hour', 300, 300, 84],
  ['daily', 24 * HOUR, 24 * HOUR, 24_000],
  ['hourly, after a pause of a day: no more than usual', 24 * HOUR, HOUR, 1000],
  ['after a pause, nothing known of before', 24 * HOUR, undefined, 1000],
])('%s', (_what, sinceLast, before, requests) => {
  expect(requestsFor(1000, sinceLast, before)).toBe(requests);
});

test('each stream has its share, and what those before it left over', () => {
  const budget = new SharedBudget(4);
  expect(budget.open(100)).toBe(25);
  budget.close(20);
  expect(budget.open(100)).toBe(45);
  budget.close(-3);
  expect(budget.open(100)).toBe(25);
});
