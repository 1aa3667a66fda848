import type { PageLimits } from '../page.ts';
import { placeRows, type PlacedPage, type PlacedRow } from './placed.ts';
import { FromBound, type Query, type ReadPage } from './query.ts';
import { RowCounter } from './row-counter.ts';
import type { CountedRow, ScanEvent, Slice } from './slice.ts';

export type ScanOptions = {
  /** The first second to read; undefined: from the oldest row that the API shows. */
  readonly start: number | undefined;
  /**
   * Ascending ends of the windows to read one after the other; the last is the end of the scan, and undefined where it
   * has no upper bound.
   */
  readonly ends: readonly (number | undefined)[];
  /** Epoch seconds: where a scan without an upper bound counts as ended, and after which a row's time is odd. */
  readonly now: number;
  readonly limits: PageLimits;
  readonly readPage: ReadPage;
  readonly fingerprintOf: (row: PlacedRow) => number;
  readonly prefetchDepth: () => number;
  readonly signal: AbortSignal;
};

type SliceCounts = { readonly total: number; readonly passes: number; readonly verified?: boolean };

const DAY = 86_400;

/** What the parts of one scan share. */
export class ScanContext {
  readonly limits: PageLimits;
  readonly signal: AbortSignal;
  /** How many pages are worth having under way at once. */
  readonly prefetchDepth: () => number;
  readonly counter: RowCounter;
  readonly bound = new FromBound();
  /** How often in a row reading ahead did not add up. */
  pipelineFailures = 0;
  readonly #options: ScanOptions;
  /** The second of the last row that has come, whatever it was asked for with. */
  #lastAt: number | undefined;
  #inOrder = true;
  #verifiedTo: number | undefined;
  #requests = 0;

  constructor(options: ScanOptions) {
    this.#options = options;
    this.limits = options.limits;
    this.signal = options.signal;
    this.prefetchDepth = options.prefetchDepth;
    this.counter = new RowCounter(options.fingerprintOf);
    this.#verifiedTo = options.start;
  }

  readonly ask = async (query: Query, signal = this.signal): Promise<PlacedPage> => {
    this.#requests++;
    const latest = this.#options.now + DAY;
    const answer = await this.#options.readPage(query, signal);
    const page = placeRows(answer, query, latest, query.page === 1 ? undefined : this.#lastAt);
    this.#lastAt = page.rows.at(-1)?.at ?? this.#lastAt;
    return page;
  };

  /**
   * Whether rows have come in the order of their seconds so far. Where they have not, the rows before a second
   * need not be the first of a list, and only a window read to its end can be verified.
   */
  get inOrder(): boolean {
    return this.#inOrder;
  }

  /** Notes whether these rows go on in order from second `after`, and returns their last second. */
  order(rows: readonly PlacedRow[], after: number): number {
    let last = after;
    for (const { at } of rows) {
      if (at < last) this.#inOrder = false;
      last = at;
    }
    return last;
  }

  /** The slice that ends at second `to` (exclusive): what was counted before it, where the API counts `total`. */
  slice(to: number, counts: SliceCounts): ScanEvent {
    return this.#close(to, this.counter.countVerifiedBefore(to), this.counter.takeBefore(to), counts);
  }

  /**
   * The slice that a window ends with, where everything counted makes up `total`. Rows of the window's last second
   * belong to the next slice: more of them may come, and whether the API's own bound takes them in is not documented.
   */
  lastSlice(windowEnd: number | undefined, counts: SliceCounts): ScanEvent {
    const { counter } = this;
    const to = windowEnd ?? this.#options.now;
    const beyond = counter.counted - counter.countBefore(to);
    const known = counter.countVerifiedBefore(to);
    // Nothing is read after the end of the scan: then its last second is handed over too, and counts the next time.
    const rows = counter.takeBefore(windowEnd === this.#options.ends.at(-1) ? Number.POSITIVE_INFINITY : to);
    return this.#close(to, known, rows, { ...counts, total: counts.total - beyond });
  }

  #close(to: number, known: number, rows: readonly CountedRow[], counts: SliceCounts): ScanEvent {
    const slice: Slice = {
      from: this.#verifiedTo,
      to,
      total: counts.total - known,
      ids: rows.filter(({ at }) => at < to).length,
      passes: counts.passes,
      requests: this.#requests,
      verified: counts.verified ?? true,
    };
    this.counter.forgetBefore(to);
    this.#verifiedTo = to;
    this.#requests = 0;
    return { kind: 'slice', slice, rows };
  }
}
