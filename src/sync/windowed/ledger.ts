import type { PlacedRow } from './placed.ts';
import type { Row, RowKey } from '../page.ts';
import { addSums, closeGaps, mergeBuckets, rowDigest, type Bucket } from './buckets.ts';
import type { Settled } from './tally.ts';

/** How many seconds with new rows are kept apart before they are merged, so that memory stays small. */
const FRESH_SECONDS_KEPT = 16_384;

export type LedgerOptions = {
  /** What the last state knew. */
  readonly buckets: readonly Bucket[];
  /** The walk's first second: a boundary of `buckets`, or outside them. */
  readonly start: number;
  /** What lies before this second is not kept for the next state. */
  readonly floor: number;
  /** Rows placed before this second have no fingerprint. */
  readonly fingerprintsFrom: number;
  /** Epoch seconds of the API's clock. */
  readonly now: number;
};

/**
 * Decides which rows are written. Rows of seconds that no known bucket covers go out at once. Rows of a known
 * bucket are held until a proof has passed its end; they go out only if the bucket's digest changed. It keeps
 * the digests for the next state.
 */
export class Ledger {
  readonly #known: readonly Bucket[];
  readonly #before: readonly Bucket[];
  readonly #options: Omit<LedgerOptions, 'buckets' | 'start'>;
  readonly #held = new Map<RowKey, PlacedRow>();
  #open = 0;
  readonly #done: Bucket[] = [];
  #waiting: Settled[] = [];
  #fresh = new Map<number, Bucket>();

  constructor({ buckets, start, ...options }: LedgerOptions) {
    this.#options = options;
    this.#before = buckets.filter((bucket) => bucket.end <= start);
    this.#known = buckets.filter((bucket) => bucket.end > start);
  }

  /** Which of these rows to write now; the others are held. */
  take(rows: readonly PlacedRow[]): readonly Row[] {
    const first = this.#known[this.#open]?.start ?? Number.POSITIVE_INFINITY;
    const end = this.#known.at(-1)?.end ?? Number.NEGATIVE_INFINITY;
    const now: Row[] = [];
    for (const row of rows) {
      if (row.at >= first && row.at < end) {
        this.#held.set(row.id, row);
      } else {
        this.#held.delete(row.id);
        now.push(row.data);
      }
    }
    return now;
  }

  /** Takes in what a proof settled up to `second` (exclusive), and returns the held rows that have to be written. */
  settle(entries: readonly Settled[], second: number): readonly Row[] {
    for (const entry of entries) {
      if (entry.at >= this.#options.fingerprintsFrom) this.#waiting.push(entry);
    }
    const released: Row[] = [];
    for (let bucket = this.#known[this.#open]; bucket !== undefined; bucket = this.#known[this.#open]) {
      if (bucket.end > second) break;
      this.#close(bucket, released);
      this.#open++;
    }
    this.#noteFresh();
    return released;
  }

  /** Held rows of buckets that the walk ended within: written rather than forgotten. */
  releaseRest(): readonly Row[] {
    const rest = [...this.#held.values()].map((row) => row.data);
    this.#held.clear();
    return rest;
  }

  /** The last boundary not after the proven `second`, below which everything is written. */
  place(second: number): number {
    const open = this.#known[this.#open];
    return open !== undefined && open.start < second ? open.start : second;
  }

  /** The buckets for a state whose walk stands at `place`: new digests below it, the old ones from it on. */
  buckets(place: number): readonly Bucket[] {
    const below = [...this.#before, ...this.#done, ...this.#fresh.values()]
      .filter((bucket) => bucket.start < place)
      .toSorted((a, b) => a.start - b.start);
    const old = this.#known.slice(this.#open).filter((bucket) => bucket.start >= place);
    const all = closeGaps([...below, ...old]).filter((bucket) => bucket.end > this.#options.floor);
    return mergeBuckets(all, this.#options.now);
  }

  #close(bucket: Bucket, released: Row[]): void {
    const inside = this.#waiting.filter((entry) => entry.at >= bucket.start && entry.at < bucket.end);
    this.#waiting = this.#waiting.filter((entry) => entry.at < bucket.start || entry.at >= bucket.end);
    const reading = inside.reduce(
      (sum, entry) => ({ rows: sum.rows + 1, sum: addSums(sum.sum, rowDigest(entry.id, entry.mark)) }),
      { rows: 0, sum: 0 },
    );
    this.#done.push({ ...bucket, ...reading });
    const changed = reading.rows !== bucket.rows || reading.sum !== bucket.sum;
    for (const [id, row] of this.#held) {
      if (row.at >= bucket.end) continue;
      if (changed) released.push(row.data);
      this.#held.delete(id);
    }
  }

  /** What is settled outside the known buckets opens buckets of its own, a second each. */
  #noteFresh(): void {
    const first = this.#known[0]?.start ?? Number.POSITIVE_INFINITY;
    const end = this.#known.at(-1)?.end ?? Number.NEGATIVE_INFINITY;
    const open = this.#known[this.#open]?.start ?? end;
    const rest: Settled[] = [];
    for (const entry of this.#waiting) {
      if (entry.at >= first && entry.at < end) {
        // Of a bucket already closed this is a row that has moved since: the next reading finds it.
        if (entry.at >= open) rest.push(entry);
        continue;
      }
      const bucket = this.#fresh.get(entry.at);
      this.#fresh.set(entry.at, {
        start: entry.at,
        end: entry.at + 1,
        rows: (bucket?.rows ?? 0) + 1,
        sum: addSums(bucket?.sum ?? 0, rowDigest(entry.id, entry.mark)),
      });
    }
    this.#waiting = rest;
    if (this.#fresh.size <= FRESH_SECONDS_KEPT) return;
    const sorted = [...this.#fresh.values()].toSorted((a, b) => a.start - b.start);
    const merged = mergeBuckets(closeGaps(sorted), this.#options.now, FRESH_SECONDS_KEPT / 4);
    this.#fresh = new Map(merged.map((bucket) => [bucket.start, bucket]));
  }
}
