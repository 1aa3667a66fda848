import { expect, test } from 'vitest';
import { RowCounter } from './row-counter.ts';

const rows = [1, 2, 3].map((id) => ({ id, at: 100 + id, data: { id } }));

test('a row that is met again after its slice was verified counts as verified, and is taken once', () => {
  const counter = new RowCounter(() => 0);
  counter.add(rows);
  expect(counter.takeBefore(103).map(({ id }) => id)).toEqual([1, 2]);
  expect(counter.countVerifiedBefore(200)).toBe(0);
  counter.add(rows);
  expect(counter.countVerifiedBefore(200)).toBe(2);
  expect(counter.takeBefore(200).map(({ id }) => id)).toEqual([3]);
});
