import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addSums, boundaryAtOrBefore, closeGaps, mergeBuckets, rowDigest, type Bucket } from './buckets.ts';
import { formatBuckets, parseBuckets } from './bucket-text.ts';

const NOW = 1_790_000_000;

const bucketLists = fc
  .record({
    start: fc.integer({ min: 1_600_000_000, max: NOW - 1_000_000 }),
    parts: fc.array(
      fc.record({
        length: fc.integer({ min: 1, max: 5000 }),
        rows: fc.nat(600),
        sum: fc.nat(2 ** 24 - 1),
      }),
      { maxLength: 600 },
    ),
  })
  .map(({ start, parts }) => {
    let end = start;
    return parts.map(({ length, rows, sum }): Bucket => ({ start: end, end: (end += length), rows, sum }));
  });

function totals(buckets: readonly Bucket[]): { rows: number; sum: number } {
  return buckets.reduce((all, { rows, sum }) => ({ rows: all.rows + rows, sum: addSums(all.sum, sum) }), {
    rows: 0,
    sum: 0,
  });
}

describe('merging', () => {
  test('keeps the whole, its ends and its counts, and only ever takes boundaries away', () => {
    fc.assert(
      fc.property(bucketLists, fc.integer({ min: 1, max: 300 }), (buckets, most) => {
        const merged = mergeBuckets(buckets, NOW, most);
        expect(merged.length).toBeLessThanOrEqual(Math.max(most, 0));
        expect(totals(merged)).toEqual(totals(buckets));
        expect(merged[0]?.start).toBe(buckets[0]?.start);
        expect(merged.at(-1)?.end).toBe(buckets.at(-1)?.end);
        const boundaries = new Set(buckets.map(({ start }) => start));
        for (const [index, bucket] of merged.entries()) {
          expect(boundaries.has(bucket.start)).toBe(true);
          expect(bucket.start).toBe(merged[index - 1]?.end ?? bucket.start);
        }
      }),
    );
  });

  test('leaves young seconds finer than old ones', () => {
    const seconds = Array.from({ length: 20_000 }, (_, index): Bucket => {
      const start = NOW - (20_000 - index) * 30;
      return { start, end: start + 30, rows: 1, sum: 1 };
    });
    const merged = mergeBuckets(seconds, NOW);
    expect(merged).toHaveLength(1333);
    expect(merged[0]?.rows).toBeGreaterThan(2 * (merged.at(-1)?.rows ?? 0));
    expect(Math.max(...merged.map(({ rows }) => rows))).toBeLessThanOrEqual(500);
  });
});

describe('the compact form', () => {
  test('brings back what was written', () => {
    fc.assert(
      fc.property(bucketLists, (buckets) => {
        expect(parseBuckets(formatBuckets(buckets))).toEqual(buckets);
      }),
    );
  });

  test('refuses what is cut off or foreign instead of guessing', () => {
    const text = formatBuckets([{ start: NOW, end: NOW + 60, rows: 3, sum: 77 }]);
    expect(parseBuckets(text.slice(0, -1))).toBeUndefined();
    expect(parseBuckets(`${text}!`)).toBeUndefined();
    expect(parseBuckets(5)).toBeUndefined();
    expect(parseBuckets('')).toEqual([]);
    fc.assert(
      fc.property(fc.string(), (garbage) => {
        const parsed = parseBuckets(garbage);
        expect(parsed === undefined || parsed.every(({ start, end }) => end > start)).toBe(true);
      }),
    );
  });
});

test('a boundary is where a bucket begins, and any second outside of them', () => {
  const buckets = [
    { start: 100, end: 200, rows: 1, sum: 1 },
    { start: 200, end: 300, rows: 1, sum: 1 },
  ];
  expect([50, 100, 199, 200, 299, 300].map((second) => boundaryAtOrBefore(buckets, second))).toEqual([
    50, 100, 100, 200, 200, 300,
  ]);
});

test('gaps belong to the bucket before them', () => {
  const buckets = [
    { start: 100, end: 101, rows: 1, sum: 1 },
    { start: 150, end: 151, rows: 1, sum: 1 },
  ];
  expect(closeGaps(buckets).map(({ end }) => end)).toEqual([150, 151]);
});

test('rows of the same content differ by their ids, and a changed row by its fingerprint', () => {
  const digests = new Set(Array.from({ length: 5000 }, (_, id) => rowDigest(id + 1, 12_345)));
  expect(digests.size).toBeGreaterThan(4990);
  expect(rowDigest(7, 1)).not.toBe(rowDigest(7, 2));
  expect(rowDigest(2 ** 33 + 7, 1)).not.toBe(rowDigest(7, 1));
});
