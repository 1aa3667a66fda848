import { volatileRules } from '../rows/volatile.ts';
import type { PerParent } from '../streams/source.ts';
import type { Stream } from '../streams/stream.ts';
import { makeFingerprint } from '../sync/fingerprint.ts';
import type { Row } from '../sync/page.ts';

/** What is kept of a row of a list for the streams that depend on it. */
export type KeptRow = {
  /** Tells whether the row changed. */
  readonly fingerprint: number;
  /** The IDs in the column that a stream takes its rows from; undefined: there is no such array. */
  readonly ids: readonly unknown[] | undefined;
};

export type KeepRow = (row: Row) => KeptRow;

/**
 * What is kept of each row of `list`, given what depends on it; undefined: nothing does. `personalData`: salts the fingerprints,
 * so that they tell nothing.
 */
export function keeperOf(list: Stream, selected: readonly Stream[], personalData = ''): KeepRow | undefined {
  const dependents = selected.flatMap(({ source }) =>
    source.kind === 'per-parent' && source.parent.name === list.name ? [source] : [],
  );
  if (dependents.length === 0) return undefined;
  const column = dependents.map(columnOf).find((name) => name !== undefined);
  // Its own salt: which columns are selected says nothing about the rows below.
  const fingerprint = makeFingerprint(volatileRules(list.schema), `${list.name}${personalData}`);
  return (row) => ({
    fingerprint: fingerprint(row),
    ids: column === undefined ? undefined : idsIn(row[column]),
  });
}

function columnOf({ children }: PerParent): string | undefined {
  return children.from === 'column' ? children.column : undefined;
}

/** The IDs of an array of objects. Elements that are null, or have none, are left out. */
export function idsIn(value: unknown): readonly unknown[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return value
    .map((item: unknown) => (typeof item === 'object' && item !== null ? Reflect.get(item, 'id') : undefined))
    .filter((id) => id !== undefined && id !== null);
}
