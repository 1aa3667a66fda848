import { describe, expect, test } from 'vitest';
import type { PlacedRow } from './placed.ts';
import { FromBound } from './query.ts';

const at = (second: number): PlacedRow => ({ id: second, at: second, data: {} });

describe('whether rows at `from` count', () => {
  test('is exclusive where known rows are absent at two starts, not at one', () => {
    const bound = new FromBound();
    for (let again = 0; again < 2; again++) bound.learn(100, [at(101)], 1);
    expect(bound.inclusive).toBeUndefined();
    bound.learn(200, [at(201)], 1);
    expect(bound.inclusive).toBe(false);
    expect(bound.firstCounted(300)).toBe(300);
  });

  test('is inclusive once such a row is shown, whatever was absent before', () => {
    const bound = new FromBound();
    for (const start of [100, 200]) bound.learn(start, [at(start + 1)], 1);
    bound.learn(300, [at(300)], 0);
    expect(bound.inclusive).toBe(true);
    expect(bound.firstCounted(300)).toBe(299);
  });

  test('is not learned where nothing was known to be there, nor of an empty answer', () => {
    const bound = new FromBound();
    for (const start of [100, 200]) {
      bound.learn(start, [at(start + 1)], 0);
      bound.learn(start, [], 1);
    }
    expect(bound.inclusive).toBeUndefined();
  });
});
