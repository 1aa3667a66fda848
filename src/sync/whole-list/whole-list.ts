import { errorOf } from '../../errors/catalogue.ts';
import { SystemError } from '../../errors/errors.ts';
import type { SyncEvent } from '../events.ts';
import type { ListedRow, PageLimits, Row, RowKey } from '../page.ts';
import { unverified } from '../unverified.ts';
import { confirmDeletions, type LookUp } from './confirm-deletions.ts';
import type { KnownRow } from './known-rows.ts';
import type { ReadListPage } from './list-pass.ts';
import { NOTHING, type WholeListMemory } from './memory.ts';
import { accountChanged } from '../list-notices.ts';
import { formatWholeListState, parseWholeListState } from './state.ts';
import { readVerifiedList, type Listing } from './verified-list.ts';

export type WholeListOptions = {
  readonly mode: 'incremental' | 'full_refresh';
  /** The `stream_state` of the last run, whatever it holds. */
  readonly state: Readonly<Record<string, unknown>> | undefined;
  /** `mark`: a row that is gone is written once as a tombstone. */
  readonly deletions: 'mark' | 'keep';
  /** `tombstones`: the rows themselves are not written. */
  readonly writes?: 'rows' | 'tombstones';
  readonly onCountMismatch: 'warn' | 'fail';
  /** Epoch milliseconds of the API's clock. */
  readonly nowMs: number;
  /** A digest of the account that the rows are from, where it is known. */
  readonly account?: string | undefined;
  readonly limits: PageLimits;
  /** How many rows the list is likely to have, where no state tells. */
  readonly expected?: number | undefined;
  readonly readPage: ReadListPage;
  /** Whether the row can still be had by itself. */
  readonly lookUp: LookUp;
  readonly fingerprint: (row: Row) => number;
  /** The record that says that a row is gone. */
  readonly tombstone: (id: RowKey, atMs: number | undefined, goneMs: number) => Row;
};

/** So many records go out before a state says so within a list: a run that is cut off repeats no more. */
const RECORDS_PER_STATE = 1000;

/** How many rows that are no longer listed are remembered where nothing is said about them. */
const KEPT_UNLISTED = 50;

/**
 * Reads a whole list and writes what is new or changed since the last run, by fingerprint; a row that is gone is
 * written once as a tombstone, and never without its own 404. In full refresh every row, and no tombstones.
 *
 * @throws TransientError for a list that stays unverified under `fail`, SystemError where a row is too large to be read,
 * and whatever reading a list throws
 */
export async function* readWholeList(options: WholeListOptions): AsyncGenerator<SyncEvent, void> {
  const isIncremental = options.mode === 'incremental';
  const { memory, problem } = parseWholeListState(isIncremental ? options.state : undefined, options.nowMs);
  if (problem !== undefined) {
    yield { kind: 'notice', level: 'warn', code: 'state-ignored', text: `In the state given, ${problem}.` };
  }
  const run = new WholeListRun(options, memory, isIncremental);
  const listing = yield* run.read();
  if (isIncremental) yield* run.finish(listing);
  else yield { kind: 'state', state: { v: 2 } };
  if (listing.tooLarge.length > 0) throw tooLarge(listing.tooLarge);
}

class WholeListRun {
  readonly #options: WholeListOptions;
  readonly #before: WholeListMemory;
  readonly #isIncremental: boolean;
  readonly #found = new Map<RowKey, KnownRow>();
  #sinceState = 0;

  constructor(options: WholeListOptions, memory: WholeListMemory, isIncremental: boolean) {
    this.#options = options;
    this.#before = memory;
    this.#isIncremental = isIncremental;
  }

  /** Reads the list, and writes what is not known in this form. */
  async *read(): AsyncGenerator<SyncEvent, Listing> {
    const expected = Math.max(this.#before.rows.size, this.#found.size) || (this.#options.expected ?? 0);
    const pages = readVerifiedList(this.#options.readPage, this.#options.limits, expected);
    for (;;) {
      const next = await pages.next();
      if (next.done === true) {
        yield* this.#report(next.value);
        return next.value;
      }
      const rows = next.value.filter((row) => this.#isNews(row)).map((row) => row.data);
      if (rows.length === 0 || this.#options.writes === 'tombstones') continue;
      yield { kind: 'records', rows };
      this.#sinceState += rows.length;
      if (!this.#isIncremental || this.#sinceState < RECORDS_PER_STATE) continue;
      this.#sinceState = 0;
      yield this.#state({ ...this.#before, ...this.#known() });
    }
  }

  /** Tells of deletions, and leaves the state. */
  async *finish(listing: Listing): AsyncGenerator<SyncEvent, void> {
    const { account, deletions } = this.#options;
    const before = this.#before;
    const isOther = account !== undefined && before.account !== undefined && account !== before.account;
    if (isOther) yield accountChanged();
    const known: WholeListMemory = { ...before, ...this.#known(), account: account ?? before.account };
    const isCertain = listing.verified && listing.tooLarge.length === 0;
    if (deletions === 'keep') {
      yield this.#state(isCertain ? forgetUnlisted(known, listing.ids) : known);
      return;
    }
    if (!isCertain) {
      yield this.#state(known);
      return;
    }
    const memory = yield* confirmDeletions(known, listing, {
      before,
      isSameAccount: account !== undefined && account === before.account,
      isOtherAccount: isOther,
      nowMs: this.#options.nowMs,
      lookUp: this.#options.lookUp,
      readAgain: () => this.read(),
      tombstone: this.#options.tombstone,
    });
    yield this.#state({ ...memory, rows: new Map([...memory.rows, ...this.#found]) });
  }

  *#report(listing: Listing): Generator<SyncEvent, void> {
    const { ids, tooLarge: _tooLarge, ...counts } = listing;
    const list = { ...counts, ids: ids.size };
    yield { kind: 'proof', proof: list };
    if (!list.verified)
      yield unverified({ ...list, where: 'In the whole list' }, this.#options.onCountMismatch);
  }

  #isNews({ id, at, data }: ListedRow): boolean {
    const fingerprint = this.#options.fingerprint(data);
    const before = this.#found.get(id) ?? this.#before.rows.get(id);
    this.#found.set(id, { at, fingerprint });
    return before === undefined || before.fingerprint !== fingerprint;
  }

  /** The rows known by now, and the newest of their times; it never goes back. */
  #known(): Pick<WholeListMemory, 'rows' | 'cursor'> {
    let { cursor } = this.#before;
    for (const { at } of this.#found.values()) {
      if (at !== undefined && (cursor === undefined || at > cursor)) cursor = at;
    }
    return { cursor, rows: new Map([...this.#before.rows, ...this.#found]) };
  }

  #state(memory: WholeListMemory): SyncEvent {
    return { kind: 'state', state: formatWholeListState(memory) };
  }
}

/** A few rows that are not listed stay known, so that a row that is away for a while is not sent again. */
function forgetUnlisted(memory: WholeListMemory, listed: ReadonlySet<RowKey>): WholeListMemory {
  const missing = [...memory.rows.keys()].filter((key) => !listed.has(key));
  const forgotten = new Set(missing.slice(0, Math.max(0, missing.length - KEPT_UNLISTED)));
  const rows = new Map([...memory.rows].filter(([key]) => !forgotten.has(key)));
  return { ...memory, rows, unlisted: NOTHING.unlisted };
}

function tooLarge(positions: readonly number[]): SystemError {
  const which = positions.length === 1 ? `The row at position ${positions[0]}` : `${positions.length} rows`;
  return errorOf('rows-too-large', { which });
}
