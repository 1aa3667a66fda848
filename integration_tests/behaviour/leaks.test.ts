import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../../src/http/clock.ts';
import { Aircall } from '../simulator/aircall.ts';
import type { Fault } from '../simulator/faults.ts';
import { serve, type Served } from '../simulator/server.ts';
import { hopelessKinds, passingKinds } from './faults/kinds.ts';
import { catalogOf } from '../support/catalog.ts';
import { accelerateTimers } from '../support/accelerate-timers.ts';
import { configFor, runConnector } from '../support/run-connector.ts';
import { runHere, type HereRun } from '../support/run-here.ts';
import { formsOf, leaksIn, plainKey, secretKey } from '../support/secrets.ts';

const catalog = catalogOf();

/** What Aircall, or what stands in between, may say back. */
function echoes(key: { apiId: string; apiToken: string }): readonly Fault[] {
  const basic = `Basic ${Buffer.from(`${key.apiId}:${key.apiToken}`).toString('base64')}`;
  const texts = [
    `{"error":"Forbidden","request":{"headers":{"Authorization":${JSON.stringify(basic)}}}}`,
    `<html><body>user ${key.apiId} password ${key.apiToken}</body></html>`,
    JSON.stringify({ error: JSON.stringify({ key }) }),
    encodeURIComponent(`https://${key.apiId}:${key.apiToken}@api.aircall.io`),
    `${'x'.repeat(49_990)}${key.apiToken}`,
  ];
  return texts.flatMap((body): Fault[] => [
    ...[400, 403, 404, 422, 429, 500].map((status): Fault => ({ kind: 'status', status, body })),
    { kind: 'text', edit: () => body },
    { kind: 'headers', headers: { 'content-type': `text/html; ${key.apiId}` } },
    { kind: 'status', status: 302, headers: { location: `https://example.com/?token=${key.apiToken}` } },
  ]);
}

describe.each([
  ['an ordinary key', plainKey],
  ['a key that every encoding changes', secretKey],
] as const)('%s', (_name, key) => {
  const forms = formsOf(key);
  let aircall: Aircall;
  let served: Served;

  beforeAll(async () => {
    aircall = new Aircall({ calls: 60, users: 5, teams: 2, ...key });
    served = await serve(aircall);
  });
  afterAll(() => served.close());

  /** A read in which all requests of a path fail, or all requests there are. */
  async function failing(fault: Fault, path: RegExp, settings: object = {}): Promise<HereRun> {
    aircall.clearFaults();
    aircall.fault({ path }, fault, Infinity);
    return runHere('read', { config: configFor(aircall, served.url, settings), catalog, flags: ['--debug'] });
  }

  test('is in nothing that a run says in which everything fails', async () => {
    const kinds = [...passingKinds, ...hopelessKinds].map(({ fault }) => fault);
    for (const fault of [...kinds, ...echoes(key)]) {
      for (const path of [/./, /calls/]) {
        const run = await failing(fault, path);
        expect(leaksIn(run.lines.join('\n') + run.stderr, forms)).toEqual([]);
      }
    }
  });

  test('is in nothing that check says', async () => {
    const unhurry = accelerateTimers(200);
    onTestFinished(unhurry);
    for (const fault of echoes(key)) {
      aircall.clearFaults();
      aircall.fault({ path: '/v1/ping' }, fault, Infinity);
      const config = configFor(aircall, served.url);
      const run = await runHere('check', { config, flags: ['--debug'], clock: systemClock });
      expect(run.lines.length).toBeGreaterThan(0);
      expect(leaksIn(run.lines.join('\n') + run.stderr, forms)).toEqual([]);
    }
  });

  test('is in nothing that is said of a config or an argument that is wrong', async () => {
    const { apiId, apiToken } = key;
    const wrong = { api_id: apiId, api_token: apiToken, start_date: apiToken, lookback_days: apiToken };
    const configs: object[] = [
      wrong,
      { ...wrong, requests_per_minute: apiToken, api_url: `https://${apiId}:${apiToken}@example.com` },
      { api_token: apiToken, api_id: { value: apiToken } },
      { api_id: apiId, api_token: [apiToken] },
      { api_id: apiToken, api_token: apiToken, deletions: apiToken, on_count_mismatch: apiId },
    ];
    for (const config of configs) {
      for (const command of ['read', 'check', 'discover']) {
        const run = await runHere(command, {
          config,
          catalog,
          flags: ['--debug', `--api_token=${apiToken}`],
        });
        expect(leaksIn(run.lines.join('\n') + run.stderr, forms)).toEqual([]);
      }
    }
  });

  test('is in nothing that the process says with every kind of output on', async () => {
    aircall.clearFaults();
    aircall.fault(
      { path: '/v1/calls' },
      { kind: 'status', status: 403, body: `{"key":"${key.apiToken}"}` },
      Infinity,
    );
    const config = configFor(aircall, served.url);
    const env = { LOG_LEVEL: 'trace', NODE_DEBUG: 'http,net,tls,undici,fetch', DEBUG: '*' };
    const run = await runConnector('read', { config, catalog, env, flags: ['--debug'] });
    expect(run.exitCode).toBe(1);
    expect(leaksIn(run.lines.join('\n'), forms)).toEqual([]);
  });
});

test('the search finds what it is to find', () => {
  const forms = formsOf(secretKey);
  const { apiId, apiToken } = secretKey;
  const basic = Buffer.from(`${apiId}:${apiToken}`).toString('base64');
  for (const text of [
    apiId,
    `a ${apiToken} b`,
    JSON.stringify({ apiToken }),
    `Basic ${basic}`,
    encodeURIComponent(apiId),
  ]) {
    expect(leaksIn(text, forms)).not.toEqual([]);
  }
  expect(
    leaksIn(`Authorization: Basic ${Buffer.from(`x${apiToken}`).toString('base64url')}`, forms),
  ).not.toEqual([]);
  expect(leaksIn('an ordinary text', forms)).toEqual([]);
});

test('what a short id blanks is no ordinary text', async () => {
  const key = { apiId: 'in', apiToken: plainKey.apiToken };
  const aircall = new Aircall({ calls: 20, users: 5, teams: 2, ...key });
  const served = await serve(aircall);
  aircall.fault({ path: '/v1/teams' }, { kind: 'status', status: 422 }, 1);
  const run = await runHere('read', { config: configFor(aircall, served.url), catalog });
  expect(run.logs.filter(({ code }) => code === 'slice-verified')[0]?.text).toContain('passes=1');
  expect(run.rows('users')).toHaveLength(5);
  await served.close();
});
