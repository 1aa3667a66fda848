import { PAGE_LIMITS } from '../../src/aircall/page-limits.ts';
import { Aircall } from '../simulator/aircall.ts';
import { comparable } from '../simulator/truth.ts';
import { calls as stream } from '../../src/streams/calls.ts';
import { RowInspector } from '../../src/rows/row-inspector.ts';
import { parsePage } from '../../src/aircall/page.ts';
import type { Row } from '../../src/sync/page.ts';
import { saltOf } from '../../src/rows/row-shape.ts';
import { volatileRules } from '../../src/rows/volatile.ts';
import { makeFingerprint } from '../../src/sync/fingerprint.ts';
import { readWindowed } from '../../src/sync/windowed/windowed.ts';

/** What one sync read and wrote. */
export type SyncFigures = {
  /** Page requests for calls. */
  readonly requests: number;
  readonly rowsRead: number;
  /** Rows written that the destination did not have. */
  readonly fresh: number;
  /** Rows written again although nothing but a neighbour had changed, or a late change had come. */
  readonly again: number;
  /** Rows written again because the call settled: cost, duration and start are final some minutes after its end. */
  readonly settled: number;
  readonly stateBytes: number;
};

type LateChange = { readonly at: number; readonly ageSeconds: number };

/** A simulated company whose calls are synced in process, and the destination that they arrive in. */
export class SoakedCompany {
  readonly aircall: Aircall;
  readonly #fingerprint = makeFingerprint(volatileRules(stream.schema), saltOf(stream, []));
  readonly #arrived = new Map<number, { readonly row: Row; readonly atMs: number }>();
  readonly #lookbackDays: number;
  /** Late changes that are still to come, by call. */
  readonly #coming = new Map<number, LateChange>();
  /** Late changes that the destination does not show yet, by call. */
  readonly #pending = new Map<number, LateChange>();
  readonly #latencies: { ageSeconds: number; seconds: number }[] = [];
  #state: Readonly<Record<string, unknown>> | undefined;

  constructor(aircall: Aircall, lookbackDays: number) {
    this.aircall = aircall;
    this.#lookbackDays = lookbackDays;
  }

  get now(): number {
    return Math.floor(this.aircall.clock.nowMs() / 1000);
  }

  /** One sync at the simulated clock's now; cut off after `events`, if given. */
  async sync(events = Number.POSITIVE_INFINITY): Promise<SyncFigures> {
    const figures = { requests: 0, rowsRead: 0, fresh: 0, again: 0, settled: 0 };
    let count = 0;
    for await (const event of readWindowed({
      limits: PAGE_LIMITS,
      mode: 'incremental',
      state: this.#state,
      startDate: undefined,
      lookbackDays: this.#lookbackDays,
      onCountMismatch: 'fail',
      now: this.now,
      readPage: async ({ from, to, page }) => {
        const { rows, meta } = this.aircall.listCalls({
          ...(from !== undefined && { from }),
          ...(to !== undefined && { to }),
          page,
          perPage: 50,
          fetch_contact: 'true',
        });
        figures.requests++;
        figures.rowsRead += rows.length;
        return parsePage(stream, { calls: rows, meta }, page, new RowInspector(stream.schema));
      },
      fingerprint: this.#fingerprint,
      prefetchDepth: () => 2,
      signal: new AbortController().signal,
    })) {
      if (count++ >= events) break;
      if (event.kind === 'records') for (const row of event.rows) figures[this.#receive({ ...row })]++;
      if (event.kind === 'state') this.#state = { ...event.state };
    }
    this.aircall.requests.length = 0;
    this.#watch();
    return { ...figures, stateBytes: JSON.stringify(this.#state ?? null).length };
  }

  /** Calls that are missing in the destination, or whose change within the look-back it should show by now. */
  differences(): readonly number[] {
    const missing = this.aircall.account.visibleCalls().flatMap((row) => {
      const id = Number(row['id']);
      return this.#arrived.has(id) ? [] : [id];
    });
    const deepest = this.#lookbackDays * 86_400;
    const overdue = [...this.#pending].filter(
      ([, { at, ageSeconds }]) =>
        ageSeconds <= deepest && this.now - at > Math.max(2 * 86_400, ageSeconds / 2),
    );
    return [...missing, ...overdue.map(([id]) => id)];
  }

  /** Of the late changes that have arrived: the call's age at the change, and how long it took. */
  get latencies(): readonly { readonly ageSeconds: number; readonly seconds: number }[] {
    return this.#latencies;
  }

  /** Notes which late changes have come about, and which of them the destination shows now. */
  #watch(): void {
    for (const [id, late] of this.#coming) {
      if (late.at > this.now) continue;
      this.#pending.set(id, late);
      this.#coming.delete(id);
    }
    for (const [id, { at, ageSeconds }] of this.#pending) {
      const shown = this.aircall.account.render(this.aircall.account.call(id), 0);
      const arrived = this.#arrived.get(id)?.row ?? {};
      if (JSON.stringify(comparable('calls', shown)) !== JSON.stringify(comparable('calls', arrived)))
        continue;
      this.#latencies.push({ ageSeconds, seconds: this.now - at });
      this.#pending.delete(id);
    }
  }

  #receive(row: Row): 'fresh' | 'again' | 'settled' {
    const id = Number(row['id']);
    const before = this.#arrived.get(id);
    this.#arrived.set(id, { row: structuredClone(row), atMs: this.aircall.clock.nowMs() });
    if (before === undefined) {
      const late = this.aircall.account.lateChange(id);
      const startedAt = Number(row['started_at']);
      if (late !== undefined && late.at > this.now) {
        this.#coming.set(id, { at: late.at, ageSeconds: late.at - startedAt });
      }
      return 'fresh';
    }
    return hasSettled(before.row, row) ? 'settled' : 'again';
  }
}

const SETTLING = ['status', 'ended_at', 'answered_at', 'duration', 'cost', 'pricing_type', 'started_at'];

function hasSettled(before: Row, after: Row): boolean {
  return SETTLING.some((field) => before[field] !== after[field]);
}
