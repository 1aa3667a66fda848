import { PAGE_LIMITS } from '../../aircall/page-limits.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeFingerprint } from '../fingerprint.ts';
import {
  FakeWindowedList,
  isFakeRow,
  type FakeBehaviour,
  type FakeRow,
} from '../../../integration_tests/support/fake-windowed-list.ts';
import { readWindowed } from './windowed.ts';

/*
 * Random histories of an account, its API and its syncs, against the one promise that matters: what the API lists is in
 * the destination, in its last form, once enough syncs have come round. HISTORIES and SEED make the long form (SEED=0: another
 * one each time).
 */
const HISTORIES = Number(process.env['HISTORIES'] ?? 1000);
const SEED = Number(process.env['SEED'] ?? 14);

const NOW = 1_790_000_000;
const HOUR = 3600;
const DAY = 24 * HOUR;

const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('sync' as const),
      afterSeconds: fc.constantFrom(1, 60, HOUR, 6 * HOUR, DAY, 9 * DAY),
      lookbackDays: fc.constantFrom(1, 1, 3, 7),
      /** Cut off after so many events. */
      events: fc.option(fc.nat(30), { nil: undefined }),
      /** What the clock of this sync is off by, where it says that it may be. */
      clockOff: fc.constantFrom(0, 0, 0, 0, -2 * DAY, 300 * DAY),
      /** During the sync: a row that is listed goes, one comes in late. */
      during: fc.option(fc.record({ request: fc.integer({ min: 1, max: 25 }), pick: fc.nat(5000) }), {
        nil: undefined,
      }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('calls' as const), count: fc.integer({ min: 1, max: 300 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('late' as const), hours: fc.integer({ min: 0, max: 21 }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constantFrom('edit' as const, 'delete' as const), pick: fc.nat(10_000) }),
  },
);

const accounts = fc.record({
  count: fc.integer({ min: 0, max: 2500 }),
  spacing: fc.constantFrom(1, 60, 400, 9000),
  fromInclusive: fc.boolean(),
  shuffledTies: fc.boolean(),
  total: fc.constantFrom('right', 'right', 'right', 'low', 'high', 'zero'),
  pageSize: fc.constantFrom<PageSize>('full', 'full', 'full', 'small', 'changing'),
  odd: fc.constantFrom('none', 'none', 'no-time', 'milliseconds', 'future'),
  /** Where the edge is thought to be, in days before now; the list itself has none. */
  shownDays: fc.constantFrom(184, 5, 1),
  startDays: fc.constantFrom(undefined, 400, 13),
});

/** How many rows a page has: as many as were asked for, fewer, or now and then fewer. */
type PageSize = 'full' | 'small' | 'changing';

type Account = typeof accounts extends fc.Arbitrary<infer T> ? T : never;
type Sync = Extract<typeof step extends fc.Arbitrary<infer T> ? T : never, { kind: 'sync' }>;

const totals: Record<Account['total'], (count: number) => number> = {
  right: (count) => count,
  low: (count) => count - 1,
  high: (count) => count + 2,
  zero: () => 0,
};

const pageSizes: Record<PageSize, (request: number) => number> = {
  full: () => 50,
  small: () => 20,
  changing: (request) => (request % 9 === 8 ? 20 : 50),
};

function shownAs(odd: Account['odd'], { id, at }: FakeRow): number | undefined {
  if (odd === 'none' || id % 41 !== 0) return at;
  if (odd === 'no-time') return undefined;
  return odd === 'milliseconds' ? at * 1000 : at + 40 * DAY;
}

/** One account, its destination, and what is promised of it. */
class History {
  readonly api: FakeWindowedList;
  readonly #account: Account;
  readonly #rows = new Map<number, FakeRow>();
  readonly #unpromised = new Set<number>();
  #state: Readonly<Record<string, unknown>> | undefined;
  #nextId: number;
  now = NOW;

