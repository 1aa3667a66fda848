import { shownFrom } from '../aircall/retention.ts';
import type { Stream } from './stream.ts';

/** Where the rows of a list are found: `rowsKey` is the key of the rows in an answer. */
export type List = { readonly path: string; readonly rowsKey: string };

/** A list without bounds and filters: read whole in each sync, compared row by row; what is gone becomes a tombstone. */
export type WholeList = List & {
  readonly kind: 'whole-list';
  /** The column that says when a row was created, in any form of time; undefined: there is none. */
  readonly createdAt: string | undefined;
};

/** A list bounded by `from` and `to`: read by windows; what may have changed is read again. */
export type Windowed = List & {
  readonly kind: 'windowed';
  /** The column that the bounds act on; its values are UNIX seconds. */
  readonly time: string;
  /** The query parameters that ask for more of each row, by the name of the detail. */
  readonly details: Readonly<Record<string, string>>;
  /** The first second that the API surely shows, at the second `now`. */
  readonly shownFrom: (now: number) => number;
};

/** What is no longer in these lists: told from comparing each with the sync before. */
export type Deletions = { readonly kind: 'deletions'; readonly lists: readonly ListStream<WholeList>[] };

/** How the rows of a stream are read. */
export type Source = WholeList | Windowed | Deletions;

/** A stream whose rows are a list of Aircall's. */
export type ListStream<S extends WholeList | Windowed = WholeList | Windowed> = Stream & {
  readonly source: S;
};

export function wholeList(list: List & { readonly createdAt?: string }): WholeList {
  return { createdAt: undefined, ...list, kind: 'whole-list' };
}

export function windowed(
  list: List & { readonly time: string; readonly details?: Windowed['details'] },
): Windowed {
  return { details: {}, ...list, kind: 'windowed', shownFrom };
}
