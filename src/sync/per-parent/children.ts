import type { ConnectorError } from '../../errors/errors.ts';
import type { Row, RowKey } from '../page.ts';
import type { KnownChildren } from './memory.ts';

/** A row of a parent, with its key within it. */
export type ChildRow = { readonly key: string; readonly data: Row };

/** A row of the parents' list, with what decides whether its own rows are read again. */
export type Parent = { readonly key: RowKey; readonly fingerprint: number };

/**
 * All rows of one parent. `absent`: it has none. `unknown`: the answer does not tell.
 * `refused`: Aircall does not let this account see them.
 */
export type Children =
  | { readonly kind: 'found'; readonly rows: readonly ChildRow[] }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'refused'; readonly error: ConnectorError };

export type ReadChildren = (parent: Parent) => Promise<Children>;

/** What became of a parent's rows since they were read last. */
export type ChildChanges = {
  /** New or changed, each once. */
  readonly fresh: readonly Row[];
  /** The keys of those that are there no more. */
  readonly gone: readonly string[];
  readonly known: KnownChildren;
};

export function compareChildren(
  before: KnownChildren,
  rows: readonly ChildRow[],
  fingerprint: (row: Row) => number,
): ChildChanges {
  const known = new Map<string, number>();
  const fresh = rows.filter(({ key, data }) => {
    const digest = fingerprint(data);
    const isNews = (known.get(key) ?? before.get(key)) !== digest;
    known.set(key, digest);
    return isNews;
  });
  const gone = [...before.keys()].filter((key) => !known.has(key));
  return { fresh: fresh.map(({ data }) => data), gone, known };
}
