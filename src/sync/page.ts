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

/** How far a list can be paged through. */
export type PageLimits = {
  /** Rows of a full page. */
  readonly pageSize: number;
  /** The number of rows beyond which no page is given, whatever the list. */
  readonly rowCap: number;
  /** The last page number of that size that may be asked for. */
  readonly lastPage: number;
};
