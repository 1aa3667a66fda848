import { PAGE_LIMITS } from '../aircall/page-limits.ts';
import type { Config } from '../config/config.ts';
import type { Client } from '../http/client.ts';
import { saltOf } from '../rows/row-shape.ts';
import { keyColumns, keyColumnsOf } from '../rows/row-key.ts';
import { volatileRules } from '../rows/volatile.ts';
import type { Deletions, ListStream, WholeList, Windowed } from '../streams/source.ts';
import type { Stream } from '../streams/stream.ts';
import type { SyncEvent } from '../sync/events.ts';
import { makeFingerprint } from '../sync/fingerprint.ts';
import type { Now } from '../sync/now.ts';
import type { Row, RowKey } from '../sync/page.ts';
import { readWholeList } from '../sync/whole-list/whole-list.ts';
import { readWindowed } from '../sync/windowed/windowed.ts';
import { readDeletions } from './deletions.ts';
import { listPages, newFetchStats, windowedPages, type FetchStats } from './page-source.ts';
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
  /** The lists of this run. */
  readonly lists: SharedLists;
  readonly signal: AbortSignal;
};

/** Everything that happens in one stream of one run. */
export function runEngine(input: EngineInput): AsyncGenerator<SyncEvent, void> {
  const { stream } = input;
  const { source } = stream;
  if (source.kind === 'whole-list') return wholeList(input, { ...stream, source });
  if (source.kind === 'windowed') return windowed(input, { ...stream, source });
  return deletions(input, source);
}

function wholeList(input: EngineInput, stream: ListStream<WholeList>): AsyncGenerator<SyncEvent, void> {
  const { mode, state, config, now, account, lists } = input;
  return readWholeList({
    mode,
    state,
    deletions: config.deletions,
    onCountMismatch: config.onCountMismatch,
    nowMs: now.ms,
    account,
    limits: PAGE_LIMITS,
    ...lists.open(stream.name, () => listReader(input, stream)),
    fingerprint: fingerprintOf(input),
    tombstone: tombstonesOf(stream),
  });
}

function deletions(input: EngineInput, source: Deletions): AsyncGenerator<SyncEvent, void> {
  const { state, now, account, lists } = input;
  return readDeletions({
    lists: source.lists,
    state,
    nowMs: now.ms,
    account,
    wasRead: ({ name }) => lists.wasRead(name),
    open: (stream) => lists.open(stream.name, () => countedReader(input, stream)),
  });
}

/** A list that is read for another stream: its rows are as its own schema says, and count as read here. */
function countedReader(input: EngineInput, stream: ListStream<WholeList>): ListReader {
  const { readPage, lookUp } = listReader({ ...input, fetched: newFetchStats(stream, []) }, stream);
  return {
    lookUp,
    readPage: async (number) => {
      const page = await readPage(number);
      input.fetched.rows += page.rows.length;
      return page;
    },
  };
}

function listReader({ client, fetched, signal }: EngineInput, stream: ListStream<WholeList>): ListReader {
  return {
    readPage: listPages({ client, stream, fetched }),
    lookUp: (key) => client.lookUp(`${stream.source.path}/${key}`, signal),
  };
}

function windowed(input: EngineInput, stream: ListStream<Windowed>): AsyncGenerator<SyncEvent, void> {
  const { mode, state, config, client, now, account, signal, fetched } = input;
  const seconds = Math.floor(now.ms / 1000);
  return readWindowed({
    mode,
    state,
    startDate: config.startDate,
    lookbackDays: config.lookbackDays,
    onCountMismatch: config.onCountMismatch,
    now: seconds,
    nowReliable: now.reliable,
    shownFrom: stream.source.shownFrom(seconds),
    account,
    limits: PAGE_LIMITS,
    readPage: windowedPages({ client, stream, fetched }),
    fingerprint: fingerprintOf(input),
    prefetchDepth: () => client.prefetchDepth(),
    signal,
  });
}

function fingerprintOf({ stream, columns, fetched }: EngineInput): (row: Row) => number {
  return makeFingerprint(
    volatileRules(stream.schema),
    saltOf(stream, columns, fetched.details.names.toSorted()),
  );
}

/** The record that says that a row is gone: its key, its cursor where that is known, and when it was found to be gone. */
function tombstonesOf(
  stream: ListStream<WholeList>,
): (key: RowKey, atMs: number | undefined, goneMs: number) => Row {
  const columns = keyColumnsOf(stream);
  const { createdAt } = stream.source;
  return (key, atMs, goneMs) => ({
    ...keyColumns(key, columns),
    ...(createdAt !== undefined && atMs !== undefined && { [createdAt]: new Date(atMs).toISOString() }),
    _ab_cdc_deleted_at: new Date(goneMs).toISOString(),
  });
}
