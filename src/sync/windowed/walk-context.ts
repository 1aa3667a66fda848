import { placeRows, type PlacedPage, type PlacedRow } from './placed.ts';
import type { Proof, WalkEvent } from './proof.ts';
import { FromBound, type Query, type ReadPage } from './query.ts';
import { Tally } from './tally.ts';

/** What the parts of one walk share. */
export class WalkContext {
  readonly signal: AbortSignal;
  /** How many pages are worth having under way at once. */
  readonly pagesAhead: () => number;
  readonly tally: Tally;
  readonly bound = new FromBound();
  readonly #readPage: ReadPage;
  #inOrder = true;
  #provenTo: number | undefined;
  #requests = 0;

  constructor(options: {
    readonly start: number | undefined;
    readonly readPage: ReadPage;
    readonly markOf: (row: PlacedRow) => number;
    readonly pagesAhead: () => number;
    readonly signal: AbortSignal;
  }) {
    this.signal = options.signal;
    this.pagesAhead = options.pagesAhead;
    this.tally = new Tally(options.markOf);
    this.#readPage = options.readPage;
    this.#provenTo = options.start;
  }

  async ask(query: Query, signal = this.signal): Promise<PlacedPage> {
    this.#requests++;
    return placeRows(await this.#readPage(query, signal), query.from ?? 0);
  }

  /**
   * Whether rows have come in the order of their seconds so far. Where they have not, the rows before a second
   * need not be the first of a list, and only a window read to its end is a proof.
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

  /** Settles what was counted before `edge`, where the API counts `total` of it: the stretch up to `to`. */
  settle(edge: number, to: number, total: number, readings: number, proven = true): WalkEvent {
    const known = this.tally.countSettledBefore(edge);
    const entries = this.tally.settleBefore(edge);
    const proof: Proof = {
      from: this.#provenTo,
      to,
      total: total - known,
      ids: entries.length,
      readings,
      requests: this.#requests,
      proven,
    };
    this.tally.forgetBefore(to);
    this.#provenTo = to;
    this.#requests = 0;
    return { kind: 'settled', proof, entries };
  }
}
