import type { Config } from '../config/config.ts';
import type { Client } from '../http/client.ts';
import { saltOf } from '../rows/row-shape.ts';
import { keyColumns, keyColumnsOf } from '../rows/row-key.ts';
import { volatileRules } from '../rows/volatile.ts';
import type { WholeList, Windowed } from '../streams/source.ts';
import type { Stream } from '../streams/stream.ts';
import type { SyncEvent } from '../sync/events.ts';
import { makeFingerprint } from '../sync/fingerprint.ts';
import type { Now } from '../sync/now.ts';
import type { Row, RowKey } from '../sync/page.ts';
import { readWholeList } from '../sync/whole-list/whole-list.ts';
import { readWindowed } from '../sync/windowed/windowed.ts';
import { listPages, windowedPages, type FetchStats } from './page-source.ts';

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
  readonly signal: AbortSignal;
};

/** Everything that happens in one stream of one run. */
export function runEngine(input: EngineInput): AsyncGenerator<SyncEvent, void> {
  const { source } = input.stream;
  return source.kind === 'whole-list' ? wholeList(input, source) : windowed(input, source);
}

function wholeList(input: EngineInput, source: WholeList): AsyncGenerator<SyncEvent, void> {
  const { mode, state, config, client, now, account, signal } = input;
  return readWholeList({
    mode,
    state,
    deletions: config.deletions,
    onCountMismatch: config.onCountMismatch,
    nowMs: now.ms,
    readPage: listPages(input),
    account,
    lookUp: (key) => client.lookUp(`${source.path}/${key}`, signal),
    fingerprint: fingerprintOf(input),
    tombstone: tombstonesOf(input.stream, source),
  });
}

function windowed(input: EngineInput, source: Windowed): AsyncGenerator<SyncEvent, void> {
  const { mode, state, config, client, now, account, signal } = input;
  const seconds = Math.floor(now.ms / 1000);
  return readWindowed({
    mode,
    state,
    startDate: config.startDate,
    lookbackDays: config.lookbackDays,
    onCountMismatch: config.onCountMismatch,
    now: seconds,
    nowReliable: now.reliable,
    shownFrom: source.shownFrom(seconds),
    account,
    readPage: windowedPages(input),
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
  stream: Stream,
  { createdAt }: WholeList,
): (key: RowKey, atMs: number | undefined, goneMs: number) => Row {
  const columns = keyColumnsOf(stream);
  return (key, atMs, goneMs) => ({
    ...keyColumns(key, columns),
    ...(createdAt !== undefined && atMs !== undefined && { [createdAt]: new Date(atMs).toISOString() }),
    _ab_cdc_deleted_at: new Date(goneMs).toISOString(),
  });
}
