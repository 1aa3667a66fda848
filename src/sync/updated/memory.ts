import type { RowKey } from '../page.ts';

/** The fingerprint of each row that was written, by key. */
export type Fingerprints = ReadonlyMap<RowKey, number>;

/** A full reading that was cut off. Epoch seconds. */
export type FullReading = {
  /** When it began. */
  readonly since: number;
  /** Everything created before this is written; undefined: nothing is. */
  readonly resumeFrom: number | undefined;
};

/** What one run leaves to the next. Times are epoch seconds. */
export type UpdatedMemory = {
  /** The cursor: every change up to here is written. */
  readonly cursor: number | undefined;
  /** When the last complete full reading began. */
  readonly fullReadAt: number | undefined;
  readonly fullReading: FullReading | undefined;
  readonly known: Fingerprints;
  /** Known from before the full reading under way, and not met in it yet. */
  readonly unseen: Fingerprints;
  /** Known rows that the last full reading did not meet, by when each was last found by its own key; 0: not yet asked for. */
  readonly unlisted: ReadonlyMap<RowKey, number>;
  /** Stands for what shapes the rows that were written; undefined: not known. */
  readonly shape: string | undefined;
  /** A digest of the account that the rows are from. */
  readonly account: string | undefined;
};

/** What a first run knows. */
export const NOTHING: UpdatedMemory = {
  cursor: undefined,
  fullReadAt: undefined,
  fullReading: undefined,
  known: new Map(),
  unseen: new Map(),
  unlisted: new Map(),
  shape: undefined,
  account: undefined,
};
