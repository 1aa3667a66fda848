import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { streams } from '../../src/streams/registry.ts';
import { Aircall, type AircallOptions } from '../simulator/aircall.ts';
import { insightOf } from '../simulator/insights.ts';
import type { Row } from '../simulator/people.ts';
import { serve, type Served } from '../simulator/server.ts';
import { catalogOf } from '../support/catalog.ts';
import { configFor } from '../support/run-connector.ts';
import { runHere, type HereRun } from '../support/run-here.ts';

const HOUR_MS = 3_600_000;

/** The streams that ask for something of each call, by the last part of their path. */
const insights = streams.flatMap(({ name, source }) =>
  source.kind === 'per-call'
    ? [{ name, part: source.path.split('/').at(-1) ?? '', isEditable: source.isEditable }]
    : [],
);
const names = insights.map(({ name }) => name);

let aircall: Aircall;
let served: Served;
let state: unknown;
/** The last row of each call, by stream. */
let tables: Map<string, Map<unknown, Row>>;

async function company(addOns: 403 | 'standard' | 'pro', options: AircallOptions = {}): Promise<void> {
  aircall = new Aircall({
    calls: 60,
    days: 3,
    futureCalls: 90,
    futureDays: 4,
    users: 6,
    teams: 1,
    edgeCases: false,
    knobs: { addOns },
    ...options,
  });
  served = await serve(aircall);
}

beforeEach(() => {
  state = undefined;
  tables = new Map(names.map((name) => [name, new Map()]));
});
afterEach(() => served.close());

async function sync(selected: readonly string[], settings: object = {}): Promise<HereRun> {
  const run = await runHere('read', {
    config: configFor(aircall, served.url, { insights_requests_per_hour: 100_000, ...settings }),
    catalog: catalogOf(selected),
    ...(state !== undefined && { state }),
  });
  const kept = new Map(
    (Array.isArray(state) ? state : []).map((message) => [
      message.state.stream.stream_descriptor.name,
      message,
    ]),
  );
  for (const message of run.lastStates) kept.set(message.state.stream.stream_descriptor.name, message);
  state = [...kept.values()];
  for (const name of names) for (const row of run.rows(name)) tables.get(name)?.set(row['call_id'], row);
  return run;
}

function warningsOf(run: HereRun): readonly string[] {
  return run.logs.flatMap(({ level, code, text }) => (level === 'WARN' ? [`${code}: ${text}`] : []));
}

/** Requests for results, by the last part of their path. */
function asked(): readonly string[] {
  return aircall.requests.flatMap(({ path }) => /^\/v1\/calls\/\d+\/([a-z_]+)$/.exec(path)?.[1] ?? []);
}

/** How often the calls were listed since this was asked last. */
function lists(): number {
  return aircall.requests.splice(0).filter(({ path }) => path === '/v1/calls').length;
}

/** What the account has for each call that ended before `before`, as a table should show it. */
function truth(part: string, before: number): ReadonlyMap<number, Row> {
  const now = Math.floor(aircall.clock.nowMs() / 1000);
  const rows = new Map<number, Row>();
  for (const { id, ended_at: endedAt } of aircall.account.visibleCalls()) {
    if (typeof endedAt !== 'number' || endedAt > before) continue;
    const row = insightOf(aircall.account, aircall.account.call(Number(id)), part, now);
    const isEmpty = Array.isArray(row?.['action_items']) && row['action_items'].length === 0;
    if (row !== undefined && !isEmpty) rows.set(Number(id), row);
  }
  return rows;
}

function inMs(_key: string, value: unknown): unknown {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) ? Date.parse(value) : value;
}

/** Without what the connector adds, and with times in one form. */
function comparable({ call_id: _id, started_at: _at, fetched_at: _fetched, ...row }: Row): string {
  return JSON.stringify(
    Object.entries(row).toSorted(([a], [b]) => (a < b ? -1 : 1)),
    inMs,
  );
}

