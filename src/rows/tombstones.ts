import type { Stream } from '../streams/stream.ts';
import type { Row } from '../sync/page.ts';
import { columnRules } from './column-rules.ts';

/** The column that says of a row that it is gone, and when that was found (ISO 8601). */
export const DELETED_AT = '_ab_cdc_deleted_at';

/** A function that tells how many of a stream's rows are tombstones. */
export function tombstoneCounter({ schema }: Pick<Stream, 'schema'>): (rows: readonly Row[]) => number {
  // Most rows are calls, which have none: they are not looked at.
  if (columnRules(schema).fields?.has(DELETED_AT) !== true) return () => 0;
  return (rows) => rows.filter((row) => typeof row[DELETED_AT] === 'string').length;
}
