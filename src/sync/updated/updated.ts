import type { SyncEvent } from '../events.ts';
import { accountChanged, allRowsMissing, stateIgnored } from '../list-notices.ts';
import type { PageLimits, Row, RowKey } from '../page.ts';
import type { ReadPage } from '../windowed/query.ts';
import { confirmGone } from './confirm-gone.ts';
import { readInFull } from './full-reading.ts';
import { NOTHING, type UpdatedMemory } from './memory.ts';
import { readNewestFirst, type ReadChangedPage } from './newest-first.ts';
import { RowTracker } from './row-tracker.ts';
import { formatUpdatedState, parseUpdatedState } from './state.ts';

export type UpdatedOptions = {
  readonly mode: 'incremental' | 'full_refresh';
  /** The `stream_state` of the last run, whatever it holds. */
  readonly state: Readonly<Record<string, unknown>> | undefined;
  /** `mark`: a row that is gone is written once as a tombstone. */
  readonly deletions: 'mark' | 'keep';
  readonly onCountMismatch: 'warn' | 'fail';
  /** A full reading is due so many seconds after the last one began. */
  readonly fullEverySeconds: number;
  /** Epoch seconds of the API's clock, fixed for the run. */
  readonly now: number;
  /** false: clocks disagree. Then nothing is cut off at `now`. */
  readonly nowReliable: boolean;
  /** Stands for what shapes a row (schema, columns selected, options): where it changed, all rows are read and written again. */
  readonly shape: string;
  /** A digest of the account that the rows are from, where it is known. */
  readonly account: string | undefined;
  readonly limits: PageLimits;
  /** Pages in the order of creation, by bounds of the time of creation. */
  readonly readCreated: ReadPage;
  readonly readChanged: ReadChangedPage;
  readonly lookUp: (key: RowKey) => Promise<'found' | 'absent' | 'unknown'>;
  readonly fingerprint: (row: Row) => number;
  readonly tombstone: (key: RowKey, goneMs: number) => Row;
  readonly prefetchDepth: () => number;
  readonly signal: AbortSignal;
};

/** A time of change this far ahead of Aircall's clock moves no cursor. */
const FUTURE_SECONDS = 86_400;

/** A state at the latest after so many rows, or a twentieth of those known: the state grows with them. */
const ROWS_PER_STATE = 1000;
const STATES_PER_READING = 20;

/** None of so many known rows was met: another company's list, where the account is not known to be the same. */
const FEW = 2;

/**
 * Reads a list that can be sorted, but not bounded, by the time of change: what changed since the last run, the newest first;
 * and now and then all of it, in windows by the time of creation, which finds what no time of change tells: deletions, and
 * changes that do not move it. In full refresh everything.
 *
 * @throws TransientError for a slice that stays unverified under `fail`, SystemError where a row is too large to be read, and
 * whatever reading pages throws
 */
export async function* readUpdated(options: UpdatedOptions): AsyncGenerator<SyncEvent, void> {
  if (options.mode === 'full_refresh') {
    const run = new UpdatedRun(options, NOTHING);
    yield* run.readAll(undefined);
    yield { kind: 'state', state: { v: 1 } };
    return;
  }
  const { memory, problem } = parseUpdatedState(options.state, options.now);
  if (problem !== undefined) yield stateIgnored(problem);
  const { account } = options;
  const isOther = account !== undefined && memory.account !== undefined && account !== memory.account;
  if (isOther) yield accountChanged();
  // The rows of another company are nothing to compare with.
  const run = new UpdatedRun(options, isOther ? NOTHING : memory);
  yield* run.readChanges();
  yield* run.confirmGone();
  yield run.state();
}

class UpdatedRun {
  readonly #options: UpdatedOptions;
  readonly #tracker: RowTracker;
  #memory: UpdatedMemory;
  #sinceState = 0;

  constructor(options: UpdatedOptions, memory: UpdatedMemory) {
    this.#options = options;
    this.#tracker = new RowTracker(memory, options.fingerprint);
    this.#memory = { ...memory, account: options.account ?? memory.account };
  }

  /** What changed, or all of it where that is due, was cut off, or is the only way. */
  async *readChanges(): AsyncGenerator<SyncEvent, void> {
    const isFull = this.#isFullDue();
    if (isFull) yield* this.#readInFull();
    // What changed while the list was read in full is behind it.
    const isComplete = yield* this.#readNewestFirst();
    if (!isComplete && !isFull) yield* this.#readInFull();
  }

