import type { RowKey } from '../page.ts';
import type { PlacedRow } from './placed.ts';

/**
 * A slice `[from, to)` of a windowed list that was read completely: `ids` different rows were found in it where the
 * API counts `total`. Epoch seconds; `from` undefined: from the first row on. The slices of a run do not overlap, so
 * their counts add up. `verified` is false where whole passes agreed with each other but not with the API's count.
 */
export type Slice = {
  readonly from: number | undefined;
  readonly to: number;
  readonly total: number;
  readonly ids: number;
  /** How often its rows were read. */
  readonly passes: number;
  readonly requests: number;
  readonly verified: boolean;
};

/** A row of a slice, with the fingerprint of the version that was read last. */
export type CountedRow = { readonly id: RowKey; readonly at: number; readonly fingerprint: number };

export type ScanEvent =
  /** A window was opened; `total`: about how many rows the scan will read from here on, `perPage` at a time. */
  | { readonly kind: 'opened'; readonly total: number; readonly perPage: number }
  /** Rows not yet passed on in this scan, or changed since. */
  | { readonly kind: 'rows'; readonly rows: readonly PlacedRow[] }
  /** Everything before `slice.to` has been passed on; a checkpoint is safe here. */
  | { readonly kind: 'slice'; readonly slice: Slice; readonly rows: readonly CountedRow[] };

/** Where a scan goes on: page 1 of the query that starts at `start`, everything before which is verified. */
export type ScanPosition = {
  readonly start: number | undefined;
  readonly total: number;
  readonly perPage: number;
  readonly rows: readonly PlacedRow[];
};

/**
 * What is missing for a slice to be verified: the API counts `total` rows from its start on and `laterTotal` from its
 * end on, and `counted` different ones were found in between. 0: verified; below 0: rows have gone since.
 */
export function missingRows(total: number, laterTotal: number, counted: number): number {
  return total - laterTotal - counted;
}
