import type { PlacedRow } from './placed.ts';
import type { Settled } from './tally.ts';

/**
 * That a stretch `[from, to)` of the timeline was read completely: `ids` unique rows were found in it where the
 * API counts `total`. The stretches of a run do not overlap, so their counts add up. `proven` is false where
 * whole readings agreed with each other but not with the API's own count.
 */
export type Proof = {
  readonly from: number | undefined;
  readonly to: number;
  readonly total: number;
  readonly ids: number;
  readonly readings: number;
  readonly requests: number;
  readonly proven: boolean;
};

export type WalkEvent =
  /** A window was opened; `total`: about how many rows the walk will bring from here on. */
  | { readonly kind: 'opened'; readonly total: number; readonly size: number }
  /** Rows not yet passed on in this walk, or changed since. */
  | { readonly kind: 'rows'; readonly rows: readonly PlacedRow[] }
  /** Everything before `proof.to` has been passed on; a checkpoint is safe here. */
  | { readonly kind: 'settled'; readonly proof: Proof; readonly entries: readonly Settled[] };

/** Page 1 of the query that starts at `anchor`, everything before which is proven. */
export type Stand = {
  readonly anchor: number | undefined;
  readonly total: number;
  readonly size: number;
  readonly rows: readonly PlacedRow[];
};
