import type { Page, Row, RowKey } from '../page.ts';
import type { Query } from './query.ts';

/** A row with the second that it counts at. */
export type PlacedRow = {
  readonly id: RowKey;
  readonly at: number;
  readonly data: Row;
  /** It has no usable time, or one that the query rules out: `at` is that of its neighbour in the list. */
  readonly odd?: 'no-time' | 'out-of-range';
  /** It cannot be had even alone: it counts, and has no content. */
  readonly tooLarge?: boolean;
};

/** A page of a windowed list whose every row has a place. */
export type PlacedPage = {
  readonly rows: readonly PlacedRow[];
  readonly total: number;
  readonly perPage: number;
};

/** How far a row may stand outside of the bounds that were asked for: lists were modelled to be out of order by minutes. */
const TOLERANCE_SECONDS = 3600;

type Entry = Omit<PlacedRow, 'at'> & { readonly at: number | undefined };

/**
 * Gives every row of a page a second to count at. A row without a usable time, or with one that cannot belong to the
 * answer, counts at the second of the row before it (else after it): that is where the list has it.
 * `latest`: the last second that a row may have where the query has no upper bound. `before`: the second of the last row on
 * the page before, where that is known.
 */
export function placeRows(page: Page, query: Query, latest: number, before?: number): PlacedPage {
  const entries = withTooLarge(page, query).map((entry) => checkRange(entry, query, latest));
  const first = query.from === undefined ? (query.to ?? latest) : query.from + 1;
  let last = entries.find(({ at }) => at !== undefined)?.at ?? before ?? first;
  const rows = entries.map(({ at, ...entry }): PlacedRow => {
    last = at ?? last;
    return { ...entry, at: last };
  });
  return { rows, total: page.total, perPage: page.perPage };
}

function checkRange(entry: Entry, { from, to }: Query, latest: number): Entry {
  const { at } = entry;
  if (at === undefined) return entry.tooLarge === true ? entry : { ...entry, odd: 'no-time' };
  const isInside = at >= (from ?? 0) - TOLERANCE_SECONDS && at <= (to ?? latest) + TOLERANCE_SECONDS;
  return isInside ? entry : { ...entry, at: undefined, odd: 'out-of-range' };
}

/** The page's rows, with a placeholder at each position whose row is too large. */
function withTooLarge({ rows, perPage, tooLarge = [] }: Page, { page }: Query): readonly Entry[] {
  if (tooLarge.length === 0) return rows;
  const entries: Entry[] = [...rows];
  for (const position of tooLarge.toSorted((a, b) => a - b)) {
    const index = position - (page - 1) * perPage - 1;
    const before = entries[index - 1]?.id ?? 'none';
    entries.splice(index, 0, { id: `too large, after ${before}`, at: undefined, data: {}, tooLarge: true });
  }
  return entries;
}
