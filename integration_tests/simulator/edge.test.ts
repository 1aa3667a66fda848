import { describe, expect, test } from 'vitest';
import { Aircall } from './aircall.ts';

const quiet = { calls: 3 };

function get(aircall: Aircall, url: string, headers: Record<string, string> = { ...aircall.authorized }) {
  const { status, body, headers: answered } = aircall.answer({ method: 'GET', url, headers });
  return { status, body, headers: answered };
}

function basic(text: string): Record<string, string> {
  return { authorization: `Basic ${Buffer.from(text).toString('base64')}` };
}

describe('the gateway in front of the API', () => {
  test.each([
    ['no key', '/v1/ping', {}, 401, '{"message":"Unauthorized"}'],
    ['a wrong key', '/v1/ping', basic('demo-api-id:wrong'), 403, '{"message":"Forbidden"}'],
    ['a malformed key', '/v1/calls', { authorization: 'Basic ???' }, 403, '{"message":"Forbidden"}'],
    ['an unknown path', '/v1/nothing', {}, 404, '{"message":"Not Found"}'],
    ['an unknown path with a wrong key', '/v3/calls', basic('a:b'), 404, '{"message":"Not Found"}'],
  ])('answers %s as it was observed to', (_, url, headers, status, body) => {
    expect(get(new Aircall(quiet), url, headers)).toMatchObject({ status, body });
  });

  test('lets the right key in, and another one when it is told to', () => {
    expect(get(new Aircall(quiet), '/v1/ping')).toMatchObject({ status: 200, body: '{"ping":"pong"}' });
    const other = new Aircall({ ...quiet, apiId: 'other', apiToken: 'key' });
    expect(get(other, '/v1/ping', basic('other:key')).status).toBe(200);
    expect(get(other, '/v1/ping', basic('demo-api-id:demo-api-token-for-the-simulator')).status).toBe(403);
  });

  test('forbids everything once the key is revoked', () => {
    const aircall = new Aircall(quiet);
    aircall.revokeKey();
    expect(get(aircall, '/v1/ping').status).toBe(403);
    expect(get(aircall, '/v1/ping', {}).status).toBe(401);
  });

  test('says no rate-limit headers on ordinary answers', () => {
    const names = Object.keys(
      get(new Aircall({ ...quiet, rateLimit: { perMinute: 60 } }), '/v1/calls').headers,
    );
    expect(names.filter((name) => name.startsWith('x-aircallapi'))).toEqual([]);
  });
});

describe('the Date header', () => {
  const nowMs = Date.UTC(2026, 2, 1, 12, 0, 0);
  test.each([
    ['right', 'Sun, 01 Mar 2026 12:00:01 GMT'],
    [{ offsetMs: -3_600_000 }, 'Sun, 01 Mar 2026 11:00:01 GMT'],
    [{ stuckAtMs: nowMs }, 'Sun, 01 Mar 2026 12:00:00 GMT'],
    ['garbled', 'yesterday, at noon'],
    ['missing', undefined],
  ] as const)('with the knob %j is %s', (date, expected) => {
    const aircall = new Aircall({ ...quiet, nowMs, knobs: { date } });
    aircall.clock.advance(1000);
    expect(get(aircall, '/v1/ping').headers['date']).toBe(expected);
  });

  test('can be turned while the simulation runs', () => {
    const aircall = new Aircall({ ...quiet, nowMs });
    aircall.knobs.date = 'missing';
    expect(aircall.ask('/v1/ping').dateMs).toBeUndefined();
    aircall.knobs.date = 'right';
    expect(aircall.ask('/v1/ping').dateMs).toBe(nowMs);
  });
});

describe('what it remembers of its clients', () => {
  test('logs every request in order, with what became of it', () => {
    const aircall = new Aircall(quiet);
    get(aircall, '/v1/calls?page=1&per_page=50');
    get(aircall, '/v1/ping', {});
    expect(aircall.requests).toMatchObject([
      { number: 1, method: 'GET', path: '/v1/calls', query: { page: '1', per_page: '50' }, status: 200 },
      { number: 2, path: '/v1/ping', status: 401 },
    ]);
  });

  test('notices a client that breaks the rules', () => {
    const aircall = new Aircall(quiet);
    aircall.answer({ method: 'POST', url: '/v1/calls', headers: { ...aircall.authorized } });
    aircall.ask('/v1/calls', { page: 201, per_page: 50 });
    aircall.ask('/v1/calls', { from: '1691055000.0', to: 1_691_055_000_000 });
    expect(aircall.violations).toEqual([
      'request 1 (POST /v1/calls): only GET is allowed',
      'request 2 (GET /v1/calls): page 201 of 50 rows is past the cap',
      'request 3 (GET /v1/calls): from=1691055000.0 is not a whole number of seconds',
      'request 3 (GET /v1/calls): to=1691055000000 is not a whole number of seconds',
    ]);
  });

  test('finds nothing wrong with a client that keeps to them', () => {
    const aircall = new Aircall(quiet);
    aircall.ask('/v1/calls', { page: 200, per_page: 50, from: 1_691_055_000, to: 1_691_055_001 });
    expect(aircall.violations).toEqual([]);
  });

  test('changes nothing for anything but GET', () => {
    const aircall = new Aircall(quiet);
    const [id = 0] = aircall.account.callIds();
    const request = { url: `/v1/calls/${id}`, headers: { ...aircall.authorized } };
    expect(aircall.answer({ method: 'DELETE', ...request }).status).toBe(404);
    expect(aircall.answer({ method: 'GET', ...request }).status).toBe(200);
  });
});

describe('hooks', () => {
  test('run before each request, with its number, the account and the clock, until they are taken away', () => {
    const aircall = new Aircall({ calls: 0 });
    const stop = aircall.beforeRequest(({ path }, number, account, clock) => {
      if (path !== '/v1/calls') return;
      account.addCall();
      if (number === 2) clock.advance(60_000);
    });
    const startMs = aircall.clock.nowMs();
    expect([1, 2].map(() => aircall.listCalls({}).meta.total)).toEqual([1, 2]);
    expect(aircall.clock.nowMs()).toBe(startMs + 60_000);
    stop();
    expect(aircall.listCalls({}).meta.total).toBe(2);
  });
});
