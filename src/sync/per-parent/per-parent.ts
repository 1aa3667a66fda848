import { ConnectorError, KeyRefused } from '../../errors/errors.ts';
import type { SyncEvent } from '../events.ts';
import type { Row, RowKey } from '../page.ts';
import { compareChildren, type Children, type Parent, type ReadChildren } from './children.ts';
import type { KnownParent, PerParentMemory } from './memory.ts';
import { accountChanged, stateIgnored } from '../list-notices.ts';
import { someRefused } from './notices.ts';
import { formatPerParentState, parsePerParentState } from './state.ts';

export type PerParentOptions = {
  readonly mode: 'incremental' | 'full_refresh';
  /** The `stream_state` of the last run, whatever it holds. */
  readonly state: Readonly<Record<string, unknown>> | undefined;
  /** `mark`: a row that is gone is written once as a tombstone. */
  readonly deletions: 'mark' | 'keep';
  /** Epoch milliseconds of the API's clock. */
  readonly nowMs: number;
  /** A digest of the account that the rows are from, where it is known. */
  readonly account: string | undefined;
  /** After so long the rows of a parent are read again, changed or not; 0: each time. */
  readonly refreshMs: number;
  /** The whole list of parents, of which `expected` are known. `isComplete`: its count agrees with Aircall's. */
  readonly readParents: (
    expected: number,
  ) => Promise<{ readonly parents: readonly Parent[]; readonly isComplete: boolean }>;
  /** How the rows of these parents, which are to be read now, are had. */
  readonly openChildren: (due: readonly Parent[]) => Promise<ReadChildren>;
  /** Whether a parent that is not listed can still be had by its own key. */
  readonly lookUp: (key: RowKey) => Promise<'found' | 'absent' | 'unknown'>;
  readonly fingerprint: (row: Row) => number;
  /** The record that says that a row is gone. */
  readonly tombstone: (parent: RowKey, child: string, goneMs: number) => Row;
};

/** A state after so many parents, or so many records: a run that is cut off asks for no more of them again. */
const PARENTS_PER_STATE = 25;
const RECORDS_PER_STATE = 1000;

/** So many failures or refusals in a row, and nothing else so far: the others would fare no better. */
const MOST_FAILURES = 3;

/** How many parents that are no longer listed a run asks for at most. */
const MOST_ASKED = 50;

/** A parent whose rows are refused is asked again after so long. */
const ASK_REFUSED_MS = 24 * 3600 * 1000;

/**
 * Reads the rows that belong to each row of another list, parent by parent, and writes what is new or changed; a row that
 * its parent has no more is written once as a tombstone, those of a parent that is gone too. Parents are read where their own
 * row changed, and after `refreshMs`. In full refresh every row, and no tombstones.
 *
 * @throws the first failure of a parent, once the others are read and the state says so; the refusal where every parent is
 * refused; KeyRefused and whatever is no ConnectorError at once
 */
export async function* readPerParent(options: PerParentOptions): AsyncGenerator<SyncEvent, void> {
  const isIncremental = options.mode === 'incremental';
  const { memory, problem } = parsePerParentState(isIncremental ? options.state : undefined);
  if (problem !== undefined) yield stateIgnored(problem);
  const { account } = options;
  const isOther = account !== undefined && memory.account !== undefined && account !== memory.account;
  if (isOther) yield accountChanged();
  const run = new PerParentRun(options, { ...memory, account: account ?? memory.account }, isOther);
  const { parents, isComplete } = await options.readParents(memory.parents.size);
  yield* run.read(parents);
  if (!isIncremental) yield { kind: 'state', state: { v: 1 } };
  else {
    if (isComplete && options.deletions === 'mark' && !isOther) yield* run.forgetGone(parents);
    yield run.state();
  }
  run.throwFailure();
}

class PerParentRun {
  readonly #options: PerParentOptions;
  readonly #known: Map<RowKey, KnownParent>;
  readonly #account: string | undefined;
  readonly #isTold: boolean;
  #failure: ConnectorError | undefined;
  #refusal: ConnectorError | undefined;
  #failuresInARow = 0;
  #answered = 0;
  #refused = 0;
  #parentsSinceState = 0;
  #recordsSinceState = 0;

