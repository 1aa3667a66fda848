import type { Config } from '../config/config.ts';
import { shownFrom } from '../aircall/retention.ts';
import type { Client } from '../http/client.ts';
import { saltOf } from '../rows/row-shape.ts';
import type { StreamDeclaration } from '../streams/stream.ts';
import type { SyncEvent } from '../sync/events.ts';
import { makeFingerprint } from '../sync/fingerprint.ts';
import { readWholeList } from '../sync/whole-list/whole-list.ts';
import { readWindowed } from '../sync/windowed/windowed.ts';
import { listPages, timelinePages, type Intake } from './page-source.ts';

export type EngineInput = {
  readonly stream: StreamDeclaration;
  readonly mode: 'incremental' | 'full_refresh';
  /** The selected columns; none means all. */
  readonly columns: readonly string[];
  readonly state: Readonly<Record<string, unknown>> | undefined;
  readonly config: Config;
  readonly client: Client;
  /** Epoch milliseconds of the API's clock, fixed for the run. */
  readonly nowMs: number;
  readonly intake: Intake;
  readonly signal: AbortSignal;
};

/** Everything that happens in one stream of one run. */
export function runEngine(input: EngineInput): AsyncGenerator<SyncEvent, void> {
  const { stream, mode, columns, state, config, client, nowMs, intake, signal } = input;
  const fingerprint = makeFingerprint(stream.volatile, saltOf(stream, columns));
  if (stream.kind === 'snapshot') {
    return readWholeList({
      mode,
      state,
      deletions: config.deletions === 'ignore' ? 'keep' : 'mark',
      onCountMismatch: config.completeness === 'strict' ? 'fail' : 'warn',
      nowMs,
      readPage: listPages(client, stream, intake),
      exists: (id) => client.exists(`${stream.path}/${id}`, signal),
      fingerprint,
      tombstone: (id, atMs, goneMs) => ({
        id,
        [stream.cursorField]: new Date(atMs).toISOString(),
        _ab_cdc_deleted_at: new Date(goneMs).toISOString(),
      }),
    });
  }
  const now = Math.floor(nowMs / 1000);
  return readWindowed({
    mode,
    state,
    startDate: config.startDate,
    lookbackDays: config.lookbackDays,
    onCountMismatch: config.completeness === 'strict' ? 'fail' : 'warn',
    now,
    shownFrom: shownFrom(now),
    readPage: timelinePages(client, stream, intake),
    fingerprint,
    pagesAhead: () => client.pagesAhead(),
    signal,
  });
}
