import { PAGE_LIMITS } from '../../aircall/page-limits.ts';
import { describe, expect, test } from 'vitest';
import { isoSeconds } from '../instant.ts';
import { makeFingerprint } from '../fingerprint.ts';
import {
  FakeWindowedList,
  isFakeRow,
  type FakeBehaviour,
  type FakeRow,
} from '../../../integration_tests/support/fake-windowed-list.ts';
import { readWindowed, type WindowedOptions } from './windowed.ts';

const NOW = 1_790_000_000;
const HOUR = 3600;
const DAY = 24 * HOUR;

/** A destination, and one sync after the other into it. */
class Pipeline {
  readonly api: FakeWindowedList;
  readonly rows = new Map<number, FakeRow>();
  readonly notices: string[] = [];
  state: Readonly<Record<string, unknown>> | undefined;
  written = 0;
  slices: { total: number; ids: number }[] = [];
  expected: number | undefined;

  constructor(rows: readonly FakeRow[], behaviour: Partial<FakeBehaviour> = {}) {
    this.api = new FakeWindowedList(rows, behaviour);
  }

  /** How many requests and records it took. */
  async sync(
    now: number,
    options: Partial<WindowedOptions> = {},
  ): Promise<{ requests: number; written: number }> {
    const before = { requests: this.api.queries.length, written: this.written };
    this.expected = undefined;
    for await (const event of readWindowed({
      limits: PAGE_LIMITS,
      mode: 'incremental',
      state: this.state,
      startDate: undefined,
      lookbackDays: 7,
      onCountMismatch: 'warn',
      now,
      readPage: this.api.readPage,
      fingerprint: makeFingerprint({}, 'test'),
      prefetchDepth: () => 4,
      signal: new AbortController().signal,
      ...options,
    })) {
      if (event.kind === 'records') {
        this.written += event.rows.length;
        for (const row of event.rows) if (isFakeRow(row)) this.rows.set(row.id, row);
      }
      if (event.kind === 'state') this.state = { ...event.state };
      if (event.kind === 'notice') this.notices.push(event.code);
      if (event.kind === 'proof') this.slices.push(event.proof);
      if (event.kind === 'expected') this.expected ??= event.rows;
    }
    return {
      requests: this.api.queries.length - before.requests,
      written: this.written - before.written,
    };
  }

  get missing(): readonly number[] {
    return this.api.rows.filter(({ id }) => !this.rows.has(id)).map(({ id }) => id);
  }
}

function evenly(count: number, spacing: number, end = NOW - 10): FakeRow[] {
  return Array.from({ length: count }, (_, index) => ({
    id: index + 1,
    at: end - (count - 1 - index) * spacing,
    text: '',
  }));
}

describe('the edge of what the API lists is not where it is thought to be', () => {
  test('30,000 calls over 300 days arrive whole at 1.05 times the least requests', async () => {
    const pipeline = new Pipeline(evenly(30_000, (300 * DAY) / 30_000));
    const { requests } = await pipeline.sync(NOW, { shownFrom: NOW - 184 * DAY });
    expect(pipeline.missing).toEqual([]);
    expect(pipeline.written).toBe(30_000);
    expect(requests).toBeLessThanOrEqual(1.05 * 600);
  });

  test('more than 10,000 calls before it, with a start date of long ago', async () => {
    const pipeline = new Pipeline(evenly(30_000, (300 * DAY) / 30_000));
    const startDate = NOW - 250 * DAY;
    await pipeline.sync(NOW, { shownFrom: NOW - 184 * DAY, startDate });
    const wanted = pipeline.api.rows.filter(({ at }) => at >= startDate);
    expect([...pipeline.rows.keys()]).toEqual(wanted.map(({ id }) => id));
  });

  test('a busy account whose list reaches two days further back', async () => {
    const pipeline = new Pipeline(evenly(24_000, 20), { edge: NOW - 6 * DAY });
    await pipeline.sync(NOW, { shownFrom: NOW - 4 * DAY, lookbackDays: 1 });
    expect(pipeline.api.rows.filter(({ id, at }) => at >= NOW - 6 * DAY && !pipeline.rows.has(id))).toEqual(
      [],
    );
  });
});

describe('the look-back', () => {
  test('made shorter between two syncs loses neither a late call nor a late change', async () => {
    const pipeline = new Pipeline(evenly(3000, 600));
    await pipeline.sync(NOW);
    for (let hour = 1; hour <= 30; hour++) await pipeline.sync(NOW + hour * HOUR);
    const changed = NOW + 10 * HOUR;
    pipeline.api.rows = [
      ...pipeline.api.rows.map((row) => (row.id === 3000 ? { ...row, text: 'late' } : row)),
      { id: 9999, at: changed, text: 'late call' },
    ];
    for (let hour = 31; hour <= 80; hour++) await pipeline.sync(NOW + hour * HOUR, { lookbackDays: 1 });
    expect(pipeline.missing).toEqual([]);
  });
});

