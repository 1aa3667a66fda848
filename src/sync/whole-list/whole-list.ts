import type { SyncEvent } from '../events.ts';
import type { ListedRow, Row, RowKey } from '../page.ts';
import { unverified } from '../unverified.ts';
import { deletionCandidates } from './deletion-candidates.ts';
import type { KnownRow, KnownRows } from './known-rows.ts';
import { readList, type Listing, type ReadListPage } from './reading.ts';
import { formatWholeListState, parseWholeListState } from './state.ts';

export type WholeListOptions = {
  readonly mode: 'incremental' | 'full_refresh';
  /** The `stream_state` of the last run, whatever it holds. */
  readonly state: Readonly<Record<string, unknown>> | undefined;
  /** `mark`: a row that is gone is written once as a tombstone. */
  readonly deletions: 'mark' | 'keep';
  readonly onCountMismatch: 'warn' | 'fail';
  /** Epoch milliseconds of the API's clock. */
  readonly nowMs: number;
  readonly readPage: ReadListPage;
  /** Whether the row can still be had by itself. */
  readonly exists: (id: RowKey) => Promise<boolean>;
  readonly fingerprint: (row: Row) => number;
  /** The record that says that a row is gone. */
  readonly tombstone: (id: RowKey, atMs: number, goneMs: number) => Row;
};

/** How often a list is read again because a row that it lacks turned out to exist. */
const DISTRUSTED_READINGS = 2;

/**
 * Reads a whole list and writes what is new or changed since the last run, by fingerprint; a row that is gone is
 * written once as a tombstone, and never without its own 404. In full refresh every row, and no tombstones.
 *
 * @throws TransientError for a list that stays unproven under `strict`, and whatever reading a list throws
 */
export async function* readWholeList(options: WholeListOptions): AsyncGenerator<SyncEvent, void> {
  const incremental = options.mode === 'incremental';
  const { memory, problem } = parseWholeListState(incremental ? options.state : undefined, options.nowMs);
  if (problem !== undefined) {
    yield { kind: 'notice', level: 'warn', code: 'state-ignored', text: `Of the state given, ${problem}.` };
  }
  const found = new Map<RowKey, KnownRow>();
  let listing = yield* readOnce(options, memory.rows, found);
  if (!incremental) {
    yield { kind: 'state', state: { v: 1 } };
    return;
  }

  const cursor = [...found.values()].reduce<number | undefined>(
    (latest, { at }) => (latest === undefined || at > latest ? at : latest),
    memory.cursor,
  );
  const gone = new Set<RowKey>();
  for (let distrusted = 0; options.deletions === 'mark' && listing.proven;) {
    const missing = deletionCandidates(memory.rows, listing.ids);
    if (missing.kind === 'all') {
      yield nobodyLeft(memory.rows.size);
      yield { kind: 'state', state: formatWholeListState({ cursor: memory.cursor, rows: memory.rows }) };
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
  yield { kind: 'state', state: formatWholeListState({ cursor, rows }) };
}

/** One proven reading; writes what is not known in this form, and notes it in `found`. */
async function* readOnce(
  options: WholeListOptions,
  known: KnownRows,
  found: Map<RowKey, KnownRow>,
): AsyncGenerator<SyncEvent, Listing> {
  const pages = readList({ readPage: options.readPage, expected: Math.max(known.size, found.size) });
  for (;;) {
    const next = await pages.next();
    if (next.done === true) {
      const { ids, ...proof } = next.value;
      yield { kind: 'proof', proof: { ...proof, ids: ids.size } };
      if (!proof.proven) {
        yield unverified(
          { ...proof, passes: proof.readings, ids: ids.size, where: 'In the whole list' },
          options.onCountMismatch,
        );
      }
      return next.value;
    }
    const rows = next.value.filter((row) => isNews(options, row, known, found)).map((row) => row.data);
    if (rows.length > 0) yield { kind: 'records', rows };
  }
}

function isNews(
  options: WholeListOptions,
  row: ListedRow,
  known: KnownRows,
  found: Map<RowKey, KnownRow>,
): boolean {
  const mark = options.fingerprint(row.data);
  const before = found.get(row.id) ?? known.get(row.id);
  found.set(row.id, { at: row.at ?? 0, mark });
  return before === undefined || before.mark !== mark;
}

/** Asks after each row by itself: the API's 404 makes it gone. Returns those that are there after all. */
async function askAfter(
  options: WholeListOptions,
  ids: readonly RowKey[],
  gone: Set<RowKey>,
): Promise<readonly RowKey[]> {
  const present: RowKey[] = [];
  for (const id of ids) {
    if (gone.has(id)) continue;
    if (await options.exists(id)) present.push(id);
    else gone.add(id);
  }
  return present;
}

function tombstones(options: WholeListOptions, known: KnownRows, gone: ReadonlySet<RowKey>): readonly Row[] {
  return [...gone].map((id) => options.tombstone(id, known.get(id)?.at ?? 0, options.nowMs));
}

function nobodyLeft(known: number): SyncEvent {
  return {
    kind: 'notice',
    level: 'warn',
    code: 'all-rows-missing',
    text: `None of the ${known} rows known from the last sync is in the list any more, so none of them is marked as deleted. Either the API key belongs to another company: use the right one. Or they are really all gone: then reset this stream's state.`,
  };
}

function stillThere(ids: readonly RowKey[]): SyncEvent {
  return {
    kind: 'notice',
    level: 'warn',
    code: 'unlisted-but-exists',
    text: `Aircall no longer lists ${ids.length === 1 ? 'the row with the id' : 'the rows with the ids'} ${ids.join(', ')}, and still shows ${ids.length === 1 ? 'it' : 'them'} when asked by id. Nothing is marked as deleted.`,
  };
}