describe.each([{ withCalls: true }, { withCalls: false }])(
  'with calls selected: $withCalls',
  ({ withCalls }) => {
    test('every result arrives once, and those that people change in their last form', async () => {
      await company('pro');
      const selected = withCalls ? ['users', 'calls', ...names] : names;
      for (let hour = 0; hour < 4 * 24; hour++) {
        const run = await sync(selected);
        expect([run.exitCode, warningsOf(run)]).toEqual([0, []]);
        aircall.clock.advance(HOUR_MS);
      }
      // Until the look-back is over nobody calls any more.
      for (let day = 0; day < 9; day++) {
        aircall.clock.advance(24 * HOUR_MS);
        await sync(selected);
      }
      for (const { name, part } of insights) {
        const expected = truth(part, Number.POSITIVE_INFINITY);
        const table = tables.get(name) ?? new Map<unknown, Row>();
        expect(expected.size).toBeGreaterThan(20);
        expect(Object.fromEntries([...table].map(([id, row]) => [String(id), comparable(row)]))).toEqual(
          Object.fromEntries([...expected].map(([id, row]) => [String(id), comparable(row)])),
        );
        for (const row of table.values()) expect(row['fetched_at']).toMatch(/^2026-09-\d\dT/);
      }
      expect(aircall.violations).toEqual([]);
    });
  },
);

test('without the add-on each stream is complete, empty, and asked for once a sync', async () => {
  await company(403);
  const first = await sync(['calls', ...names]);
  expect([first.exitCode, asked().length]).toEqual([0, 5 * names.length]);
  expect(first.codes('WARN')).toEqual(names.map(() => 'stream-unavailable'));
  expect(first.statuses.filter(({ status }) => status === 'COMPLETE')).toHaveLength(1 + names.length);
  for (let hour = 0; hour < 3; hour++) {
    aircall.requests.length = 0;
    aircall.clock.advance(HOUR_MS);
    const run = await sync(['calls', ...names]);
    expect([run.exitCode, warningsOf(run)]).toEqual([0, []]);
    expect(asked().length).toBeLessThanOrEqual(names.length);
  }
  aircall.knobs.addOns = 'standard';
  aircall.clock.advance(HOUR_MS);
  await sync(['calls', ...names]);
  expect(tables.get('summaries')?.size).toBeGreaterThan(10);
  expect(tables.get('evaluations')?.size).toBe(0);
});

test('comes after everything else, within its budget, and says what is left', async () => {
  await company('pro');
  const run = await sync(['calls', 'contacts', ...names], { insights_requests_per_hour: 45 });
  expect(asked()).toHaveLength(45);
  const firstResult = aircall.requests.findIndex(({ path }) => /\/calls\/\d+\//.test(path));
  expect(aircall.requests.slice(firstResult).every(({ path }) => /\/calls\/\d+\//.test(path))).toBe(true);
  expect(new Set(asked()).size).toBe(9);
  const backlog = run.logs.filter(({ code }) => code === 'insights-backlog');
  expect(backlog).toHaveLength(9);
  expect(backlog[0]?.text).toMatch(/^stream=transcriptions calls=\d+ requests=\d+ syncs=\d+$/);
  expect(
    run.logs.find(({ code, text }) => code === 'stream-estimate' && text.startsWith('summaries'))?.text,
  ).toContain('5 requests');
});

test('costs no further list of calls where calls is selected', async () => {
  await company('pro');
  await sync(['calls']);
  const alone = lists();
  state = undefined;
  await sync(['calls', 'summaries', 'topics']);
  expect(lists()).toBe(alone);
});

test('the recording is deleted: what people change becomes a tombstone at its next time', async () => {
  await company('pro');
  await sync(names);
  const [id] = [...(tables.get('custom_summaries')?.keys() ?? [])];
  aircall.account.deletedRecordings.add(Number(id));
  for (let day = 0; day < 9; day++) {
    aircall.clock.advance(24 * HOUR_MS);
    await sync(names);
  }
  expect(tables.get('custom_summaries')?.get(id)).toMatchObject({
    call_id: id,
    _ab_cdc_deleted_at: expect.stringMatching(/^2026-09-/),
  });
});

test('history goes backwards to the start date, the newest call first', async () => {
  await company('pro', { calls: 300, days: 60, futureCalls: 0 });
  const settings = { start_date: '2026-07-20', insights_requests_per_hour: 60 };
  const seen: number[] = [];
  for (let syncs = 0; syncs < 8; syncs++) {
    const run = await sync(['summaries'], settings);
    seen.push(...run.rows('summaries').map((row) => Date.parse(String(row['started_at']))));
    aircall.clock.advance(HOUR_MS);
  }
  const oldest = Math.min(...seen);
  expect(oldest).toBeLessThan(Date.parse('2026-08-05'));
  expect(oldest).toBeGreaterThanOrEqual(Date.parse('2026-07-20'));
  expect(tables.get('summaries')?.size).toBe(seen.length);
});
