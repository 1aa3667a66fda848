import { keyColumnsOf } from '../rows/row-key.ts';
import type { PerParent } from '../streams/source.ts';
import type { SyncEvent } from '../sync/events.ts';
import type { ListedRow, RowKey } from '../sync/page.ts';
import type { Parent } from '../sync/per-parent/children.ts';
import { readPerParent } from '../sync/per-parent/per-parent.ts';
import { openChildren } from './children.ts';
import { countedReader, countOf, fingerprintOf, tombstonesOf, type EngineInput } from './engine-input.ts';
import type { KeptRow } from './kept-rows.ts';
import { readWhole } from './whole-rows.ts';

const DAY_MS = 24 * 3600 * 1000;

/** The rows of each row of another list. */
export function perParent(input: EngineInput, source: PerParent): AsyncGenerator<SyncEvent, void> {
  const { mode, state, config, now, account, lists, stream } = input;
  const { parent } = source;
  const list = lists.dependent(parent.name, () => countedReader(input, parent));
  const kept = new Map<RowKey, KeptRow>();
  const columns = keyColumnsOf(stream);
  const tombstone = tombstonesOf(stream);
  return readPerParent({
    mode,
    state,
    deletions: config.deletions,
    nowMs: now.ms,
    account,
    refreshMs: source.refreshDays * DAY_MS,
    readParents: async (known) => {
      const { rows, isComplete } = await readWhole(list, known === 0 ? countOf(input, parent) : known);
      if (isComplete) lists.complete(parent.name);
      for (const { id, data } of rows) kept.set(id, keptIn(data));
      return { parents: rows.map(({ id, data }) => parentOf(id, keptIn(data))), isComplete };
    },
    openChildren: (due) => openChildren(input, source, { due, kept }),
    lookUp: list.lookUp,
    fingerprint: fingerprintOf(input),
    tombstone: (parentKey, child, goneMs) => {
      const key = columns.map(({ name }) => (name === source.parentColumn ? parentKey : child));
      return tombstone(JSON.stringify(key), undefined, goneMs);
    },
  });
}

function parentOf(key: RowKey, { fingerprint }: KeptRow): Parent {
  return { key, fingerprint };
}

function keptIn({ fingerprint, ids }: ListedRow['data']): KeptRow {
  return {
    fingerprint: typeof fingerprint === 'number' ? fingerprint : 0,
    ids: Array.isArray(ids) ? ids : undefined,
  };
}
