/**
 * One page of a list, as far as completeness depends on it.
 * `total` is what the API says of the whole query, `perPage` the page size that it really used.
 */
export type Page<Row> = {
  readonly rows: readonly Row[];
  readonly total: number;
  readonly perPage: number;
};

/** A row's content, by field. */
export type Fields = Readonly<Record<string, unknown>>;

/**
 * A row with what the engine needs to know of it: its `id`, and the instant `at` by which it is placed
 * (epoch seconds on a timeline, epoch milliseconds in a snapshot).
 */
export type Placed<Data> = { readonly id: number; readonly at: number; readonly data: Data };

/** The page size that is asked for. The API allows no more. */
export const PAGE_SIZE = 50;

/** The API refuses any page with `page * per_page` beyond this, whatever the list. */
export const ROW_CAP = 10_000;

/** The last page number that may be asked for. */
export const LAST_PAGE = ROW_CAP / PAGE_SIZE;
