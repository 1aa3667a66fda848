import { PAGE_LIMITS } from '../aircall/page-limits.ts';
import type { Snapshots } from '../streams/source.ts';
import type { SyncEvent } from '../sync/events.ts';
import { readWholeList } from '../sync/whole-list/whole-list.ts';
import { asList, countOf, type EngineInput } from './engine-input.ts';
import { listPages } from './page-source.ts';

/** All rows of a list as they are now, each once, with the time of the sync. */
export async function* snapshots(input: EngineInput, source: Snapshots): AsyncGenerator<SyncEvent, void> {
  const { client, config, fetched, now, stream } = input;
  const { takenAt, counted } = source;
  const takenTime = new Date(now.ms).toISOString();
  const primaryKey = stream.primaryKey.filter((column) => column !== takenAt);
  const readPage = listPages({ client, stream: asList(stream, source, primaryKey), fetched });
  const events = readWholeList({
    mode: 'full_refresh',
    state: undefined,
    deletions: 'keep',
    onCountMismatch: config.onCountMismatch,
    nowMs: now.ms,
    limits: PAGE_LIMITS,
    expected: countOf(input, { name: counted }),
    readPage: async (number) => {
      const page = await readPage(number);
      return {
        ...page,
        rows: page.rows.map((row) => ({ ...row, data: { ...row.data, [takenAt]: takenTime } })),
      };
    },
    lookUp: () => Promise.resolve('unknown'),
    // What changes while the list is read is still one row.
    fingerprint: () => 0,
    tombstone: () => ({}),
  });
  for await (const event of events) {
    yield event.kind === 'state' ? { kind: 'state', state: { v: 1, [takenAt]: takenTime } } : event;
  }
}
