import {
  defaultHabits,
  endOf,
  lateChangeOf,
  planOf,
  settleOf,
  shownStart,
  startShiftOf,
  type Call,
  type CallPlan,
  type Habits,
  type LateChange,
} from './call-plan.ts';
import { CallIndex } from './call-index.ts';
import { monthsBefore } from './clock.ts';
import { Directory } from './directory.ts';
import { inventCalls, newCall, type AccountOptions } from './invent-calls.ts';
import type { Knobs } from './knobs.ts';
import type { Row } from './people.ts';
import { renderTeam, renderUser } from './people.ts';
import { mixShare } from './random.ts';
import { fetchNothing, renderCall, type Fetch } from './render-call.ts';
import { comparable } from './truth.ts';

/**
 * One simulated company: its calls and everything of Directory. Whatever depends on time is a function of the clock;
 * the methods are for what happens only because a test says so, and take effect at once.
 */
export class Account extends Directory {
  readonly calls: CallIndex;
  readonly habits: Habits;
  readonly #now: () => number;
  readonly #knobs: Knobs;
  readonly #seed: number;
  #nextId: number;

  /** `now` gives epoch seconds. */
  constructor(options: AccountOptions, knobs: Knobs, now: () => number) {
    super(options, options.seed, now);
    this.#now = now;
    this.#knobs = knobs;
    this.#seed = options.seed;
    this.habits = { ...defaultHabits, ...options.habits };
    this.calls = new CallIndex({
      keyAt: (call, at) =>
        this.#startAt(call, at) + (knobs.filterOn === 'sort_key' ? this.displacement(call) : 0),
      arrivesAt: (call) =>
        call.startedAt + call.shift + Math.floor(mixShare(call.seed, 5) * knobs.insertionLagSeconds),
      movesAt: (call) =>
        startShiftOf(call, this.habits) === 0 ? undefined : settleOf(call, this.plan(call)),
    });
    const invented = inventCalls(options, this.roster, now());
    this.#nextId = invented.nextId;
    this.calls.load(invented.calls, now());
  }

  /** Seconds by which the list shows a call before or after its place. */
  displacement(call: Call): number {
    const { disorderMinutes, disorderShare } = this.#knobs;
    if (disorderMinutes === 0 || mixShare(call.seed, 6) >= disorderShare) return 0;
    return Math.round((mixShare(call.seed, 7) * 2 - 1) * disorderMinutes * 60);
  }

  plan(call: Call): CallPlan {
    return planOf(call, this.roster, this.habits);
  }

  /** Results of conversation intelligence are there when a call ends, and not after minutes, or a day. */
  insightsAtOnce = false;
  /** Calls whose recording was deleted, and everything that was made of it with it. */
  readonly deletedRecordings = new Set<number>();

  /** A call by its id, begun or still to come. */
  call(id: number): Call {
    const call = this.calls.get(id);
    if (call === undefined) throw new RangeError(`the account has no call ${id}`);
    return call;
  }

