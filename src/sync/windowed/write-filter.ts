import type { Row, RowKey } from '../page.ts';
import { addSums, closeGaps, mergeBuckets, rowDigest, type Bucket } from './buckets.ts';
import type { PlacedRow } from './placed.ts';
import type { CountedRow } from './slice.ts';

/** How many seconds with new rows are kept apart before they are merged, so that memory stays small. */
const NEW_SECONDS_KEPT = 16_384;

export type WriteFilterOptions = {
  /** What the last state knew. */
  readonly buckets: readonly Bucket[];
  /** What the scan is to write, `[start, until)`; `start` is a boundary of `buckets`, or outside of them. */
  readonly start: number;
  readonly until: number;
  /** What lies before this second is not kept for the next state. */
  readonly digestsFrom: number;
  /** Rows before this second have no fingerprint. */
  readonly fingerprintsFrom: number;
  /** Epoch seconds of the API's clock. */
  readonly now: number;
};

/**
 * Decides which rows are written.
 *
 * ```
 *            start      rows of a known bucket are held          others go out at once
 *   dropped    |     until a slice ends behind the bucket                  |
 * -------------|-- bucket --|-- bucket --|---- bucket ----|----------------v------> time
 *                                   ^ open: the first that is not read whole yet
 * ```
 *
 * Held rows go out only if their bucket's digest changed. Keeps the digests for the next state.
 */
export class WriteFilter {
  readonly #options: WriteFilterOptions;
  /** Those that the scan may meet, from the first to the last; `#open` is the first not yet read whole. */
  readonly #known: readonly Bucket[];
  #open = 0;
  readonly #others: readonly Bucket[];
  readonly #held = new Map<RowKey, PlacedRow>();
  /** Read whole by this scan. */
  readonly #closed: Bucket[] = [];
  /** Counted rows of buckets that are not read whole yet. */
  #waiting: CountedRow[] = [];
  /** Rows outside of the known buckets, second by second. */
  #new = new Map<number, Bucket>();

  constructor(options: WriteFilterOptions) {
    this.#options = options;
    const { start, until } = options;
    const isMet = (bucket: Bucket): boolean => bucket.end > start && bucket.start < until;
    this.#known = options.buckets.filter(isMet);
    this.#others = options.buckets.filter((bucket) => !isMet(bucket));
  }

  /** How many rows the buckets that the scan meets are known to hold. */
  get knownRows(): number {
    return this.#known.reduce((sum, { rows }) => sum + rows, 0);
  }

  /** Whether a row of this second is the scan's to write. */
  covers({ at }: { readonly at: number }): boolean {
    return at >= this.#options.start && at < this.#options.until;
  }

  /** Which of these rows to write now; the others are held, or not the scan's to write. */
  take(rows: readonly PlacedRow[]): readonly Row[] {
    const written: Row[] = [];
    for (const row of rows) {
      // Where an odd row belongs is a guess: it is written rather than left out.
      if (!this.covers(row) && (row.odd === undefined || row.at >= this.#options.until)) continue;
      if (this.#isHeld(row.at)) {
        this.#held.set(row.id, row);
      } else {
        this.#held.delete(row.id);
        if (row.tooLarge !== true) written.push(row.data);
      }
    }
    return written;
  }

  /** Takes in the rows of a slice up to `second` (exclusive), and returns the held rows that have to be written. */
  release(rows: readonly CountedRow[], second: number): readonly Row[] {
    const { fingerprintsFrom } = this.#options;
    for (const row of rows) if (row.at >= fingerprintsFrom && this.covers(row)) this.#waiting.push(row);
    const released: Row[] = [];
    for (
      let bucket = this.#openBucket;
      bucket !== undefined && bucket.end <= second;
      bucket = this.#openBucket
    ) {
      released.push(...this.#close(bucket));
      this.#open++;
    }
    this.#noteNew();
    return released;
  }

  /** Held rows of buckets that the scan ended within: written rather than forgotten. */
  releaseRest(): readonly Row[] {
    const rest = [...this.#held.values()].filter(hasContent).map((row) => row.data);
    this.#held.clear();
    return rest;
  }

  /** The last boundary not after the verified `second`, before which everything is written. */
  boundary(second: number): number {
    const open = this.#openBucket;
    return open !== undefined && open.start < second ? open.start : second;
  }

  /** The buckets for a state that resumes from `second`: new digests before it, the old ones from it on. */
  buckets(second: number): readonly Bucket[] {
    const { digestsFrom, now } = this.#options;
    const read = [...this.#closed, ...this.#new.values()].filter((bucket) => bucket.start < second);
    const unread = this.#known.slice(this.#open).filter((bucket) => bucket.start >= second);
    const all = [...this.#others, ...read, ...unread].toSorted((a, b) => a.start - b.start);
    return mergeBuckets(
      closeGaps(all).filter((bucket) => bucket.end > digestsFrom),
      now,
    );
  }

  get #openBucket(): Bucket | undefined {
    return this.#known[this.#open];
  }

  /** The known buckets leave no gaps. */
  #isHeld(second: number): boolean {
    const open = this.#openBucket;
    return open !== undefined && second >= open.start && second < (this.#known.at(-1)?.end ?? 0);
  }

  #close(bucket: Bucket): readonly Row[] {
    const isInside = ({ at }: { readonly at: number }): boolean => at >= bucket.start && at < bucket.end;
    const read = this.#waiting.filter(isInside).reduce(addRow, { ...bucket, rows: 0, sum: 0 });
    this.#waiting = this.#waiting.filter((row) => !isInside(row));
    this.#closed.push(read);
    const isChanged = read.rows !== bucket.rows || read.sum !== bucket.sum;
    const held = [...this.#held.values()].filter((row) => row.at < bucket.end);
    for (const { id } of held) this.#held.delete(id);
    return isChanged ? held.filter(hasContent).map((row) => row.data) : [];
  }

  /** Rows outside of the known buckets open buckets of their own, a second each. */
  #noteNew(): void {
    const first = this.#known[0]?.start ?? Number.POSITIVE_INFINITY;
    const rest: CountedRow[] = [];
    for (const row of this.#waiting) {
      if (this.#isHeld(row.at)) rest.push(row);
      // In a bucket that is closed already this is a row that has moved since: the next scan finds it.
      else if (row.at < first || row.at >= (this.#known.at(-1)?.end ?? 0)) {
        const empty = { start: row.at, end: row.at + 1, rows: 0, sum: 0 };
        this.#new.set(row.at, addRow(this.#new.get(row.at) ?? empty, row));
      }
    }
    this.#waiting = rest;
    if (this.#new.size <= NEW_SECONDS_KEPT) return;
    const sorted = [...this.#new.values()].toSorted((a, b) => a.start - b.start);
    const merged = mergeBuckets(closeGaps(sorted), this.#options.now, NEW_SECONDS_KEPT / 4);
    this.#new = new Map(merged.map((bucket) => [bucket.start, bucket]));
  }
}

function addRow(bucket: Bucket, { id, fingerprint }: CountedRow): Bucket {
  return { ...bucket, rows: bucket.rows + 1, sum: addSums(bucket.sum, rowDigest(id, fingerprint)) };
}

function hasContent({ tooLarge }: PlacedRow): boolean {
  return tooLarge !== true;
}
