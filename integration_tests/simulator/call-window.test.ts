import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Aircall } from './aircall.ts';
import type { Bound, Knobs } from './knobs.ts';

const nowMs = Date.UTC(2026, 8, 15, 10, 0, 0);
const now = nowMs / 1000;
const settled = { habits: { startShiftShare: 0 } };

function company(seconds: readonly number[], knobs: Partial<Knobs> = {}): Aircall {
  const aircall = new Aircall({ calls: 0, nowMs, knobs, ...settled });
  for (const at of seconds) aircall.account.addCall(at);
  return aircall;
}

function starts(aircall: Aircall, query: Parameters<Aircall['listCalls']>[0] = {}): number[] {
  return aircall.listCalls({ perPage: 50, ...query }).rows.map((row) => Number(row['started_at']) - now);
}

/** The ids of a whole window, page by page. */
function walk(aircall: Aircall, query: { from?: number; to?: number } = {}): unknown[] {
  const ids: unknown[] = [];
  for (let page = 1; ; page += 1) {
    const { rows, meta } = aircall.listCalls({ ...query, page, perPage: 50 });
    ids.push(...rows.map(({ id }) => id));
    if (page * meta.per_page >= meta.total) return ids;
  }
}

describe('from and to', () => {
  const at = [now - 300, now - 200, now - 100];
  const window = { from: now - 300, to: now - 100 };
  test.each([
    [{}, [-200, -100]],
    [{ callsFrom: 'inclusive' }, [-300, -200, -100]],
    [{ callsTo: 'exclusive' }, [-200]],
    [{ callsFrom: 'inclusive', callsTo: 'exclusive' }, [-300, -200]],
  ] as const)('with the knobs %j are as they say', (knobs, expected) => {
    expect(starts(company(at, knobs), window)).toEqual(expected);
  });

  test('tile the time without a gap or a repetition by default', () => {
    const aircall = company(at);
    expect([
      ...starts(aircall, { from: now - 1000, to: now - 200 }),
      ...starts(aircall, { from: now - 200, to: now }),
    ]).toEqual([-300, -200, -100]);
  });

  test('may be turned round, and then match nothing', () => {
    expect(starts(company(at), { from: now, to: now - 1000 })).toEqual([]);
  });

  test('take fractions, and ignore what is no number', () => {
    const aircall = company(at);
    const { payload } = aircall.ask('/v1/calls', { from: `${now - 200}.0`, to: 'soon' });
    expect(payload).toMatchObject({ meta: { total: 1 } });
  });
});

describe('the order', () => {
  test('is ascending, or descending on demand', () => {
    const aircall = company([now - 10, now - 30, now - 20]);
    expect(starts(aircall)).toEqual([-30, -20, -10]);
    expect(starts(aircall, { order: 'desc' })).toEqual([-10, -20, -30]);
  });

  test('within a second is the same at each request by default', () => {
    const aircall = company(Array.from({ length: 40 }, () => now - 10));
    expect(walk(aircall)).toEqual(walk(aircall));
  });

  test('within a second is another one at each request with shuffled ties, also across the edges of pages', () => {
    const aircall = company([now - 9, ...Array.from({ length: 120 }, () => now - 10), now - 11], {
      ties: 'shuffled',
    });
    const pages = [1, 1].map(() => aircall.listCalls({ perPage: 50 }).rows.map(({ id }) => id));
    expect(pages[0]).not.toEqual(pages[1]);
    expect(pages[0]?.[0]).toBe(pages[1]?.[0]);
    const middle = Array.from({ length: 40 }, () => aircall.listCalls({ perPage: 50, page: 2 }).rows);
    expect(new Set(middle.flat().map(({ id }) => id)).size).toBe(120);
    expect(middle.every((rows) => new Set(rows.map(({ id }) => id)).size === 50)).toBe(true);
    const last = aircall.listCalls({ perPage: 50, page: 3 }).rows.at(-1);
    expect(last).toMatchObject({ started_at: now - 9 });
  });

  test('is disturbed by as many minutes as the knob says, and the filter still acts on started_at', () => {
    const every = Array.from({ length: 200 }, (_, n) => now - 40_000 + n * 60);
    const aircall = company(every, { disorderMinutes: 10 });
    const seen = [1, 2, 3, 4].flatMap((page) => starts(aircall, { page }));
    expect(seen.toSorted((a, b) => a - b)).toEqual(every.map((at) => at - now));
    expect(seen).not.toEqual(every.map((at) => at - now));
    const late = seen.map((at, place) => Math.max(...seen.slice(0, place + 1)) - at);
    expect(Math.max(...late)).toBeLessThanOrEqual(2 * 600);
    const from = now - 40_000 + 50 * 60;
    expect(
      starts(aircall, { from, to: from + 600 }).every((at) => at + now > from && at + now <= from + 600),
    ).toBe(true);
  });

  test('follows changes of the account also where it is disturbed', () => {
    const aircall = company([now - 100, now - 90, now - 80], { disorderMinutes: 10 });
    const [first = 0] = walk(aircall).map(Number);
    aircall.account.deleteCall(first);
    const { id } = aircall.account.addCall(now - 95);
    const ids = walk(aircall);
    expect(ids).toHaveLength(3);
    expect([ids.includes(id), ids.includes(first)]).toEqual([true, false]);
  });

  test('and the filter both follow the hidden key when the knob says so', () => {
    const every = Array.from({ length: 200 }, (_, n) => now - 40_000 + n * 60);
    const aircall = company(every, { disorderMinutes: 10, filterOn: 'sort_key' });
    const from = now - 40_000 + 50 * 60;
    const found = starts(aircall, { from, to: from + 1800 });
    expect(found.some((at) => at + now <= from || at + now > from + 1800)).toBe(true);
    expect(found.every((at) => at + now > from - 600 && at + now <= from + 1800 + 600)).toBe(true);
  });
});

