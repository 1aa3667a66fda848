import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Latency } from './latency.ts';

function after(...answersMs: readonly number[]): Latency {
  const latency = new Latency();
  for (const ms of answersMs) latency.add(ms);
  return latency;
}

describe('requests under way', () => {
  test.each([
    ['before any answer', [], 60, 6],
    ['when answers come at once', [5, 5, 5], 60, 3],
    ['when they take a second', [1000, 1000], 60, 4],
    ['when they take three', [3000, 3000], 60, 8],
    ['when the limit is twice as high', [3000, 3000], 120, 14],
    ['when there is no limit', [200], 1_000_000, 10],
    ['when there is none and they take long', [3000], 1_000_000, 20],
    ['when one in ten was a freak', [100, 100, 100, 100, 60_000, 100, 100], 60, 3],
    ['when every other one takes long', [50, 3000, 50, 3000, 50, 3000], 60, 8],
    ['when what was slow is long past', [9000, 9000, ...Array.from({ length: 10 }, () => 50)], 60, 3],
  ])('%s', (_, answersMs, perMinute, expected) => {
    expect(after(...answersMs).prefetchDepth(perMinute)).toBe(expected);
  });

  test('are never fewer than two, nor more than twenty', () => {
    fc.assert(
      fc.property(fc.array(fc.nat()), fc.integer({ min: 1, max: 1_000_000 }), (answersMs, perMinute) => {
        const pages = after(...answersMs).prefetchDepth(perMinute);
        expect(pages).toBeGreaterThanOrEqual(2);
        expect(pages).toBeLessThanOrEqual(20);
      }),
    );
  });
});