describe('a count that cannot be believed', () => {
  test('a deletion and a late call during the first sync do not make up for a call that slips through', async () => {
    const start = NOW - 13 * DAY;
    for (let request = 2; request <= 18; request++) {
      const pipeline = new Pipeline(evenly(900, (13 * DAY) / 901));
      const first = pipeline.api.rows[5];
      pipeline.api.beforeRequest = (number) => {
        if (number !== request) return;
        const rest = pipeline.api.rows.filter((row) => row !== first);
        pipeline.api.rows = [...rest, { id: 5000, at: NOW - 30, text: '' }];
      };
      await pipeline.sync(NOW, { startDate: start });
      for (let hour = 1; hour <= 48; hour++) await pipeline.sync(NOW + hour * HOUR, { startDate: start });
      expect(pipeline.missing).toEqual([]);
    }
  });

  test.each([
    ['one too low', (count: number) => count - 1],
    ['always 0', () => 0],
    ['always 50', () => 50],
    ['two too high', (count: number) => count + 2],
    ['half', (count: number) => Math.floor(count / 2)],
  ])('a total that is %s hides no call', async (_, total) => {
    for (const count of [1, 49, 50, 51, 100, 101, 120, 1000]) {
      const pipeline = new Pipeline(evenly(count, 60), { total });
      await pipeline.sync(NOW);
      expect(pipeline.missing).toEqual([]);
      expect(pipeline.notices.includes('count-mismatch')).toBe(total(count) !== count || total(0) !== 0);
    }
  });

  test.each([101, 151])(
    'nor does a late call just as old as the look-back: %i calls before it',
    async (count) => {
      for (let request = 1; request <= count / 50 + 2; request++) {
        const young = NOW - 7 * DAY;
        const calls = Array.from({ length: count }, (_, index) => ({
          id: index + 1,
          at: young - DAY - count + index,
          text: '',
        }));
        const pipeline = new Pipeline(calls);
        pipeline.api.beforeRequest = (made) => {
          if (made !== request) return;
          pipeline.api.rows = [...pipeline.api.rows.slice(1), { id: 9999, at: young, text: 'late' }];
        };
        await pipeline.sync(NOW);
        await pipeline.sync(NOW + HOUR);
        await pipeline.sync(NOW + 8 * DAY);
        expect(pipeline.missing, `request ${request}`).toEqual([]);
      }
    },
  );

  test('a total that is always 0 over more than can be paged through', async () => {
    const pipeline = new Pipeline(evenly(12_000, 60), { total: () => 0 });
    await pipeline.sync(NOW);
    expect(pipeline.missing).toEqual([]);
  });
});

describe('the clock', () => {
  test('two days behind once costs no record and no cursor', async () => {
    const pipeline = new Pipeline(evenly(20_000, 200));
    await pipeline.sync(NOW);
    const cursor = Number(pipeline.state?.['started_at']);
    const { written } = await pipeline.sync(NOW - 2 * DAY);
    expect(written).toBeLessThan(50);
    expect(Number(pipeline.state?.['started_at'])).toBe(cursor);
    const added = { id: 30_000, at: NOW + 600, text: '' };
    pipeline.api.rows = [...pipeline.api.rows, added];
    const again = await pipeline.sync(NOW + HOUR);
    expect(again.written).toBeLessThan(50);
    expect(pipeline.missing).toEqual([]);
  });

  test('that is not reliable cuts nothing off, in full refresh too', async () => {
    for (const mode of ['full_refresh', 'incremental'] as const) {
      for (const off of [-365 * DAY, -DAY, 0, 300 * DAY]) {
        const pipeline = new Pipeline(evenly(300, 60));
        await pipeline.sync(NOW + off, { mode, nowReliable: false });
        await pipeline.sync(NOW + off + 60, { mode, nowReliable: false });
        expect(pipeline.missing).toEqual([]);
      }
    }
  });

  test('that was not reliable makes no call final', async () => {
    const pipeline = new Pipeline(evenly(2000, 300));
    await pipeline.sync(NOW + 90 * DAY, { nowReliable: false });
    pipeline.api.rows = pipeline.api.rows.map((row) => (row.id === 1990 ? { ...row, text: 'late' } : row));
    await pipeline.sync(NOW + HOUR);
    expect(pipeline.rows.get(1990)?.text).toBe('late');
  });
});

