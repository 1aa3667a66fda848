import type { Page } from '../../src/sync/page.ts';
import type { Query, ReadPage } from '../../src/sync/windowed/query.ts';

export type FakeRow = { readonly id: number; readonly at: number; readonly text: string };

export function isFakeRow(row: object): row is FakeRow {
  return 'id' in row && 'at' in row && 'text' in row;
}

/** What Aircall's documentation leaves open, for tests. */
export type FakeBehaviour = {
  readonly fromInclusive: boolean;
  readonly toExclusive: boolean;
  readonly cappedTotal: boolean;
  /** Rows of one second come in another order at each request. */
  readonly shuffledTies: boolean;
  /** Seconds by which a row may stand away from its place, by id. */
  readonly displacement: (id: number) => number;
  /** What bounds act on: the second shown, or the place in the list. */
  readonly boundsOn: 'at' | 'place';
  /** What the API says of this count, in answer to this query. */
  readonly total: (count: number, query: Query) => number;
  /** The second that a row shows, where it is not its own. */
  readonly shown: (row: FakeRow) => number | undefined;
  /** Rows that are too large to be had. */
  readonly isTooLarge: (row: FakeRow) => boolean;
  /** Rows before this second are not listed. */
  readonly edge: number;
  readonly perPage: (request: number) => number;
};

const PLAIN: FakeBehaviour = {
  fromInclusive: false,
  toExclusive: false,
  cappedTotal: false,
  shuffledTies: false,
  displacement: () => 0,
  boundsOn: 'at',
  total: (count) => count,
  shown: (row) => row.at,
  isTooLarge: () => false,
  edge: Number.NEGATIVE_INFINITY,
  perPage: () => 50,
};

/** A list of rows on a timeline that behaves like the API's, and may be changed between any two requests. */
export class FakeWindowedList {
  rows: readonly FakeRow[];
  readonly behaviour: FakeBehaviour;
  readonly queries: Query[] = [];
  beforeRequest: (request: number) => void = () => undefined;

  constructor(rows: readonly FakeRow[], behaviour: Partial<FakeBehaviour> = {}) {
    this.rows = rows;
    this.behaviour = { ...PLAIN, ...behaviour };
  }

  readonly readPage: ReadPage = async (query) => {
    const request = this.queries.push(query);
    this.beforeRequest(request);
    await Promise.resolve();
    return this.#page(query, request);
  };

  #page(query: Query, request: number): Page {
    const { fromInclusive, toExclusive, displacement, boundsOn, cappedTotal, perPage } = this.behaviour;
    if (query.page * 50 > 10_000) throw new Error(`page ${query.page} is past the cap`);
    const place = (row: FakeRow): number => row.at + displacement(row.id);
    const bounded = (row: FakeRow): number => (boundsOn === 'at' ? row.at : place(row));
    const from = query.from ?? Number.NEGATIVE_INFINITY;
    const to = query.to ?? Number.POSITIVE_INFINITY;
    const matching = this.rows.filter((row) => {
      const second = bounded(row);
      return (
        row.at >= this.behaviour.edge &&
        (second > from || (fromInclusive && second === from)) &&
        (second < to || (!toExclusive && second === to))
      );
    });
    const sorted = matching.toSorted((a, b) => place(a) - place(b) || this.#tie(a, b, request));
    const size = perPage(request);
    const total = Math.max(0, this.behaviour.total(sorted.length, query));
    const { shown, isTooLarge } = this.behaviour;
    const first = (query.page - 1) * size;
    const page = sorted.slice(first, first + size);
    const tooLarge = page.flatMap((row, index) => (isTooLarge(row) ? [first + index + 1] : []));
    return {
      rows: page.filter((row) => !isTooLarge(row)).map((row) => ({ id: row.id, at: shown(row), data: row })),
      ...(tooLarge.length > 0 && { tooLarge }),
      total: cappedTotal ? Math.min(total, 10_000) : total,
      perPage: size,
    };
  }

  #tie(a: FakeRow, b: FakeRow, request: number): number {
    if (!this.behaviour.shuffledTies) return a.id - b.id;
    const noise = (id: number): number => {
      let mixed = Math.imul(id, 0x9e37_79b1) ^ Math.imul(request, 0x85eb_ca6b);
      mixed = Math.imul(mixed ^ (mixed >>> 16), 0x7feb_352d);
      mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846c_a68b);
      return (mixed ^ (mixed >>> 16)) >>> 0;
    };
    return noise(a.id) - noise(b.id) || a.id - b.id;
  }
}
