import type { SyncEvent } from '../events.ts';
import type { Fields, Placed } from '../page.ts';
import { unproven } from '../unproven.ts';
import { departed } from './departed.ts';
import type { KnownRow, KnownRows } from './known-rows.ts';
import { readList, type Listing, type ReadListPage } from './reading.ts';
import { formatSnapshotState, parseSnapshotState } from './state.ts';

export type SnapshotOptions<Data extends Fields> = {
  readonly mode: 'incremental' | 'full_refresh';
  /** The `stream_state` of the last run, whatever it holds. */
  readonly state: Readonly<Record<string, unknown>> | undefined;
  /** `mark`: a row that is gone is written once as a tombstone. */
  readonly deletions: 'mark' | 'ignore';
  readonly completeness: 'report' | 'strict';
  /** Epoch milliseconds of the API's clock. */
  readonly nowMs: number;
  readonly readPage: ReadListPage<Data>;
  /** Whether the row can still be had by itself. */
  readonly exists: (id: number) => Promise<boolean>;
  readonly fingerprint: (row: Data) => number;
  /** The record that says that a row is gone. */
  readonly tombstone: (id: number, atMs: number, goneMs: number) => Fields;
};

/** How often a list is read again because a row that it lacks turned out to exist. */
const DISTRUSTED_READINGS = 2;

/**
 * Reads a whole list and writes what is new or changed since the last run, by fingerprint; a row that is gone is
 * written once as a tombstone, and never without its own 404. In full refresh every row, and no tombstones.
 *
 * @throws TransientError for a list that stays unproven under `strict`, and whatever reading a list throws
 */
export async function* readSnapshot<Data extends Fields>(
  options: SnapshotOptions<Data>,
): AsyncGenerator<SyncEvent, void> {
  const incremental = options.mode === 'incremental';
  const { memory, problem } = parseSnapshotState(incremental ? options.state : undefined, options.nowMs);
  if (problem !== undefined) {
    yield { kind: 'notice', level: 'warn', code: 'state-ignored', text: `Of the state given, ${problem}.` };
  }
  const found = new Map<number, KnownRow>();
  let listing = yield* readOnce(options, memory.rows, found);
  if (!incremental) {
    yield { kind: 'state', state: { v: 1 } };
    return;
  }

  const cursor = [...found.values()].reduce<number | undefined>(
    (latest, { at }) => (latest === undefined || at > latest ? at : latest),
    memory.cursor,
  );
  const gone = new Set<number>();
  for (let distrusted = 0; options.deletions === 'mark' && listing.proven;) {
    const missing = departed(memory.rows, listing.ids);
    if (missing.kind === 'all') {
      yield nobodyLeft(memory.rows.size);
      yield { kind: 'state', state: formatSnapshotState({ cursor: memory.cursor, rows: memory.rows }) };
      return;
    }
    const present = await askAfter(options, missing.ids, gone);
    if (present.length === 0) break;
    if (distrusted++ === DISTRUSTED_READINGS) {
      yield stillThere(present);
      break;
    }
    listing = yield* readOnce(options, memory.rows, found);
  }
  for (const id of listing.ids) gone.delete(id);
  if (gone.size > 0) yield { kind: 'records', rows: tombstones(options, memory.rows, gone) };
  const rows = new Map([...memory.rows, ...found].filter(([id]) => !gone.has(id)));
  yield { kind: 'state', state: formatSnapshotState({ cursor, rows }) };
}

/** One proven reading; writes what is not known in this form, and notes it in `found`. */
async function* readOnce<Data extends Fields>(
  options: SnapshotOptions<Data>,
  known: KnownRows,
  found: Map<number, KnownRow>,
): AsyncGenerator<SyncEvent, Listing> {
  const pages = readList({ readPage: options.readPage, expected: Math.max(known.size, found.size) });
  for (;;) {
    const next = await pages.next();
    if (next.done === true) {
      const { ids, ...proof } = next.value;
      yield { kind: 'proof', proof: { ...proof, ids: ids.size } };
      if (!proof.proven) {
        yield unproven({ ...proof, ids: ids.size, where: 'In the whole list' }, options.completeness);
      }
      return next.value;
    }
    const rows = next.value.filter((row) => isNews(options, row, known, found)).map((row) => row.data);
    if (rows.length > 0) yield { kind: 'records', rows };
  }
}

function isNews<Data extends Fields>(
  options: SnapshotOptions<Data>,
  row: Placed<Data>,
  known: KnownRows,
  found: Map<number, KnownRow>,
): boolean {
  const mark = options.fingerprint(row.data);
  const before = found.get(row.id) ?? known.get(row.id);
  found.set(row.id, { at: row.at, mark });
  return before === undefined || before.mark !== mark;
}

/** Asks after each row by itself: the API's 404 makes it gone. Returns those that are there after all. */
async function askAfter<Data extends Fields>(
  options: SnapshotOptions<Data>,
  ids: readonly number[],
  gone: Set<number>,
): Promise<readonly number[]> {
  const present: number[] = [];
  for (const id of ids) {
    if (gone.has(id)) continue;
    if (await options.exists(id)) present.push(id);
    else gone.add(id);
  }
  return present;
}

function tombstones<Data extends Fields>(
  options: SnapshotOptions<Data>,
  known: KnownRows,
  gone: ReadonlySet<number>,
): readonly Fields[] {
  return [...gone].map((id) => options.tombstone(id, known.get(id)?.at ?? 0, options.nowMs));
}

function nobodyLeft(known: number): SyncEvent {
  return {
    kind: 'notice',
    level: 'warn',
    code: 'nobody-left',
    text: `None of the ${known} rows known from the last sync is in the list any more, so none of them is marked as deleted. Either the API key belongs to another company: use the right one. Or they are really all gone: then reset this stream's state.`,
  };
}

function stillThere(ids: readonly number[]): SyncEvent {
  return {
    kind: 'notice',
    level: 'warn',
    code: 'listed-no-more',
    text: `Aircall no longer lists ${ids.length === 1 ? 'the row with the id' : 'the rows with the ids'} ${ids.join(', ')}, and still shows ${ids.length === 1 ? 'it' : 'them'} when asked by id. Nothing is marked as deleted.`,
  };
}
