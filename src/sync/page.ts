/** A row's content, by column, as the API sent it. */
export type Row = Readonly<Record<string, unknown>>;

/** A row's primary key. Whole numbers beyond 2^53 are their decimal text. */
export type RowKey = number | string;

/**
 * A row with what an engine needs to know of it: its key, and the time `at` that places it (epoch seconds in a windowed
 * list, epoch milliseconds in a whole list; undefined where the row has no usable time).
 */
export type ListedRow = { readonly id: RowKey; readonly at: number | undefined; readonly data: Row };

/**
 * One page of a list, as far as onCountMismatch depends on it.
 * `total` is what the API says of the whole query, `perPage` the page size that it really used.
 * `tooLarge`: the positions in the list (from 1) of rows that cannot be had even alone, and so are not in `rows`.
 */
export type Page = {
  readonly rows: readonly ListedRow[];
  readonly total: number;
  readonly perPage: number;
  readonly tooLarge?: readonly number[];
};

/** The page size that is asked for. The API allows no more. */
export const PAGE_SIZE = 50;

/** The API refuses any page with `page * per_page` beyond this, whatever the list. */
export const ROW_CAP = 10_000;

/** The last page number that may be asked for. */
export const LAST_PAGE = ROW_CAP / PAGE_SIZE;
