import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Aircall } from '../simulator/aircall.ts';
import { serve, type Served } from '../simulator/server.ts';
import { coreStreams, catalogOf } from '../support/catalog.ts';
import { Ledger, truthOf } from '../support/ledger.ts';
import { keptStates } from '../support/output.ts';
import { configFor, runConnector, type ProcessRun } from '../support/run-connector.ts';
import { columnsOf } from '../support/schema.ts';

const size = { calls: 1234, users: 137, teams: 61 } as const;

/** Columns that the API shows only when it is asked for more than the list, or that the connector adds by itself. */
const rarelyThere: Readonly<Record<string, readonly string[]>> = {
  users: ['_ab_cdc_deleted_at'],
  teams: ['_ab_cdc_deleted_at'],
  calls: ['call_uuid', 'ivr_options_selected', 'ai_voice_agents'],
};

let aircall: Aircall;
let served: Served;

beforeAll(async () => {
  aircall = new Aircall({ ...size, days: 90 });
  served = await serve(aircall);
});
afterAll(() => served.close());

async function read(mode: 'incremental' | 'full_refresh', state?: unknown): Promise<ProcessRun> {
  const catalog = catalogOf(coreStreams, mode);
  const config = configFor(aircall, served.url);
  const run = await runConnector('read', { config, catalog, ...(state !== undefined && { state }) });
  expect(run.exitCode).toBe(0);
  return run;
}

describe('an account of 1,234 calls, 137 users and 61 teams', () => {
  let first: ProcessRun;
  let ledger: Ledger;

  beforeAll(async () => {
    aircall.requests.length = 0;
    first = await read('incremental');
    ledger = new Ledger().take(first);
  });

  test('arrives whole and once by incremental syncs', () => {
    for (const stream of coreStreams) expect(first.rows(stream)).toHaveLength(size[stream]);
    expect(ledger.everything()).toEqual(truthOf(aircall.account));
    expect(aircall.violations).toEqual([]);
  });

  test('costs a request for every fifty rows, one for the key, and hardly any more', () => {
    const least = coreStreams.reduce((sum, stream) => sum + Math.ceil(size[stream] / 50), 1);
    expect(aircall.requests.length).toBeLessThanOrEqual(Math.ceil(least * 1.03) + 2);
  });

  test('arrives whole and once by a full refresh', async () => {
    const full = await read('full_refresh');
    for (const stream of coreStreams) expect(full.rows(stream)).toHaveLength(size[stream]);
    expect(new Ledger().take(full).everything()).toEqual(truthOf(aircall.account));
    expect(full.lastStates.map(({ state }) => state.stream.stream_state)).toEqual([
      { v: 2 },
      { v: 2 },
      { v: 2 },
    ]);
    expect(full.codes('WARN')).toEqual(['history-overwritten']);
  });

  test.each(coreStreams)('shows a value in every column that the schema of %s names', (stream) => {
    const seen = new Set(first.rows(stream).flatMap((row) => Object.keys(row)));
    expect(columnsOf(stream).filter((column) => !seen.has(column))).toEqual(rarelyThere[stream]);
  });

  test('says the order of the streams, what is to be read, and at the end what it cost', () => {
    expect(first.statuses.map(({ status, stream_descriptor: { name } }) => `${name} ${status}`)).toEqual(
      coreStreams.flatMap((name) => [`${name} STARTED`, `${name} RUNNING`, `${name} COMPLETE`]),
    );
    const codes = first.codes('INFO').filter((code) => code !== 'slice-verified');
    expect(codes).toEqual([
      'run-started',
      'stream-read',
      'stream-read',
      'stream-estimate',
      'stream-read',
      'run-ended',
    ]);
    expect(first.logs.find(({ code }) => code === 'stream-estimate')?.text).toMatch(
      /^calls: about 1\d{3} rows to send, with \d\d requests/,
    );
    expect(first.codes('WARN')).toEqual([]);
    // Two of its comments hold half of an emoji, one holds NUL.
    expect(first.logs.findLast(({ code }) => code === 'stream-read')?.text).toContain('strings_sanitized=3');
  });

  test('is not sent again by the sync after it, which asks for no more than the lists and what is young', async () => {
    aircall.requests.length = 0;
    const second = await read('incremental', first.lastStates);
    expect(second.records).toEqual([]);
    expect(second.lastStates).toHaveLength(3);
    const [companies, calls] = ['/v1/company', '/v1/calls'].map(
      (path) => aircall.requests.filter((request) => request.path === path).length,
    );
    expect([companies, calls]).toEqual([1, 1]);
  });

  test('with one user renamed and one deleted gives exactly two records of users', async () => {
    const [, renamed = 0, deleted = 0] = aircall.account.users.keys();
    aircall.account.renameUser(renamed, 'Renée Example-Örn');
    aircall.account.deleteUser(deleted);
    const third = await read('incremental', first.lastStates);
    expect(third.rows('users')).toMatchObject([
      { id: renamed, name: 'Renée Example-Örn' },
      { id: deleted, _ab_cdc_deleted_at: new Date(aircall.clock.nowMs()).toISOString() },
    ]);
    expect(third.rows('users').map((row) => Object.keys(row).length)[1]).toBe(3);
    expect(ledger.copy().take(third).rows('users')).toEqual(truthOf(aircall.account).users);

    const states = keptStates(first.lastStates, third.lastStates);
    expect((await read('incremental', states)).rows('users')).toEqual([]);
  });
});

describe('the commands that read no data', () => {
  test('check makes one request when all is well', async () => {
    aircall.requests.length = 0;
    const check = await runConnector('check', { config: configFor(aircall, served.url) });
    expect(check.messages).toEqual([
      { type: 'CONNECTION_STATUS', connectionStatus: { status: 'SUCCEEDED' } },
    ]);
    expect([check.exitCode, check.stderr]).toEqual([0, '']);
    expect(aircall.requests.map(({ path }) => path)).toEqual(['/v1/company']);
  });

  test('discover makes none, and says the same bytes every time', async () => {
    aircall.requests.length = 0;
    const config = configFor(aircall, served.url);
    const [one, two] = [
      await runConnector('discover', { config }),
      await runConnector('discover', { config }),
    ];
    expect(one.lines).toEqual(two.lines);
    expect(one.lines).toHaveLength(1);
    expect(aircall.requests).toEqual([]);
  });

  test('spec says one line', async () => {
    const spec = await runConnector('spec');
    expect([spec.exitCode, spec.messages.map(({ type }) => type)]).toEqual([0, ['SPEC']]);
  });
});