  async *confirmGone(): AsyncGenerator<SyncEvent, void> {
    const { deletions, now, lookUp, tombstone } = this.#options;
    if (deletions === 'mark') yield* confirmGone(this.#tracker, { nowSeconds: now, lookUp, tombstone });
  }

  /** Every row from `resumeFrom` on; states within it only where there is a full reading to go on with. */
  async *readAll(resumeFrom: number | undefined): AsyncGenerator<SyncEvent, void> {
    for await (const event of readInFull(this.#options, resumeFrom)) {
      if (event.kind === 'rows') yield* this.#write(event.rows);
      else if (event.kind === 'checkpoint') yield* this.#checkpoint(event.at);
      else yield event.event;
    }
  }

  state(): SyncEvent {
    this.#sinceState = 0;
    return { kind: 'state', state: formatUpdatedState({ ...this.#memory, ...this.#tracker.memory }) };
  }

  #isFullDue(): boolean {
    const { fullEverySeconds, now, shape } = this.#options;
    const { fullReadAt, fullReading, cursor } = this.#memory;
    if (
      shape !== this.#memory.shape ||
      fullReading !== undefined ||
      fullReadAt === undefined ||
      cursor === undefined
    )
      return true;
    return now - fullReadAt >= fullEverySeconds;
  }

  async *#readInFull(): AsyncGenerator<SyncEvent, void> {
    const isReshaped = this.#memory.shape !== this.#options.shape;
    const { fullReading = this.#beginFullReading() } = isReshaped ? { fullReading: undefined } : this.#memory;
    yield* this.readAll(fullReading.resumeFrom);
    const { known, unseen } = this.#tracker.memory;
    const isAllMissing = unseen.size > FEW && known.size === 0 && !this.#isSameAccount();
    if (isAllMissing) yield allRowsMissing(unseen.size);
    this.#tracker.endFullReading(
      isAllMissing ? 'hold' : this.#options.deletions === 'mark' ? 'ask' : 'forget',
    );
    this.#memory = {
      ...this.#memory,
      fullReading: undefined,
      fullReadAt: fullReading.since,
      cursor: Math.max(this.#memory.cursor ?? fullReading.since, fullReading.since),
    };
    yield this.state();
  }

  #beginFullReading(): { readonly since: number; readonly resumeFrom: undefined } {
    const fullReading = { since: this.#options.now, resumeFrom: undefined };
    this.#tracker.beginFullReading();
    this.#memory = { ...this.#memory, fullReading, shape: this.#options.shape };
    return fullReading;
  }

  #isSameAccount(): boolean {
    const { account } = this.#options;
    return account !== undefined && account === this.#memory.account;
  }

  /** Returns whether everything that changed was met. */
  async *#readNewestFirst(): AsyncGenerator<SyncEvent, boolean> {
    const { readChanged, limits, now } = this.#options;
    const { cursor = now } = this.#memory;
    const pages = readNewestFirst(readChanged, cursor, limits);
    for (;;) {
      const next = await pages.next();
      if (next.done !== true) {
        yield* this.#write(next.value);
        if (this.#sinceState >= ROWS_PER_STATE) yield this.state();
        continue;
      }
      if (next.value.kind === 'not-possible') return false;
      const { newest = cursor } = next.value;
      if (newest <= now + FUTURE_SECONDS)
        this.#memory = { ...this.#memory, cursor: Math.max(cursor, newest) };
      return true;
    }
  }

  *#write(rows: readonly { readonly id: RowKey; readonly data: Row }[]): Generator<SyncEvent, void> {
    const fresh = this.#tracker.take(rows);
    this.#sinceState += rows.length;
    if (fresh.length > 0) yield { kind: 'records', rows: fresh };
  }

  *#checkpoint(resumeFrom: number): Generator<SyncEvent, void> {
    const { fullReading } = this.#memory;
    if (fullReading === undefined) return;
    this.#memory = { ...this.#memory, fullReading: { ...fullReading, resumeFrom } };
    const isDue = this.#sinceState >= Math.max(ROWS_PER_STATE, this.#tracker.size / STATES_PER_READING);
    if (isDue) yield this.state();
  }
}