  /** Ids of the calls that have begun, oldest first, those before the horizon included. */
  callIds(): number[] {
    return this.calls.rows(this.#now()).map(({ id }) => id);
  }

  /** The one change that is planned long after a call's end, with its time in epoch seconds. */
  lateChange(id: number): { readonly at: number; readonly kind: LateChange['kind'] } | undefined {
    const call = this.call(id);
    const late = lateChangeOf(call, this.habits);
    return late === undefined ? undefined : { at: call.startedAt + late.after, kind: late.kind };
  }

  /** Epoch seconds before which the list shows no call. */
  horizon(): number {
    return monthsBefore(this.#now(), this.#knobs.horizonMonths);
  }

  render(call: Call, read: number, fetch: Fetch = { ...fetchNothing, contact: true }): Row {
    const context = { now: this.#now(), read, directory: this, knobs: this.#knobs, fetch };
    return renderCall(call, this.plan(call), context);
  }

  /** The truth for tests: every call that the list shows now, without what differs at each reading. */
  visibleCalls(): Row[] {
    const horizon = this.horizon();
    const shown = this.calls.rows(this.#now()).filter(({ key }) => key >= horizon);
    return shown.map((call) => comparable('calls', this.render(call, 0)));
  }

  visibleUsers(): Row[] {
    return [...this.users.values()].map((user) => comparable('users', renderUser(user, this.#now())));
  }

  visibleTeams(): Row[] {
    return [...this.teams.values()].map((team) =>
      comparable('teams', renderTeam(team, this.users, this.#now())),
    );
  }

  /** A call that began, or begins, at `at` (epoch seconds, default now); what `plan` leaves open is invented. */
  addCall(at: number = this.#now(), plan?: Partial<CallPlan>): Call {
    const call = newCall(this.#nextId, at, this.#seed, plan);
    this.#nextId += 2;
    this.calls.add(call, this.#now());
    return call;
  }

  addCalls(at: number, count: number, plan?: Partial<CallPlan>): Call[] {
    return Array.from({ length: count }, () => this.addCall(at, plan));
  }

  /** Changes a call's hidden script. */
  editCall(id: number, plan: Partial<CallPlan>): void {
    const call = this.call(id);
    call.fixed = { ...call.fixed, ...plan };
    this.calls.replace(call, this.#now());
  }

  /** A call that is going on ends now. */
  finishCall(id: number): void {
    const call = this.call(id);
    const plan = this.plan(call);
    const age = this.#now() - call.startedAt;
    if (this.#now() >= endOf(call, plan)) throw new RangeError(`call ${id} has already ended`);
    if (plan.answered && age >= plan.ringSeconds) this.editCall(id, { talkSeconds: age - plan.ringSeconds });
    else this.editCall(id, { answered: false, ringSeconds: age, talkSeconds: 0, recordingSeconds: null });
  }

  /** A call that has ended is rewritten now: cost, pricing_type, duration, perhaps started_at. */
  settleCall(id: number, startShift?: 0 | 1): void {
    const call = this.call(id);
    const settleSeconds = this.#now() - endOf(call, this.plan(call));
    if (settleSeconds < 0) throw new RangeError(`call ${id} has not ended yet`);
    this.editCall(id, { settleSeconds, ...(startShift === undefined ? {} : { startShift }) });
  }

  /** Moves `started_at`. */
  shiftCall(id: number, seconds: number): void {
    const call = this.call(id);
    call.shift += seconds;
    this.calls.replace(call, this.#now());
  }

  deleteCall(id: number): void {
    if (!this.calls.delete(id)) throw new RangeError(`the account has no call ${id}`);
  }

  commentCall(id: number, content: string, by: number | null = null): void {
    const call = this.call(id);
    this.editCall(id, { comments: [...this.plan(call).comments, { after: this.#ageOf(call), content, by }] });
  }

  tagCall(id: number, tagId: number, by: number | null = null): void {
    const call = this.call(id);
    this.editCall(id, { tags: [...this.plan(call).tags, { after: this.#ageOf(call), tagId, by }] });
  }

  archiveCall(id: number): void {
    this.editCall(id, { archivedAfter: this.#ageOf(this.call(id)) });
  }

  unarchiveCall(id: number): void {
    this.editCall(id, { archivedAfter: null });
  }

  assignCall(id: number, userId: number): void {
    this.editCall(id, { assigned: { after: this.#ageOf(this.call(id)), userId } });
  }

  #ageOf(call: Call): number {
    return this.#now() - call.startedAt;
  }

  /** The whole plan is made only for the few calls whose start moves. */
  #startAt(call: Call, at: number): number {
    const moves = startShiftOf(call, this.habits) === 1;
    return moves ? shownStart(call, this.plan(call), at) : call.startedAt + call.shift;
  }
}
