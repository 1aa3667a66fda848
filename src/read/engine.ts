import { PAGE_LIMITS } from '../aircall/page-limits.ts';
import type { Deletions, ListStream, WholeList, Windowed } from '../streams/source.ts';
import type { SyncEvent } from '../sync/events.ts';
import { readWholeList } from '../sync/whole-list/whole-list.ts';
import { readWindowed } from '../sync/windowed/windowed.ts';
import { readDeletions } from './deletions.ts';
import {
  countedReader,
  countOf,
  fingerprintOf,
  listReader,
  tombstonesOf,
  type EngineInput,
} from './engine-input.ts';
import { windowedPages } from './page-source.ts';
import { perCall } from './per-call.ts';
import { perParent } from './per-parent.ts';
import { single } from './single.ts';
import { snapshots } from './snapshots.ts';
import { updated } from './updated.ts';

/** Everything that happens in one stream of one run. */
export function runEngine(input: EngineInput): AsyncGenerator<SyncEvent, void> {
  const { stream } = input;
  const { source } = stream;
  if (source.kind === 'whole-list') return wholeList(input, { ...stream, source });
  if (source.kind === 'windowed') return windowed(input, { ...stream, source });
  if (source.kind === 'per-call') return perCall(input, source, input.insights);
  if (source.kind === 'updated') return updated(input, source);
  if (source.kind === 'single') return single(input, source);
  if (source.kind === 'snapshots') return snapshots(input, source);
  if (source.kind === 'per-parent') return perParent(input, source);
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
    expected: countOf(input, stream),
    ...lists.open(stream.name, () => listReader(input, stream)),
    fingerprint: fingerprintOf(input),
    tombstone: tombstonesOf(stream, stream.source.createdAt),
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

function windowed(input: EngineInput, stream: ListStream<Windowed>): AsyncGenerator<SyncEvent, void> {
  const { mode, state, config, client, now, account, signal, fetched } = input;
  const seconds = Math.floor(now.ms / 1000);
  const pages = windowedPages({ client, stream, fetched });
  const { feed } = input.insights;
  const events = readWindowed({
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
    readPage: input.insights.isWanted
      ? async (query, pageSignal) => {
          const page = await pages(query, pageSignal);
          for (const { data } of page.rows) feed.note(data);
          return page;
        }
      : pages,
    fingerprint: fingerprintOf(input),
    prefetchDepth: () => client.prefetchDepth(),
    signal,
  });
  return input.insights.isWanted ? feed.follow(events) : events;
}
