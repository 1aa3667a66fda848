import { EndpointRefused, TransientError } from '../../src/errors/errors.ts';
import type { SyncEvent } from '../../src/sync/events.ts';
import type { Row } from '../../src/sync/page.ts';
import type { Answer, SeenCall } from '../../src/sync/per-call/answer.ts';
import { requestsFor } from '../../src/sync/per-call/budget.ts';
import { readPerCall } from '../../src/sync/per-call/per-call.ts';
import { Random } from '../simulator/random.ts';

/** A call and what becomes of its result. Epoch seconds. */
export type WorldCall = {
  readonly id: number;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly isAnswered: boolean;
  /** Undefined: there never is a result. */
  readonly appearsAt: number | undefined;
  readonly editedAt: readonly number[];
  readonly deletedAt: number | undefined;
};

export type WorldOptions = {
  readonly calls: readonly WorldCall[];
  readonly lookbackDays: number;
  readonly isEditable: boolean;
  readonly perHour: number;
  readonly startDate?: number;
  /** Calls that are refused whenever they are asked. */
  readonly refusedCalls?: ReadonlySet<number>;
  /** Every request is refused: there is no licence. */
  isLicensed: boolean;
  /** The shares of requests that fail, and that are refused one by one. */
  failures: number;
  refusals: number;
};

const REFUSED: Answer = { kind: 'refused', error: new EndpointRefused('x') };

/** One stream that asks for something of each call, its destination, and the state that is kept of it. */
export class InsightWorld {
  readonly options: WorldOptions;
  readonly random: Random;
  /** The version of each call's result that was written last; undefined: it was written as gone. */
  readonly written = new Map<number, number | undefined>();
  /** Written by a run that was killed before a state said so: if these vanish at once, nobody can know. */
  readonly unsaid = new Set<number>();
  /** Refused when they were asked last: then they may have been given up. */
  readonly refused = new Set<number>();
  readonly asked = new Map<number, number>();
  readonly #sinceState = new Set<number>();
  readonly #byId: ReadonlyMap<number, WorldCall>;
  requests = 0;
  /** Rows that were written although the destination had them. */
  repeats = 0;
  codes: string[] = [];
  /** Syncs that ended with an error. */
  errors = 0;
  state: Readonly<Record<string, unknown>> | undefined;

  constructor(options: WorldOptions, seed: number) {
    this.options = options;
    this.random = new Random(seed);
    this.#byId = new Map(options.calls.map((call) => [call.id, call]));
  }

  get stateLength(): number {
    return JSON.stringify(this.state ?? {}).length;
  }

  /** The version of a call's result at a time; undefined: there is none. */
  versionOf(call: WorldCall, now: number): number | undefined {
    const isThere = call.appearsAt !== undefined && call.appearsAt <= now;
    if (!isThere || (call.deletedAt !== undefined && call.deletedAt <= now)) return undefined;
    return 1 + call.editedAt.filter((at) => at <= now).length;
  }

  /** A sync at `now`; it dies after so many events. */
  async sync(now: number, dieAfter = Number.POSITIVE_INFINITY): Promise<void> {
    let left = dieAfter;
    this.#sinceState.clear();
    const isKilled = Number.isFinite(dieAfter);
    try {
      for await (const event of this.#events(now)) {
        if (left-- <= 0) {
          for (const id of this.#sinceState) this.unsaid.add(id);
          return;
        }
        this.#take(event, isKilled);
      }
    } catch (error) {
      if (!(error instanceof TransientError || error instanceof EndpointRefused)) throw error;
      this.errors++;
    }
  }

  #take(event: SyncEvent, isKilled: boolean): void {
    if (event.kind === 'state') {
      this.state = JSON.parse(JSON.stringify(event.state));
      for (const id of this.#sinceState) this.unsaid.delete(id);
      this.#sinceState.clear();
    }
    if (event.kind === 'notice') this.codes.push(event.code);
    if (event.kind !== 'records') return;
    for (const { call_id: id, version } of event.rows) {
      const shown = typeof version === 'number' ? version : undefined;
      if (!isKilled && this.written.has(Number(id)) && this.written.get(Number(id)) === shown) this.repeats++;
      this.written.set(Number(id), shown);
      this.#sinceState.add(Number(id));
    }
  }

  #events(now: number): AsyncGenerator<SyncEvent, void> {
    const { lookbackDays, isEditable, perHour, startDate } = this.options;
    const between = (from: number, to: number): readonly SeenCall[] =>
      this.options.calls
        .filter(({ startedAt }) => startedAt >= from && startedAt < to)
        .map((call) => ({
          id: call.id,
          startedAt: call.startedAt,
          endedAt: call.endedAt <= now ? call.endedAt : undefined,
          isAnswered: call.isAnswered,
          isEligible: call.isAnswered,
        }));
    return readPerCall({
      state: this.state,
      now,
      account: 'one',
      startDate,
      lookbackDays,
      isEditable,
      takesVoicemails: false,
      budget: (since, before) => requestsFor(perHour, since, before),
      onBudgetLeft: () => undefined,
      callsSince: (from) => Promise.resolve(between(from, now + 1)),
      callsBetween: (from, to) => Promise.resolve(between(from, to)),
      ask: ({ id, startedAt }) => Promise.resolve(this.#answer(id, startedAt, now)),
      fingerprint: ({ call_id: id, version }) => Number(id) * 31 + Number(version) * 7919,
      tombstone: ({ id }) => ({ call_id: id, _ab_cdc_deleted_at: 'now' }),
    });
  }

  #answer(id: number, startedAt: number, now: number): Answer {
    this.requests++;
    this.asked.set(id, (this.asked.get(id) ?? 0) + 1);
    const { isLicensed, failures, refusals, refusedCalls } = this.options;
    if (!isLicensed || refusedCalls?.has(id) === true) return REFUSED;
    if (this.random.next() < failures) return { kind: 'failed', error: new TransientError('x') };
    this.refused.delete(id);
    if (this.random.next() < refusals) {
      this.refused.add(id);
      return REFUSED;
    }
    const call = this.#byId.get(id);
    const version = call && this.versionOf(call, now);
    if (version === undefined) return { kind: 'absent' };
    const row: Row = { call_id: id, started_at: startedAt, version };
    return { kind: 'found', row };
  }
}
