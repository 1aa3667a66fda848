import { PAGE_LIMITS } from '../aircall/page-limits.ts';
import { ConnectorError, KeyRefused } from '../errors/errors.ts';
import { isObject } from '../json/is-object.ts';
import type { ListStream, WholeList } from '../streams/source.ts';
import type { SyncEvent } from '../sync/events.ts';
import type { Row, RowKey } from '../sync/page.ts';
import { readWholeList } from '../sync/whole-list/whole-list.ts';
import type { ListReader } from './shared-list.ts';

type State = Readonly<Record<string, unknown>>;

export type DeletionsInput = {
  readonly lists: readonly ListStream<WholeList>[];
  /** `{v: 1, lists: {users: …}}`: for each list a state of its own, in which the time of a row is when it was last seen. */
  readonly state: State | undefined;
  readonly nowMs: number;
  readonly account: string | undefined;
  /** Whether this run has read the list for its own stream, which then has told all there is to tell of it. */
  readonly wasRead: (list: ListStream<WholeList>) => boolean;
  readonly open: (list: ListStream<WholeList>) => ListReader;
};

/**
 * One row for each row of the lists that is gone since the sync before. A list that cannot be read keeps its state, and the
 * others go on. Throws the first failure at the end, and KeyRefused or what is no ConnectorError at once.
 */
export async function* readDeletions(input: DeletionsInput): AsyncGenerator<SyncEvent, void> {
  const states = new Map(Object.entries(statesIn(input.state)));
  const failures: ConnectorError[] = [];
  for (const list of input.lists) {
    try {
      for await (const event of deletionsOf(list, states.get(list.name), input)) {
        if (event.kind === 'state') {
          states.set(list.name, event.state);
          yield { kind: 'state', state: { v: 1, lists: Object.fromEntries(states) } };
        } else if (event.kind === 'records' || !input.wasRead(list)) yield event;
      }
    } catch (error) {
      if (!(error instanceof ConnectorError) || error instanceof KeyRefused) throw error;
      failures.push(error);
    }
  }
  if (failures[0] !== undefined) throw failures[0];
}

function deletionsOf(
  list: ListStream<WholeList>,
  state: unknown,
  { nowMs, account, open }: DeletionsInput,
): AsyncGenerator<SyncEvent, void> {
  const reader = open(list);
  return readWholeList({
    mode: 'incremental',
    state: isObject(state) ? state : undefined,
    deletions: 'mark',
    writes: 'tombstones',
    onCountMismatch: 'warn',
    nowMs,
    account,
    limits: PAGE_LIMITS,
    readPage: async (number) => {
      const page = await reader.readPage(number);
      return { ...page, rows: page.rows.map((row) => ({ ...row, at: nowMs })) };
    },
    lookUp: reader.lookUp,
    // Only whether a row is there counts.
    fingerprint: () => 0,
    tombstone: (key, seenMs, goneMs) => deletion(list.name, key, seenMs, goneMs),
  });
}

function deletion(stream: string, key: RowKey, seenMs: number | undefined, goneMs: number): Row {
  return {
    stream,
    key: String(key),
    last_seen_at: seenMs === undefined ? null : new Date(seenMs).toISOString(),
    detected_at: new Date(goneMs).toISOString(),
  };
}

function statesIn(state: State | undefined): State {
  const lists = state?.['lists'];
  return isObject(lists) ? lists : {};
}