describe('the horizon', () => {
  const edge = Date.UTC(2026, 2, 15, 10, 0, 0) / 1000;

  test('lies six calendar months back and moves with the clock, in the list only', () => {
    const aircall = company([edge - 1, edge, edge + 1]);
    const ids = aircall.account.callIds();
    expect(walk(aircall)).toEqual(ids.slice(1));
    expect(walk(aircall, { from: 0 })).toEqual(ids.slice(1));
    aircall.clock.advance(2000);
    expect(walk(aircall)).toEqual([]);
    expect(ids.map((id) => aircall.ask(`/v1/calls/${id}`).status)).toEqual([200, 200, 200]);
  });

  test('makes an empty answer of a window wholly before it', () => {
    expect(starts(company([edge - 10]), { from: edge - 100, to: edge - 5 })).toEqual([]);
  });

  test('refuses an older from when the knob says so', () => {
    const aircall = company([edge + 1], { horizon: 'reject' });
    expect(aircall.ask('/v1/calls', { from: edge - 1 }).status).toBe(400);
    expect(aircall.ask('/v1/calls', { from: edge }).status).toBe(200);
    expect(aircall.ask('/v1/calls').status).toBe(200);
  });

  test('of the 31st of August is the end of February', () => {
    const aircall = new Aircall({ calls: 0, nowMs: Date.UTC(2026, 7, 31, 1, 2, 3) });
    expect(new Date(aircall.account.horizon() * 1000).toISOString()).toBe('2026-02-28T01:02:03.000Z');
  });
});

describe('calls to come', () => {
  test('show up when the clock reaches them', () => {
    const aircall = company([now - 5, now + 60, now + 120]);
    expect(starts(aircall)).toEqual([-5]);
    aircall.clock.advance(60_000);
    expect(starts(aircall)).toEqual([-5, 60]);
    aircall.clock.advance(3_600_000);
    expect(starts(aircall)).toEqual([-5, 60, 120]);
  });

  test('are not to be had by id before', () => {
    const aircall = company([now + 60]);
    const { id } = aircall.account.addCall(now + 30);
    expect(aircall.ask(`/v1/calls/${id}`).status).toBe(404);
    aircall.clock.advance(30_000);
    expect(aircall.ask(`/v1/calls/${id}`).status).toBe(200);
  });

  test('show up late with an insertion lag, in their place', () => {
    const many = Array.from({ length: 100 }, (_, n) => now - 100 + n);
    const aircall = company(many, { insertionLagSeconds: 600 });
    const early = starts(aircall).length;
    expect(early).toBeLessThan(50);
    aircall.clock.advance(600_000);
    expect(walk(aircall)).toHaveLength(100);
    expect(starts(aircall)).toEqual(many.slice(0, 50).map((at) => at - now));
  });
});

test('whatever the knobs, the pages of a window are the calls within it, and the total is their number', () => {
  const bound = fc.constantFrom<Bound[]>('inclusive', 'exclusive');
  const knobs = fc.record({
    callsFrom: bound,
    callsTo: bound,
    disorderMinutes: fc.constantFrom(0, 1),
    perPageMax: fc.constantFrom(50, 7, 1),
  });
  const second = fc.integer({ min: -90, max: 0 });
  fc.assert(
    fc.property(knobs, fc.array(second, { maxLength: 80 }), second, second, (turned, at, from, to) => {
      const aircall = company(
        at.map((seconds) => now + seconds),
        turned,
      );
      const inside = at.filter(
        (seconds) =>
          (seconds > from || (turned.callsFrom === 'inclusive' && seconds === from)) &&
          (seconds < to || (turned.callsTo === 'inclusive' && seconds === to)),
      );
      const ids = walk(aircall, { from: now + from, to: now + to });
      expect(ids).toHaveLength(inside.length);
      expect(new Set(ids).size).toBe(inside.length);
      expect(aircall.listCalls({ from: now + from, to: now + to }).meta.total).toBe(inside.length);
    }),
    { numRuns: 200 },
  );
});
