import type { ConnectorError } from '../../errors/errors.ts';
import type { SyncEvent } from '../events.ts';
import type { Row } from '../page.ts';
import type { Answer } from './answer.ts';
import { MOST_REFUSALS, type PerCallMemory } from './memory.ts';
import { noteCalls } from './note-calls.ts';
import { noteSeen, planLook } from './note-seen.ts';
import { notLicensed, someNotAnswered } from './notices.ts';
import { FINGERPRINT_BITS, type OpenCall } from './open-calls.ts';
import type { PerCallOptions } from './options.ts';
import { afterAsking, dueAt, scheduleOf, type Schedule } from './schedule.ts';
import { formatPerCallState } from './state.ts';

const DAY = 86_400;

/** A state after so many calls: a run that is cut off asks for no more of them again. */
const CALLS_PER_STATE = 50;

/** So many failures in a row: the others would fare no better. */
const MOST_FAILURES = 3;

/** One run of one stream. */
export class PerCallRun {
  readonly #options: PerCallOptions;
  readonly #schedule: Schedule;
  readonly #open: Map<number, OpenCall>;
  #memory: PerCallMemory;
  #budget: number;
  #sinceState = 0;
  #notAnswered = 0;
  #failures: ConnectorError[] = [];
  /** Calls refused in a row, of a stream that had results before: given up only where others are answered. */
  #refused: OpenCall[] = [];
  #refusal: ConnectorError | undefined;

