import type { RowKey } from '../page.ts';
import type { KnownRows } from './known-rows.ts';

/**
 * Known rows that are not listed any more, by key: when each was last found by its own key, epoch milliseconds. 0: asked
 * for, and the answer did not tell. `held`: the list may be another company's, so nothing is asked.
 */
export type UnlistedRows = ReadonlyMap<RowKey, number | 'held'>;

/** What one run leaves to the next. */
export type WholeListMemory = {
  /** The cursor: the latest time among the rows ever seen, epoch milliseconds. */
  readonly cursor: number | undefined;
  readonly rows: KnownRows;
  readonly unlisted: UnlistedRows;
  /** A digest of the account that the rows are from. */
  readonly account: string | undefined;
};

/** What a first run knows. */
export const NOTHING: WholeListMemory = {
  cursor: undefined,
  rows: new Map(),
  unlisted: new Map(),
  account: undefined,
};
