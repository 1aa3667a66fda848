import { Agenda } from './agenda.ts';
import type { Call } from './call-plan.ts';
import { itemAt } from './random.ts';

/** What the index has to know of a call, all in epoch seconds. */
export type CallTimes = {
  /** Where the call stands in the list at `now`. */
  keyAt(call: Call, now: number): number;
  /** When the list begins to show it. */
  arrivesAt(call: Call): number;
  /** When its place changes by itself, or undefined when it never does. */
  movesAt(call: Call): number | undefined;
};

/**
 * The calls that the API shows, sorted by their place in the list and then by id. Calls still to come wait for the
 * clock; so do those that move. Every reading catches up with the clock first.
 */
export class CallIndex {
  readonly #times: CallTimes;
  readonly #byId = new Map<number, Call>();
  readonly #pending = new Agenda<Call>();
  readonly #moves = new Agenda<Call>();
  #sorted: Call[] = [];
  /** Goes up whenever the list changes. */
  version = 0;

  constructor(times: CallTimes) {
    this.#times = times;
  }

  /** Replaces everything by `calls`. */
  load(calls: readonly Call[], now: number): void {
    const items = calls.map((what) => ({ at: this.#times.arrivesAt(what), what }));
    this.#byId.clear();
    for (const call of calls) this.#byId.set(call.id, call);
    this.#pending.load(items.filter(({ at }) => at > now));
    const shown = items.filter(({ at }) => at <= now).map(({ what }) => what);
    for (const call of shown) {
      call.key = this.#times.keyAt(call, now);
      call.shown = true;
    }
    this.#sorted = shown.toSorted((a, b) => a.key - b.key || a.id - b.id);
    const movers = shown.map((what) => ({ at: this.#times.movesAt(what) ?? 0, what }));
    this.#moves.load(movers.filter(({ at }) => at > now));
    this.version += 1;
  }

  /** Adds a call, at once or when its time comes. */
  add(call: Call, now: number): void {
    this.#byId.set(call.id, call);
    const at = this.#times.arrivesAt(call);
    if (at > now) this.#pending.add(at, call);
    else this.#show(call, now);
  }

  /** Takes a call out for good; false when there is none. */
  delete(id: number): boolean {
    const call = this.#byId.get(id);
    if (call === undefined) return false;
    this.#byId.delete(id);
    if (call.shown) this.#takeOut(call);
    return true;
  }

  /** Puts a call whose times changed where it belongs now. */
  replace(call: Call, now: number): void {
    if (!call.shown) return;
    this.#takeOut(call);
    this.#putIn(call, now);
    this.#awaitMove(call, now);
  }

  /** Any call, shown or still to come. */
  get(id: number): Call | undefined {
    return this.#byId.get(id);
  }

  /** A call that has begun. */
  shown(id: number, now: number): Call | undefined {
    this.catchUp(now);
    const call = this.#byId.get(id);
    return call?.shown === true ? call : undefined;
  }

  /** The calls shown at `now`, in the order of the list. */
  rows(now: number): readonly Call[] {
    this.catchUp(now);
    return this.#sorted;
  }

  /** Lets arrive and move what is due. */
  catchUp(now: number): void {
    for (let call = this.#pending.takeDue(now); call !== undefined; call = this.#pending.takeDue(now)) {
      if (this.#byId.get(call.id) === call) this.#show(call, now);
    }
    for (let call = this.#moves.takeDue(now); call !== undefined; call = this.#moves.takeDue(now)) {
      if (this.#byId.get(call.id) === call) this.replace(call, now);
    }
  }

  #show(call: Call, now: number): void {
    call.shown = true;
    this.#putIn(call, now);
    this.#awaitMove(call, now);
  }

  #awaitMove(call: Call, now: number): void {
    const at = this.#times.movesAt(call);
    if (at !== undefined && at > now) this.#moves.add(at, call);
  }

  #putIn(call: Call, now: number): void {
    call.key = this.#times.keyAt(call, now);
    const last = this.#sorted.at(-1);
    if (last === undefined || last.key < call.key || (last.key === call.key && last.id < call.id)) {
      this.#sorted.push(call);
    } else {
      this.#sorted.splice(this.#placeOf(call), 0, call);
    }
    this.version += 1;
  }

  #takeOut(call: Call): void {
    this.#sorted.splice(this.#placeOf(call), 1);
    this.version += 1;
  }

  #placeOf(call: Call): number {
    return partition(
      this.#sorted,
      (other) => other.key < call.key || (other.key === call.key && other.id < call.id),
    );
  }
}

/** How many of the list's first items pass `before`, which must hold for a first part and for none of the rest. */
export function partition<T>(list: readonly T[], before: (item: T) => boolean): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (before(itemAt(list, middle))) low = middle + 1;
    else high = middle;
  }
  return low;
}
