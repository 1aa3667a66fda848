import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Aircall } from '../simulator/aircall.ts';
import type { FaultTarget } from '../simulator/faults.ts';
import type { Row } from '../simulator/people.ts';
import { serve, type Served } from '../simulator/server.ts';
import { catalogOf, type Configured } from '../support/catalog.ts';
import { configFor } from '../support/run-connector.ts';
import { runHere, type HereRun } from '../support/run-here.ts';

let aircall: Aircall;
let served: Served;

beforeEach(async () => {
  aircall = new Aircall({ calls: 180, users: 61, teams: 3, days: 20, inProgress: false });
  served = await serve(aircall);
});
afterEach(() => served.close());

function read(name: string, more: Partial<Configured> = {}): Promise<HereRun> {
  const streams = catalogOf([name]).streams.map((stream) => ({ ...stream, ...more }));
  return runHere('read', { config: configFor(aircall, served.url), catalog: { streams } });
}

/** More than five rows of page 2's beginning at once. */
function isHeavy({ path, query }: FaultTarget): boolean {
  return path === '/v1/calls' && query['page'] === '2' && Number(query['per_page']) > 5;
}

/** Changes the first row of every answer of this list. */
function editRows(path: string, key: string, edit: (row: Row) => Row): void {
  const payload = (body: Row): Row => {
    const rows: unknown = body[key];
    return Array.isArray(rows)
      ? { ...body, [key]: rows.map((row: Row, at) => (at === 0 ? edit(row) : row)) }
      : body;
  };
  aircall.fault({ path }, { kind: 'payload', edit: payload }, Infinity);
}

describe('a user whose created_at is odd is written, with a warning, and asked for no more often', () => {
  test.each([
    ['null', null, ['odd-rows', 'schema-drift']],
    ['missing', undefined, ['odd-rows']],
    ['an integer', 1_790_000_000, []],
    ['another form', '26/09/2026 10:00', ['odd-rows', 'schema-drift']],
  ])('%s', async (_, value, codes) => {
    editRows('/v2/users', 'users', (row) => ({ ...row, created_at: value }));
    const run = await read('users');
    expect([run.exitCode, run.rows('users')]).toEqual([0, expect.objectContaining({ length: 61 })]);
    expect(aircall.requests.filter(({ path }) => path === '/v2/users').length).toBeLessThanOrEqual(5);
    expect(run.codes('WARN')).toEqual(codes);
  });
});

test('whole numbers keep every digit, however deep and large', async () => {
  aircall.fault(
    { path: '/v1/calls' },
    {
      kind: 'text',
      edit: (text) => text.replaceAll('"comments":[]', '"comments":[{"id":9223372036854775807}]'),
    },
    Infinity,
  );
  const run = await read('calls');
  const lines = run.lines.filter((line) => line.includes('"comments":[{"id":9223372036854775807}]'));
  expect([run.exitCode, lines.length > 50]).toEqual([0, true]);
});

test('a page that Aircall cannot answer at once is read in parts', async () => {
  aircall.fault(isHeavy, { kind: 'status', status: 504 }, Infinity);
  const run = await read('calls');
  expect([run.exitCode, new Set(run.rows('calls').map(({ id }) => id)).size]).toEqual([0, 180]);
  expect(run.codes('INFO')).toContain('page-size-reduced');
});

test('columns that drift are named at every depth', async () => {
  editRows('/v1/calls', 'calls', (row) => ({ ...row, number: { ...Object(row['number']), mood: 'fine' } }));
  const run = await read('calls');
  expect(run.logs.find(({ code }) => code === 'schema-drift')?.text).toContain('number.mood');
});

describe('a full refresh of calls that replaces the table says what is lost', () => {
  test.each<[string, Partial<Configured>, boolean]>([
    ['overwrite', { destination_sync_mode: 'overwrite' }, true],
    ['overwrite with dedup', { destination_sync_mode: 'overwrite_dedup' }, true],
    [
      'a refresh that truncates',
      { destination_sync_mode: 'append', generation_id: 3, minimum_generation_id: 3 },
      true,
    ],
    ['append', { destination_sync_mode: 'append', generation_id: 3, minimum_generation_id: 0 }, false],
  ])('%s', async (_, more, warns) => {
    const run = await read('calls', { sync_mode: 'full_refresh', ...more });
    expect(run.codes('WARN')).toEqual(warns ? ['history-overwritten'] : []);
  });
});
