import type { Account } from './account.ts';
import { partition } from './call-index.ts';
import type { Call } from './call-plan.ts';
import type { Knobs } from './knobs.ts';
import { mix } from './random.ts';

export type CallWindow = {
  /** Epoch seconds, or undefined for no bound. */
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly order: 'asc' | 'desc';
  /** Rows to skip and to show. */
  readonly offset: number;
  readonly limit: number;
  /** Another number, another order of what stands in the same second. */
  readonly requestNumber: number;
};

/** Reads windows of the call list; keeps the last window that had to be sorted, as its pages come one by one. */
export class CallList {
  readonly #account: Account;
  readonly #knobs: Knobs;
  #sorted: { readonly name: string; readonly calls: readonly Call[] } = { name: '', calls: [] };

  constructor(account: Account, knobs: Knobs) {
    this.#account = account;
    this.#knobs = knobs;
  }

  /** The calls of one page, and how many the window has. */
  read(window: CallWindow, now: number): { readonly calls: readonly Call[]; readonly total: number } {
    const { order, offset, limit } = window;
    const rows = this.#account.calls.rows(now);
    const first = this.#firstOf(rows, window.from);
    const end = Math.max(first, this.#endOf(rows, window.to));
    const total = end - first;
    const start = Math.min(offset, total);
    const stop = Math.min(total, offset + limit);
    const low = order === 'asc' ? start : total - stop;
    const high = order === 'asc' ? stop : total - start;
    const disordered = this.#knobs.disorderMinutes > 0 && this.#knobs.filterOn === 'started_at';
    const calls = disordered
      ? this.#sort(rows, first, end).slice(low, high)
      : this.#slice(rows, first, first + low, first + high, end, window.requestNumber);
    return { calls: order === 'asc' ? calls : calls.toReversed(), total };
  }

  #firstOf(rows: readonly Call[], from: number | undefined): number {
    const horizon = this.#account.horizon();
    const visible = partition(rows, ({ key }) => key < horizon);
    if (from === undefined) return visible;
    const inclusive = this.#knobs.callsFrom === 'inclusive';
    return Math.max(
      visible,
      partition(rows, ({ key }) => (inclusive ? key < from : key <= from)),
    );
  }

  #endOf(rows: readonly Call[], to: number | undefined): number {
    if (to === undefined) return rows.length;
    const inclusive = this.#knobs.callsTo === 'inclusive';
    return partition(rows, ({ key }) => (inclusive ? key <= to : key < to));
  }

  /** Part of the list; with shuffled ties, every second that it touches is shuffled as a whole first. */
  #slice(rows: readonly Call[], first: number, low: number, high: number, end: number, read: number): Call[] {
    if (this.#knobs.ties === 'stable' || low >= high) return rows.slice(low, high);
    let start = low;
    let stop = high;
    while (start > first && rows[start - 1]?.key === rows[low]?.key) start -= 1;
    while (stop < end && rows[stop]?.key === rows[high - 1]?.key) stop += 1;
    const ranked = rows.slice(start, stop).map((call) => ({ call, rank: mix(call.id, read) }));
    ranked.sort((a, b) => a.call.key - b.call.key || a.rank - b.rank);
    return ranked.slice(low - start, high - start).map(({ call }) => call);
  }

  /** The window in its displaced order. */
  #sort(rows: readonly Call[], first: number, end: number): readonly Call[] {
    const name = `${this.#account.calls.version} ${first} ${end}`;
    if (this.#sorted.name !== name) {
      const ranked = rows
        .slice(first, end)
        .map((call) => ({ call, key: call.key + this.#account.displacement(call) }));
      ranked.sort((a, b) => a.key - b.key || a.call.id - b.call.id);
      this.#sorted = { name, calls: ranked.map(({ call }) => call) };
    }
    return this.#sorted.calls;
  }
}
