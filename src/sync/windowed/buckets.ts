import { hash } from 'node:crypto';
import type { RowKey } from '../page.ts';

/**
 * A run of seconds `[start, end)` with the number of its rows and the sum of their digests. Sums add up, so
 * neighbours merge by adding, and a bucket compares with whatever is read of the same seconds later.
 */
export type Bucket = {
  readonly start: number;
  readonly end: number;
  readonly rows: number;
  readonly sum: number;
};

/** Characters of a sum: a changed bucket looks unchanged once in sixteen million times, and thousands of them are small. */
export const SUM_WIDTH = 4;
const SUM_SPACE = 64 ** SUM_WIDTH;
const ROWS_PER_BUCKET = 15;
const FEWEST = 256;
const MOST = 4096;
const HOUR = 3600;

export function addSums(a: number, b: number): number {
  return (a + b) % SUM_SPACE;
}

/** A row's part in a bucket's sum: two rows with the same content still differ by their ids. */
export function rowDigest(key: RowKey, fingerprint: number): number {
  const id = typeof key === 'number' ? key : Number.parseInt(hash('sha1', key, 'hex').slice(0, 12), 16);
  let mixed = Math.imul(fingerprint ^ (id % 0x1_0000_0000), 0x9e37_79b1) ^ Math.floor(id / 0x1_0000_0000);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x85eb_ca6b);
  mixed ^= mixed >>> 13;
  return (mixed >>> 0) % SUM_SPACE;
}

/** The last boundary not after `second`: where a scan has to start so that every bucket it meets is whole. */
export function boundaryAtOrBefore(buckets: readonly Bucket[], second: number): number {
  return buckets.findLast((bucket) => bucket.start <= second && second < bucket.end)?.start ?? second;
}

/**
 * Contiguous buckets from sorted ones that may leave gaps: a bucket reaches up to its successor, and what was
 * never read between `from` and the first one is an empty bucket.
 */
export function closeGaps(buckets: readonly Bucket[]): readonly Bucket[] {
  return buckets.map((bucket, index) => {
    const next = buckets[index + 1];
    return next === undefined || next.start === bucket.end ? bucket : { ...bucket, end: next.start };
  });
}

/**
 * Merges neighbours until there are at most one bucket for fifteen rows (within 256 … 4,096), those of least
 * n₁·n₂ / max(1 h, age) first: fine where calls are young and likely to change, coarse where they are old.
 * Boundaries only ever disappear, so what stays remains comparable.
 */
export function mergeBuckets(buckets: readonly Bucket[], now: number, most?: number): readonly Bucket[] {
  const total = buckets.reduce((sum, bucket) => sum + bucket.rows, 0);
  const target = most ?? Math.min(MOST, Math.max(FEWEST, Math.floor(total / ROWS_PER_BUCKET)));
  let merged = buckets;
  while (merged.length > target) merged = mergeCheapest(merged, merged.length - target, now);
  return merged;
}

/** One pass: of the `excess` cheapest pairs, every one whose neighbours are not yet taken. */
function mergeCheapest(buckets: readonly Bucket[], excess: number, now: number): readonly Bucket[] {
  const pairs = buckets.slice(1).map((right, index) => {
    const left = buckets[index] ?? right;
    return { index, cost: (left.rows * right.rows) / Math.max(HOUR, now - right.start) };
  });
  pairs.sort((a, b) => a.cost - b.cost || a.index - b.index);
  const mergesWithNext = new Set<number>();
  // A merged pair costs more than either half: taking a quarter at a time keeps the order of merging honest.
  const quota = Math.max(1, Math.ceil(excess / 4));
  for (const { index } of pairs) {
    if (mergesWithNext.size >= quota) break;
    if (mergesWithNext.has(index - 1) || mergesWithNext.has(index + 1)) continue;
    mergesWithNext.add(index);
  }
  const result: Bucket[] = [];
  for (let i = 0; i < buckets.length; i++) {
    const left = buckets[i];
    const right = buckets[i + 1];
    if (left === undefined) break;
    if (right !== undefined && mergesWithNext.has(i)) {
      result.push({
        start: left.start,
        end: right.end,
        rows: left.rows + right.rows,
        sum: addSums(left.sum, right.sum),
      });
      i++;
    } else {
      result.push(left);
    }
  }
  return result;
}
