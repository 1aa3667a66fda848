import type { Config } from '../config/config.ts';
import { shownFrom } from '../aircall/retention.ts';
import type { Client } from '../http/client.ts';
import { saltOf } from '../rows/row-shape.ts';
import type { StreamDeclaration } from '../streams/stream.ts';
import type { SyncEvent } from '../sync/events.ts';
import { exactNumber } from '../json/exact-json.ts';
import { makeFingerprint } from '../sync/fingerprint.ts';
import { readWholeList } from '../sync/whole-list/whole-list.ts';
import { readWindowed } from '../sync/windowed/windowed.ts';
import { listPages, windowedPages, type FetchStats } from './page-source.ts';
import type { Now } from '../sync/now.ts';

export type EngineInput = {
  readonly stream: StreamDeclaration;
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
  const { stream, mode, columns, state, config, client, now, account, fetched, signal } = input;
  const fingerprint = makeFingerprint(stream.volatile, saltOf(stream, columns));
  if (stream.kind === 'snapshot') {
    return readWholeList({
      mode,
      state,
      deletions: config.deletions,
      onCountMismatch: config.onCountMismatch,
      nowMs: now.ms,
      readPage: listPages({ client, stream, fetched }),
      account,
      lookUp: (id) => client.lookUp(`${stream.path}/${id}`, signal),
      fingerprint,
      tombstone: (id, atMs, goneMs) => ({
        [stream.primaryKey]:
          typeof id === 'number' || fetched.inspector.isText(stream.primaryKey) ? id : exactNumber(id),
        ...(atMs !== undefined && { [stream.cursorField]: new Date(atMs).toISOString() }),
        _ab_cdc_deleted_at: new Date(goneMs).toISOString(),
      }),
    });
  }
  const seconds = Math.floor(now.ms / 1000);
  return readWindowed({
    mode,
    state,
    startDate: config.startDate,
    lookbackDays: config.lookbackDays,
    onCountMismatch: config.onCountMismatch,
    now: seconds,
    nowReliable: now.reliable,
    shownFrom: shownFrom(seconds),
    account,
    readPage: windowedPages({ client, stream, fetched }),
    fingerprint,
    prefetchDepth: () => client.prefetchDepth(),
    signal,
  });
}