describe('what did not change is not sent again', () => {
  test.each([true, false])(
    'an account in which nothing happens any more (inclusive bounds: %s)',
    async (fromInclusive) => {
      const pipeline = new Pipeline(evenly(500, 1), { fromInclusive });
      await pipeline.sync(NOW);
      for (let hour = 1; hour <= 400; hour += 7) {
        expect((await pipeline.sync(NOW + hour * HOUR)).written).toBe(0);
      }
    },
  );

  test('rows just before the start are not written by a query that takes its bound in', async () => {
    const pipeline = new Pipeline(evenly(3000, 1), { fromInclusive: true });
    await pipeline.sync(NOW);
    for (let minute = 1; minute <= 300; minute += 10) {
      expect((await pipeline.sync(NOW + minute * 60)).written).toBe(0);
    }
  });

  test('the estimate counts rows to send, not rows to read', async () => {
    const pipeline = new Pipeline(evenly(3000, 60));
    await pipeline.sync(NOW);
    expect(pipeline.expected).toBeGreaterThan(2500);
    await pipeline.sync(NOW + 60);
    expect(pipeline.expected).toBeLessThan(20);
  });
});

function withOddRows(shown: FakeBehaviour['shown']): Pipeline {
  return new Pipeline(evenly(300, 600), { shown: (row) => (row.id % 50 === 7 ? shown(row) : row.at) });
}

describe('odd rows', () => {
  test.each([
    ['no time', () => undefined, []],
    ['milliseconds', ({ at }: FakeRow) => at * 1000, ['odd-rows']],
    ['2^53 - 1', () => Number.MAX_SAFE_INTEGER, ['odd-rows']],
    ['forty days ahead', () => NOW + 40 * DAY, ['odd-rows']],
    ['zero', () => 0, ['odd-rows']],
  ])('with %s are written once and never move the cursor', async (_, shown, codes) => {
    const pipeline = withOddRows(shown);
    await pipeline.sync(NOW);
    expect(pipeline.missing).toEqual([]);
    expect(Number(pipeline.state?.['started_at'])).toBeLessThanOrEqual(NOW);
    expect(pipeline.notices).toEqual(codes);
    for (let hour = 1; hour <= 20; hour++) expect((await pipeline.sync(NOW + hour * HOUR)).written).toBe(0);
  });

  test('too large ones are passed over: all others arrive, and the stream fails', async () => {
    const pipeline = new Pipeline(evenly(300, 600), { isTooLarge: ({ id }) => id === 157 });
    await expect(pipeline.sync(NOW)).rejects.toThrow('too large');
    expect(pipeline.missing).toEqual([157]);
    await expect(pipeline.sync(NOW + HOUR)).rejects.toThrow('too large');
  });
});

describe('requests', () => {
  test('ties in another order at each request cost at most twice the least', async () => {
    const rows = Array.from({ length: 23_000 }, (_, index) => ({
      id: index + 1,
      at: NOW - 8000 + Math.floor(index / 3),
      text: '',
    }));
    const pipeline = new Pipeline(rows, { shuffledTies: true });
    const { requests } = await pipeline.sync(NOW);
    expect(pipeline.missing).toEqual([]);
    expect(requests).toBeLessThanOrEqual(2 * (23_000 / 50));
  });
});

test('another company is said once, and its rows are read', async () => {
  const pipeline = new Pipeline(evenly(100, 600));
  await pipeline.sync(NOW, { account: 'one' });
  await pipeline.sync(NOW + 60, { account: undefined });
  await pipeline.sync(NOW + 120, { account: 'two' });
  await pipeline.sync(NOW + 180, { account: 'two' });
  expect(pipeline.notices).toEqual(['account-changed']);
});

test('a state of the first version is read without loss and without sending anything again', async () => {
  const pipeline = new Pipeline(evenly(3000, 600));
  await pipeline.sync(NOW);
  pipeline.state = {
    v: 1,
    started_at: NOW - 10,
    since: null,
    at: null,
    tiers: [2, 4, 8, 16, 32, 64, 128, 168].map((hours) => [hours, isoSeconds(NOW)]),
    buckets: pipeline.state?.['buckets'],
  };
  pipeline.api.rows = pipeline.api.rows.map((row) => (row.id === 2500 ? { ...row, text: 'late' } : row));
  let written = 0;
  for (let hour = 1; hour <= 60; hour++) written += (await pipeline.sync(NOW + hour * HOUR)).written;
  expect(pipeline.rows.get(2500)?.text).toBe('late');
  expect(written).toBeLessThan(40);
  expect(pipeline.state).toMatchObject({ v: 2 });
});
