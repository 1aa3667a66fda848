import type { RowKey } from '../page.ts';

/** The fingerprint of each row of a parent, by the row's key within it. */
export type KnownChildren = ReadonlyMap<string, number>;

export type KnownParent = {
  /** When its rows were read last, epoch milliseconds. */
  readonly readMs: number;
  /** Of the parent's own row at that time. */
  readonly fingerprint: number;
  readonly children: KnownChildren;
};

/** What one run leaves to the next. */
export type PerParentMemory = {
  readonly parents: ReadonlyMap<RowKey, KnownParent>;
  /** A digest of the account that the rows are from. */
  readonly account: string | undefined;
};

/** What a first run knows. */
export const NOTHING: PerParentMemory = { parents: new Map(), account: undefined };