  constructor(account: Account) {
    this.#account = account;
    const { count, spacing, fromInclusive, shuffledTies, total, pageSize, odd } = account;
    const behaviour: Partial<FakeBehaviour> = {
      fromInclusive,
      shuffledTies,
      total: totals[total],
      perPage: pageSizes[pageSize],
      shown: (row) => shownAs(odd, row),
    };
    this.#nextId = count + 1;
    this.api = new FakeWindowedList(this.#invent(count, spacing, 1), behaviour);
  }

  async sync({
    lookbackDays,
    events = Infinity,
    clockOff,
    during,
  }: Omit<Sync, 'kind' | 'afterSeconds'>): Promise<void> {
    const { startDays, shownDays } = this.#account;
    const before = this.api.queries.length;
    // Ahead of a clock that is off itself, a row's time cannot be told to be odd.
    const off = this.#account.odd === 'future' ? Math.min(0, clockOff) : clockOff;
    this.api.beforeRequest = (request) => {
      // Two wrong clocks and both changes within one first sync are more than a count can tell apart.
      if (off > 0 || during === undefined) return;
      if (request - before === during.request) this.#disturb(during.pick);
    };
    let count = 0;
    for await (const event of readWindowed({
      limits: PAGE_LIMITS,
      mode: 'incremental',
      state: this.#state,
      startDate: startDays === undefined ? undefined : NOW - startDays * DAY,
      lookbackDays,
      onCountMismatch: 'warn',
      now: this.now + off,
      nowReliable: off <= 0,
      shownFrom: this.now - shownDays * DAY,
      readPage: this.api.readPage,
      fingerprint: makeFingerprint({}, 'test'),
      prefetchDepth: () => 4,
      signal: new AbortController().signal,
    })) {
      if (count++ >= events) break;
      if (event.kind === 'records')
        for (const row of event.rows) if (isFakeRow(row)) this.#rows.set(row.id, row);
      if (event.kind === 'state') this.#state = { ...event.state };
    }
    this.api.beforeRequest = () => undefined;
  }

  addCalls(count: number): void {
    const rows = this.#invent(count, 1, this.#nextId).map((row) => ({ ...row, at: row.at + this.now - NOW }));
    this.#nextId += count;
    this.api.rows = [...this.api.rows, ...rows];
  }

  addLate(hours: number): void {
    this.api.rows = [...this.api.rows, { id: this.#nextId++, at: this.now - hours * HOUR - 1, text: 'late' }];
  }

  change(kind: 'edit' | 'delete', pick: number): void {
    const row = this.api.rows[pick % Math.max(1, this.api.rows.length)];
    if (row === undefined) return;
    const rest = this.api.rows.filter(({ id }) => id !== row.id);
    this.api.rows = kind === 'delete' ? rest : [...rest, { ...row, text: `${row.text}!` }];
    // Changes of calls older than the shortest look-back are not promised to be seen.
    if (kind === 'edit' && this.now - row.at > DAY) this.#unpromised.add(row.id);
  }

  /** Rows that should be in the destination as they are, and are not. */
  differences(): readonly FakeRow[] {
    const { startDays } = this.#account;
    const from = startDays === undefined ? -Infinity : NOW - startDays * DAY;
    return this.api.rows.filter((row) => {
      const shown = shownAs(this.#account.odd, row);
      if (shown === undefined ? row.at < from + DAY : Math.min(shown, row.at) < from + DAY) return false;
      const got = this.#rows.get(row.id);
      return got === undefined || (got.text !== row.text && !this.#unpromised.has(row.id));
    });
  }

  #disturb(pick: number): void {
    this.change('delete', pick);
    this.addLate(0);
  }

  #invent(count: number, spacing: number, firstId: number): FakeRow[] {
    return Array.from({ length: count }, (_, index) => ({
      id: firstId + index,
      at: NOW - 10 - (count - 1 - index) * spacing,
      text: '',
    }));
  }
}

test('whatever the history: what is listed is in the destination', { timeout: 36_000_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(accounts, fc.array(step, { minLength: 1, maxLength: 12 }), async (account, script) => {
      const history = new History(account);
      for (const action of script) {
        if (action.kind === 'sync') {
          history.now += action.afterSeconds;
          await history.sync(action);
        } else if (action.kind === 'calls') history.addCalls(action.count);
        else if (action.kind === 'late') history.addLate(action.hours);
        else history.change(action.kind, action.pick);
      }
      // Enough syncs, far enough apart, that every depth comes round.
      for (let round = 0; round < 3; round++) {
        history.now += 2 * DAY;
        await history.sync({ lookbackDays: 1, events: undefined, clockOff: 0, during: undefined });
      }
      expect(history.differences()).toEqual([]);
    }),
    { numRuns: HISTORIES, ...(SEED !== 0 && { seed: SEED }) },
  );
});
