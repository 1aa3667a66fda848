import type { Config } from '../config/config.ts';
import type { Client } from '../http/client.ts';
import { keyColumns, keyColumnsOf } from '../rows/row-key.ts';
import { personalDataSalt } from '../rows/personal-data.ts';
import { saltOf } from '../rows/row-shape.ts';
import { volatileRules } from '../rows/volatile.ts';
import { DELETED_AT } from '../rows/tombstones.ts';
import type { ListSource, ListStream, WholeList } from '../streams/source.ts';
import type { Stream } from '../streams/stream.ts';
import { makeFingerprint } from '../sync/fingerprint.ts';
import type { Now } from '../sync/now.ts';
import type { Row, RowKey } from '../sync/page.ts';
import { lookUp } from './look-up.ts';
import { listPages, newFetchStats, type FetchStats } from './page-source.ts';
import type { Insights } from './insights.ts';
import type { ListReader, SharedLists } from './shared-list.ts';

export type EngineInput = {
  readonly stream: Stream;
  readonly mode: 'incremental' | 'full_refresh';
  /** The selected columns; none means all. */
  readonly columns: readonly string[];
  readonly state: Readonly<Record<string, unknown>> | undefined;
  readonly config: Config;
  readonly client: Client;
  /** Fixed for the run. */
  readonly now: Now;
  /** A digest of the company, where it is known. */
  readonly account: string | undefined;
  readonly fetched: FetchStats;
  /** The company's row, where the first request showed it. */
  readonly company: Row | undefined;
  /** The lists of this run. */
  readonly lists: SharedLists;
  readonly insights: Insights;
  readonly signal: AbortSignal;
};

/** How many rows the company says that the list has; undefined: it does not say. */
export function countOf({ company }: EngineInput, { name }: Pick<Stream, 'name'>): number | undefined {
  const count = company?.[`${name}_count`];
  return typeof count === 'number' ? count : undefined;
}

/** The pages of a list, and its rows one by one. */
export function listReader(
  { client, fetched, signal }: EngineInput,
  stream: ListStream<WholeList>,
): ListReader {
  return {
    readPage: listPages({ client, stream, fetched }),
    lookUp: (key) => lookUp(client, `${stream.source.path}/${encodeURIComponent(key)}`, signal),
  };
}

/** A list that is read for another stream: its rows are as its own schema says, and count as read here. */
export function countedReader(input: EngineInput, stream: ListStream<WholeList>): ListReader {
  const reader = listReader({ ...input, fetched: newFetchStats(stream, []) }, stream);
  return {
    ...reader,
    readPage: async (number) => {
      const page = await reader.readPage(number);
      input.fetched.rows += page.rows.length;
      return page;
    },
  };
}

/** The stream as a list whose rows are told apart by `primaryKey`: before columns are added that its own key has. */
export function asList<S extends ListSource>(
  stream: Stream,
  source: S,
  primaryKey: readonly string[],
): ListStream<S> {
  return { ...stream, schema: { ...stream.schema }, source, primaryKey };
}

export function fingerprintOf(input: EngineInput): (row: Row) => number {
  return makeFingerprint(volatileRules(input.stream.schema), shapeOf(input));
}

/** What shapes the rows of a stream, as one text. */
export function shapeOf({ stream, columns, fetched, config }: EngineInput): string {
  return saltOf(
    stream,
    columns,
    fetched.details.names.toSorted(),
    config.personalData && personalDataSalt(config.personalData),
  );
}

/** The record that says that a row is gone: its key, its cursor where that is known, and when it was found to be gone. */
export function tombstonesOf(
  stream: Stream,
  createdAt?: string,
): (key: RowKey, atMs: number | undefined, goneMs: number) => Row {
  const columns = keyColumnsOf(stream);
  return (key, atMs, goneMs) => ({
    ...keyColumns(key, columns),
    ...(createdAt !== undefined && atMs !== undefined && { [createdAt]: new Date(atMs).toISOString() }),
    [DELETED_AT]: new Date(goneMs).toISOString(),
  });
}
