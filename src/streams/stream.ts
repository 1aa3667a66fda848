import type { FingerprintRules } from '../sync/fingerprint.ts';

/** A JSON schema, as discover shows it. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** Where users are nested in a row: `user` marks the place, an object the fields on the way to it. */
export type NestedUsers = { readonly [field: string]: 'user' | NestedUsers };

type Common = {
  readonly name: string;
  readonly schema: JsonSchema;
  readonly primaryKey: 'id';
  readonly cursorField: string;
  /** The list's path; a single row's is `path/id`. */
  readonly path: string;
  /** The key of the rows in an answer. */
  readonly collection: string;
  /** What of a row means nothing when it differs. */
  readonly volatile: FingerprintRules;
  readonly nestedUsers: NestedUsers;
};

/** Rows placed in time, bounded by `from` and `to`: read by windows, what may have changed is read again. */
export type TimelineStream = Common & { readonly kind: 'timeline' };

/** A small list without bounds: read whole each time, compared row by row. */
export type SnapshotStream = Common & { readonly kind: 'snapshot' };

export type StreamDeclaration = TimelineStream | SnapshotStream;