  constructor(options: PerParentOptions, memory: PerParentMemory, isOther: boolean) {
    this.#options = options;
    this.#known = new Map(memory.parents);
    this.#account = memory.account;
    this.#isTold = options.mode === 'incremental' && options.deletions === 'mark' && !isOther;
  }

  async *read(parents: readonly Parent[]): AsyncGenerator<SyncEvent, void> {
    const { mode, openChildren } = this.#options;
    const due = parents.filter((parent) => this.#isDue(parent));
    if (due.length === 0) return;
    if (this.#options.refreshMs > 0) yield { kind: 'expected', rows: undefined, requests: due.length };
    const readChildren = await openChildren(due);
    for (const parent of due) {
      const children = await this.#ask(() => readChildren(parent));
      if (children !== undefined) yield* this.#take(parent, children);
      if (this.#failuresInARow >= MOST_FAILURES) break;
      if (mode === 'full_refresh' || !this.#isStateDue()) continue;
      yield this.state();
    }
    if (this.#refused > 0 && this.#answered > 0) yield someRefused(this.#refused);
  }

  /** Tells of the rows of parents that are gone themselves. */
  async *forgetGone(parents: readonly Parent[]): AsyncGenerator<SyncEvent, void> {
    const listed = new Set(parents.map(({ key }) => key));
    const missing = [...this.#known.keys()].filter((key) => !listed.has(key));
    for (const key of missing.slice(0, MOST_ASKED)) {
      const parent = this.#known.get(key);
      if (parent === undefined || (await this.#options.lookUp(key)) !== 'absent') continue;
      const rows = [...parent.children.keys()].map((child) => this.#tombstone(key, child));
      if (rows.length > 0) yield { kind: 'records', rows };
      this.#known.delete(key);
    }
  }

  state(): SyncEvent {
    this.#parentsSinceState = 0;
    this.#recordsSinceState = 0;
    const memory = { parents: this.#known, account: this.#account };
    return { kind: 'state', state: formatPerParentState(memory) };
  }

  throwFailure(): void {
    if (this.#failure !== undefined) throw this.#failure;
    if (this.#refusal !== undefined && this.#answered === 0) throw this.#refusal;
  }

  #isDue({ key, fingerprint }: Parent): boolean {
    const { refreshMs, nowMs } = this.#options;
    const known = this.#known.get(key);
    if (known === undefined || known.fingerprint !== fingerprint) return true;
    const age = nowMs - known.readMs;
    return age >= refreshMs || age < -refreshMs;
  }

  /** undefined: this parent's rows cannot be had now. */
  async #ask(read: () => Promise<Children>): Promise<Children | undefined> {
    try {
      const children = await read();
      this.#failuresInARow =
        children.kind === 'refused' && this.#answered === 0 ? this.#failuresInARow + 1 : 0;
      return children;
    } catch (error) {
      if (!(error instanceof ConnectorError) || error instanceof KeyRefused) throw error;
      this.#failure ??= error;
      this.#failuresInARow++;
      return undefined;
    }
  }

  *#take({ key, fingerprint }: Parent, children: Children): Generator<SyncEvent, void> {
    const { nowMs, refreshMs } = this.#options;
    this.#parentsSinceState++;
    if (children.kind === 'unknown') return;
    const before = this.#known.get(key)?.children ?? new Map<string, number>();
    if (children.kind === 'refused') {
      this.#refused++;
      this.#refusal ??= children.error;
      const readMs = nowMs - Math.max(0, refreshMs - ASK_REFUSED_MS);
      this.#known.set(key, { readMs, fingerprint, children: before });
      return;
    }
    this.#answered++;
    const rows = children.kind === 'found' ? children.rows : [];
    const { fresh, gone, known } = compareChildren(before, rows, this.#options.fingerprint);
    const written = this.#isTold ? [...fresh, ...gone.map((child) => this.#tombstone(key, child))] : fresh;
    this.#known.set(key, { readMs: nowMs, fingerprint, children: known });
    this.#recordsSinceState += written.length;
    if (written.length > 0) yield { kind: 'records', rows: written };
  }

  #isStateDue(): boolean {
    return (
      this.#recordsSinceState >= RECORDS_PER_STATE ||
      (this.#options.refreshMs > 0 && this.#parentsSinceState >= PARENTS_PER_STATE)
    );
  }

  #tombstone(parent: RowKey, child: string): Row {
    return this.#options.tombstone(parent, child, this.#options.nowMs);
  }
}