  constructor(options: PerCallOptions, memory: PerCallMemory) {
    this.#options = options;
    this.#schedule = scheduleOf(options.lookbackDays, options.isEditable);
    this.#open = new Map(memory.open);
    const { now } = options;
    const sinceLast = memory.lastAt === undefined ? undefined : Math.max(0, now - memory.lastAt);
    this.#budget = options.budget(sinceLast, memory.gap);
    this.#memory = {
      ...memory,
      lastAt: now,
      gap: sinceLast,
      account: options.account ?? memory.account,
    };
  }

  async *read(): AsyncGenerator<SyncEvent, void> {
    const { now, callsSince, takesVoicemails } = this.#options;
    const look = planLook(this.#memory, { now, lowest: this.#lowest, takesVoicemails });
    const { memory, fresh } = noteSeen(await callsSince(look.callsFrom), look, this.#memory, now);
    for (const call of fresh) this.#open.set(call.id, call);
    this.#memory = memory;
    if (this.#isRefused) yield* this.#probe();
    if (!this.#isRefused) {
      const due = this.#due();
      const requests = Math.min(due.length, this.#budget);
      if (requests > 0) yield { kind: 'expected', rows: undefined, requests };
      yield* this.#ask(due);
      yield* this.#readHistory();
    }
    yield* this.#finish();
  }

  /** The earliest second from which on calls are asked. */
  get #lowest(): number {
    const { now, startDate, lookbackDays } = this.#options;
    return Math.max(startDate ?? 0, now - lookbackDays * DAY);
  }

  /** So many refusals in a row that the others would fare no better. */
  get #isRefused(): boolean {
    return this.#memory.refusals >= MOST_REFUSALS;
  }

  /** The calls that are to be asked now, the newest first. */
  #due(): readonly OpenCall[] {
    const { now } = this.#options;
    return [...this.#open.values()]
      .filter((call) => dueAt(call, this.#schedule) <= now)
      .toSorted((a, b) => b.startedAt - a.startedAt || b.id - a.id);
  }

  /** One call only; what is older than the look-back is given up, so that the state does not grow. */
  async *#probe(): AsyncGenerator<SyncEvent, void> {
    const [newest] = this.#due();
    if (newest !== undefined && this.#budget > 0) {
      this.#memory = { ...this.#memory, refusals: MOST_REFUSALS - 1 };
      yield* this.#ask([newest], true);
      if (this.#refusal !== undefined) this.#memory = { ...this.#memory, refusals: MOST_REFUSALS };
    }
    if (!this.#isRefused || this.#memory.hadAny) return;
    const oldest = this.#options.now - (this.#options.lookbackDays + 1) * DAY;
    for (const [id, { startedAt }] of this.#open) if (startedAt < oldest) this.#open.delete(id);
  }

  async *#ask(calls: readonly OpenCall[], isProbe = false): AsyncGenerator<SyncEvent, void> {
    for (const call of calls) {
      if (this.#budget <= 0 || this.#isRefused || this.#failures.length >= MOST_FAILURES) break;
      this.#budget--;
      yield* this.#take(call, await this.#options.ask(call));
      if (++this.#sinceState >= CALLS_PER_STATE) yield this.#state();
    }
    if (this.#isRefused && !isProbe && !this.#memory.hadAny) yield notLicensed();
  }

  *#take(call: OpenCall, answer: Answer): Generator<SyncEvent, void> {
    if (answer.kind === 'failed') {
      this.#failures.push(answer.error);
      this.#notAnswered++;
      return;
    }
    this.#failures = [];
    if (answer.kind === 'refused') this.#takeRefusal(call, answer.error);
    else {
      this.#giveUpRefused();
      this.#memory = { ...this.#memory, refusals: 0 };
      yield* answer.kind === 'found' ? this.#takeResult(call, answer.row) : this.#takeAbsence(call);
    }
  }

  *#takeResult(call: OpenCall, row: Row): Generator<SyncEvent, void> {
    this.#memory = { ...this.#memory, hadAny: true };
    const fingerprint = this.#options.fingerprint(row) % 2 ** FINGERPRINT_BITS;
    if (fingerprint !== call.fingerprint) yield { kind: 'records', rows: [row] };
    this.#put(call, fingerprint);
  }

  *#takeAbsence(call: OpenCall): Generator<SyncEvent, void> {
    if (call.fingerprint !== undefined) yield { kind: 'records', rows: [this.#options.tombstone(call)] };
    this.#put(call, undefined);
  }

  /** Before there ever was a result it may mean that there is no licence: then the call stays due. */
  #takeRefusal(call: OpenCall, error: ConnectorError): void {
    const { hadAny, refusals } = this.#memory;
    this.#refusal = error;
    if (hadAny) this.#refused.push(call);
    // A call that is always refused counts once, however often its time comes.
    if (!hadAny || call.stage === 0) this.#memory = { ...this.#memory, refusals: refusals + 1 };
  }

  /** Calls that were refused among others that were answered: their next time comes as if there was nothing. */
  #giveUpRefused(): void {
    const { now } = this.#options;
    for (const call of this.#refused.splice(0)) {
      this.#notAnswered++;
      // A call that is always refused is given up a day after its last time.
      const next = afterAsking(call, this.#schedule, now, call.fingerprint);
      if (next !== undefined || now >= dueAt(call, this.#schedule) + DAY) this.#put(call, call.fingerprint);
    }
  }

  #put(call: OpenCall, fingerprint: number | undefined): void {
    const next = afterAsking(call, this.#schedule, this.#options.now, fingerprint);
    if (next === undefined) this.#open.delete(call.id);
    else this.#open.set(call.id, next);
  }

  /** A day at a time, backwards, as far as the budget reaches. */
  async *#readHistory(): AsyncGenerator<SyncEvent, void> {
    const { startDate, callsBetween, now } = this.#options;
    while (this.#hasHistory && this.#budget > 0 && this.#failures.length === 0 && !this.#isRefused) {
      const to = this.#memory.coveredFrom ?? now;
      const from = Math.max(startDate ?? 0, to - DAY);
      const { fresh } = noteCalls(await callsBetween(from, to), this.#memory.noted, now);
      for (const call of fresh) if (!this.#open.has(call.id)) this.#open.set(call.id, call);
      this.#memory = { ...this.#memory, coveredFrom: from };
      yield* this.#ask(fresh.toReversed());
    }
  }

  get #hasHistory(): boolean {
    const { startDate = Number.POSITIVE_INFINITY } = this.#options;
    return startDate < (this.#memory.coveredFrom ?? Number.NEGATIVE_INFINITY);
  }

  *#finish(): Generator<SyncEvent, void> {
    this.#options.onBudgetLeft(this.#budget);
    if (!this.#isRefused) this.#giveUpRefused();
    if (this.#notAnswered > 0) yield someNotAnswered(this.#notAnswered);
    yield this.#state();
    const calls = this.#isRefused ? 0 : this.#due().length;
    if (calls > 0) {
      const perSync = Math.max(1, this.#options.budget(this.#memory.gap, this.#memory.gap));
      yield { kind: 'backlog', calls, requests: calls, syncs: Math.ceil(calls / perSync) };
    }
    const last = this.#failures.at(-1);
    if (last !== undefined && this.#failures.length >= MOST_FAILURES) throw last;
    if (this.#isRefused && this.#memory.hadAny && this.#refusal !== undefined) throw this.#refusal;
  }

  #state(): SyncEvent {
    this.#sinceState = 0;
    return { kind: 'state', state: formatPerCallState({ ...this.#memory, open: this.#open }) };
  }
}
