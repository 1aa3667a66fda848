import { createHash } from 'node:crypto';
import { PAGE_LIMITS } from '../aircall/page-limits.ts';
import { windowed, type Updated } from '../streams/source.ts';
import type { SyncEvent } from '../sync/events.ts';
import { readUpdated } from '../sync/updated/updated.ts';
import { asList, fingerprintOf, shapeOf, tombstonesOf, type EngineInput } from './engine-input.ts';
import { lookUp } from './look-up.ts';
import { changedPages, windowedPages } from './page-source.ts';

const DAY_SECONDS = 86_400;

/** A list that is read by the time of change, and now and then as a whole. */
export function updated(
  input: EngineInput,
  { path, rowsKey, createdAt, updatedAt }: Updated,
): AsyncGenerator<SyncEvent, void> {
  const { mode, state, config, client, now, account, signal, fetched, stream } = input;
  const pagesBy = (time: string) => ({
    client,
    fetched,
    stream: asList(stream, windowed({ path, rowsKey, time }), stream.primaryKey),
  });
  const tombstone = tombstonesOf(stream);
  return readUpdated({
    mode,
    state,
    deletions: config.deletions,
    onCountMismatch: config.onCountMismatch,
    fullEverySeconds: config.contactsFullRefreshDays * DAY_SECONDS,
    now: Math.floor(now.ms / 1000),
    nowReliable: now.reliable,
    shape: createHash('sha256').update(shapeOf(input)).digest('base64url').slice(0, 12),
    account,
    limits: PAGE_LIMITS,
    readCreated: windowedPages(pagesBy(createdAt)),
    readChanged: changedPages(pagesBy(updatedAt)),
    lookUp: (key) => lookUp(client, `${path}/${key}`, signal),
    fingerprint: fingerprintOf(input),
    // A destination keeps the row with the latest cursor: a deletion is the last change.
    tombstone: (key, goneMs) => ({
      ...tombstone(key, undefined, goneMs),
      [updatedAt]: Math.floor(goneMs / 1000),
    }),
    prefetchDepth: () => client.prefetchDepth(),
    signal,
  });
}
