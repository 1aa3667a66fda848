import { shownFrom } from '../aircall/retention.ts';
import type { Stream } from './stream.ts';

/** Where the rows of a list are found: `rowsKey` is the key of the rows in an answer. */
export type List = { readonly path: string; readonly rowsKey: string };

/** A list without bounds and filters: read whole in each sync, compared row by row; what is gone becomes a tombstone. */
export type WholeList = List & {
  readonly kind: 'whole-list';
  /** The column that says when a row was created, in any form of time; undefined: there is none. */
  readonly createdAt: string | undefined;
  /** Nobody has published an answer: the key of the rows is a guess, and `meta` may be missing. */
  readonly isLoose: boolean;
};

/**
 * A list that is bounded by the time of creation, and can be sorted, but not bounded, by the time of change. Both are UNIX
 * seconds.
 */
export type Updated = List & {
  readonly kind: 'updated';
  readonly createdAt: string;
  readonly updatedAt: string;
};

/** One object, compared with the sync before. `rowKey` is its key in the answer. */
export type Single = { readonly kind: 'single'; readonly path: string; readonly rowKey: string };

/** A list of what holds at the moment: read whole and written whole each time, with the time of the sync. */
export type Snapshots = List & {
  readonly kind: 'snapshots';
  /** The list of whose rows each is one: as many as there are of those. */
  readonly counted: string;
  /** The column that gets the time of the sync. */
  readonly takenAt: string;
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

/**
 * Where the rows of one parent are. `column`: an array column of the parent's own row. `one`: an object of their own, in
 * which `column` is such an array. The rows of both are IDs only, as `idColumn`. `list` and `tokens`: a list by page
 * numbers, or by tokens. `object`: one row or none. `:id` in a path is the parent's ID.
 */
export type Children =
  | { readonly from: 'column'; readonly column: string; readonly idColumn: string }
  | {
      readonly from: 'one';
      readonly path: string;
      readonly rowKey: string;
      readonly column: string;
      readonly idColumn: string;
      /** The same pairs from the other end: a list for each of those that `column` names. */
      readonly fromOtherEnd?: {
        readonly parent: ListStream<WholeList>;
        readonly path: string;
        readonly rowsKey: string;
      };
    }
  | { readonly from: 'list'; readonly path: string; readonly rowsKey: string }
  | { readonly from: 'tokens'; readonly path: string; readonly rowsKey: string }
  | { readonly from: 'object'; readonly path: string };

/**
 * The rows of each row of another list: read where the parent changed, and again after some days, since no list shows a
 * change of theirs. What a parent has no more becomes a tombstone.
 */
export type PerParent = {
  readonly kind: 'per-parent';
  readonly parent: ListStream<WholeList>;
  /** The column that holds the parent's ID. */
  readonly parentColumn: string;
  readonly children: Children;
  /** 0: with every reading of the parents, which then costs no request. */
  readonly refreshDays: number;
};

/**
 * One result of each call that is over and was answered, a request each. `:id` in the path is the call's ID; `wrapper` the key of
 * the result in an answer, undefined where the answer is the result.
 */
export type PerCall = {
  readonly kind: 'per-call';
  readonly path: string;
  readonly query: Readonly<Record<string, string>> | undefined;
  readonly wrapper: string | undefined;
  /** People change it afterwards. */
  readonly isEditable: boolean;
  /** Calls that nobody answered have one if they have a voicemail. */
  readonly takesVoicemails: boolean;
  /** A list: without items there is no result yet. */
  readonly filledColumn: string | undefined;
};

/** What is no longer in these lists: told from comparing each with the sync before. */
export type Deletions = { readonly kind: 'deletions'; readonly lists: readonly ListStream<WholeList>[] };

/** How the rows of a stream are read. */
export type Source = WholeList | Windowed | Updated | Single | Snapshots | PerParent | PerCall | Deletions;

/** What is read page by page. */
export type ListSource = WholeList | Windowed | Snapshots;

/** A stream whose rows are a list of Aircall's. */
export type ListStream<S extends ListSource = ListSource> = Stream & {
  readonly source: S;
};

export function wholeList(
  list: List & { readonly createdAt?: string; readonly isLoose?: boolean },
): WholeList {
  return { createdAt: undefined, isLoose: false, ...list, kind: 'whole-list' };
}

export function updated(list: Omit<Updated, 'kind'>): Updated {
  return { ...list, kind: 'updated' };
}

export function single(object: Omit<Single, 'kind'>): Single {
  return { ...object, kind: 'single' };
}

export function snapshots(list: Omit<Snapshots, 'kind'>): Snapshots {
  return { ...list, kind: 'snapshots' };
}

/** Rows of a parent are read again after so many days at the latest. */
const REFRESH_DAYS = 7;

export function perParent(source: Omit<PerParent, 'kind' | 'refreshDays'>): PerParent {
  return { ...source, kind: 'per-parent', refreshDays: source.children.from === 'column' ? 0 : REFRESH_DAYS };
}

export function perCall(source: Pick<PerCall, 'path'> & Partial<Omit<PerCall, 'kind'>>): PerCall {
  return {
    query: undefined,
    wrapper: undefined,
    isEditable: false,
    takesVoicemails: false,
    filledColumn: undefined,
    ...source,
    kind: 'per-call',
  };
}

export function windowed(
  list: List & { readonly time: string; readonly details?: Windowed['details'] },
): Windowed {
  return { details: {}, ...list, kind: 'windowed', shownFrom };
}
