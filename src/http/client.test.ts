import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ConfigError, SystemError, TransientError } from '../errors.ts';
import { UnusableAnswer } from './client.ts';
import { BadRequest } from './failures.ts';
import { coded, reply, scripted, settled } from './fake-transport.ts';
import { Overdue } from './outcome.ts';
import type { Reply } from './outcome.ts';

const MINUTE = 60_000;
const ok = (): Reply => reply(200, { ok: true });
const limited = (headers: Record<string, string> = {}): Reply => reply(429, {}, headers);
const asIs = (body: unknown): unknown => body;

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 8, 1) });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('one request', () => {
  test('goes to the API with the key and the name of the connector, and brings what accept makes of it', async () => {
    const { client, sent } = scripted(() =>
      reply(200, { calls: [{ a: '\0' }] }, { date: 'Tue, 01 Sep 2026 00:00:07 GMT' }),
    );
    const got = await settled(
      client.get({ path: '/v1/calls', query: { page: 2, order: 'asc' } }, (body, answer) => ({
        body,
        answer,
      })),
    );
    expect(got).toEqual({
      body: { calls: [{ a: '' }] },
      answer: { dateMs: Date.UTC(2026, 8, 1, 0, 0, 7), mended: 1 },
    });
    expect(sent.map(({ url, headers }) => [url.href, headers])).toEqual([
      [
        'https://api.aircall.io/v1/calls?page=2&order=asc',
        {
          authorization: `Basic ${Buffer.from('invented-id:invented-token').toString('base64')}`,
          accept: 'application/json',
          'accept-encoding': 'gzip, br',
          'user-agent': 'source-aircall/0.0.0',
        },
      ],
    ]);
  });

  test.each(['https://example.com/v1/ping', '//example.com/v1/ping', String.raw`\\example.com`])(
    'never goes elsewhere: %s',
    async (path) => {
      const { client, sent } = scripted(ok);
      await expect(client.get({ path }, asIs)).rejects.toThrow(TypeError);
      await expect(client.exists(path)).rejects.toThrow(TypeError);
      expect(sent).toEqual([]);
    },
  );

  test('leaves a line for whoever debugs, without headers', async () => {
    const { client, logged } = scripted(ok);
    await settled(client.get({ path: '/v1/ping' }, asIs));
    expect(logged).toEqual([['debug', 'request', 'GET /v1/ping 200 in 0 ms']]);
  });
});

describe('faults that pass', () => {
  test.each<[string, () => Reply]>([
    ['408', () => reply(408)],
    ['425', () => reply(425)],
    ['500', () => reply(500)],
    ['502 with a web page', () => reply(502, '<html>', { 'content-type': 'text/html' })],
    ['503', () => reply(503)],
    ['504', () => reply(504)],
    ['a refused connection', () => raise(coded('ECONNREFUSED'))],
    ['a broken connection', () => raise(coded('UND_ERR_SOCKET', 'other side closed'))],
    ['a name that is not found', () => raise(coded('EAI_AGAIN'))],
    ['a failed TLS handshake', () => raise(coded('EPROTO'))],
    ['a certificate error', () => raise(coded('CERT_NOT_YET_VALID'))],
    ['no connection in time', () => raise(coded('UND_ERR_CONNECT_TIMEOUT'))],
    ['no headers in time', () => raise(coded('UND_ERR_HEADERS_TIMEOUT'))],
    ['no body in time', () => raise(coded('UND_ERR_BODY_TIMEOUT'))],
    ['a byte now and then', () => raise(new Overdue('did not answer whole within 120 s'))],
    ['a web page', () => reply(200, '<html>', { 'content-type': 'text/html' })],
    ['no content type', () => reply(200, '{}', { 'content-type': '' })],
    ['half of a body', () => reply(200, '{"calls":[')],
    ['JSON that accept can not use', () => reply(200, { unexpected: true })],
  ])('%s: the data does not notice', async (_, fault) => {
    const { client, sent, logged } = scripted((_one, nth) => (nth < 3 ? fault() : ok()));
    const got = await settled(
      client.get({ path: '/v1/calls' }, (body) => {
        if (JSON.stringify(body) !== '{"ok":true}') throw new UnusableAnswer('That is something else.');
        return 'data';
      }),
    );
    expect(got).toBe('data');
    expect(sent.map(({ atMs }) => atMs - (sent[0]?.atMs ?? 0))).toEqual([0, 2000, 6000]);
    expect(logged.filter(([level]) => level === 'warn').map(([, code]) => code)).toEqual([
      'request-retried',
      'request-retried',
    ]);
    expect(logged[1]?.[2]).toMatch(/^GET \/v1\/calls: Aircall's API .+; attempt 2 follows in 2\.0 s$/);
  });

  test('each attempt takes a slot of its own', async () => {
    const { client, sent } = scripted((_one, nth) => (nth < 3 ? reply(500) : ok()), { requestsPerMinute: 1 });
    await settled(client.get({ path: '/v1/calls' }, asIs));
    expect(sent.map(({ atMs }) => atMs - (sent[0]?.atMs ?? 0))).toEqual([0, 62_040, 124_080]);
    expect(client.stats.requests).toBe(3);
  });
});

describe('faults that last', () => {
  test.each<[string, () => Reply, string]>([
    ['outage', () => reply(503), 'answered 503'],
    ['refused connection', () => raise(coded('ECONNREFUSED')), 'refused'],
    ['invalid JSON', () => reply(200, '{'), 'invalid JSON'],
  ])('%s: a transient error after some minutes', async (_, fault, words) => {
    const { client, sent } = scripted(fault);
    const start = Date.now();
    const error = await settled(client.get({ path: '/v1/calls' }, asIs));
    expect(error).toBeInstanceOf(TransientError);
    expect(error).toMatchObject({ message: expect.stringContaining(words) });
    expect(error).toMatchObject({ message: expect.stringContaining('9 attempts') });
    expect(sent).toHaveLength(9);
    expect(Date.now() - start).toBeGreaterThan(3 * MINUTE);
    expect(Date.now() - start).toBeLessThan(5 * MINUTE);
  });

  test('content that accept refuses: its words are in the error', async () => {
    const { client } = scripted(ok);
    const error = await settled(
      client.get({ path: '/v1/calls' }, () => {
        throw new UnusableAnswer('Page 3 is empty, although 170 rows are counted.');
      }),
    );
    expect(error).toBeInstanceOf(TransientError);
    expect(error).toMatchObject({
      message: expect.stringContaining('Page 3 is empty, although 170 rows are counted.'),
    });
  });

  test('the retries of a whole run are bounded, and answers earn more of them', async () => {
    const { client, sent } = scripted(() => reply(500), { requestsPerMinute: 1_000_000 });
    for (let request = 0; request < 40; request += 1) await settled(client.get({ path: '/v1/calls' }, asIs));
    expect(sent).toHaveLength(200 + 40);

    const mixed = scripted((_one, nth) => (nth % 2 === 0 ? ok() : reply(500)), {
      requestsPerMinute: 1_000_000,
    });
    const failed: unknown[] = [];
    for (let request = 0; request < 300; request += 1) {
      const got = await settled(mixed.client.get({ path: '/v1/calls' }, asIs));
      if (got instanceof Error) failed.push(got);
    }
    expect(failed).toEqual([]);
  });
});

describe('what no retry helps', () => {
  test.each([
    [400, BadRequest],
    [401, ConfigError],
    [403, ConfigError],
    [404, SystemError],
    [410, SystemError],
    [422, SystemError],
    [302, SystemError],
  ])('%i is asked once', async (status, type) => {
    const { client, sent } = scripted(() => reply(status, {}, { location: 'https://example.com/' }));
    expect(await settled(client.get({ path: '/v1/calls' }, asIs))).toBeInstanceOf(type);
    expect(sent).toHaveLength(1);
  });

  test('a bug in accept comes out as it is, at once', async () => {
    const { client, sent } = scripted(ok);
    const bug = coded('ECONNRESET', 'a bug that looks like a network error');
    const got = await settled(
      client.get({ path: '/v1/calls' }, () => {
        throw bug;
      }),
    );
    expect(got).toBe(bug);
    expect(sent).toHaveLength(1);
  });

  test('a bug in the transport comes out as it is', async () => {
    const bug = new TypeError('x is not a function');
    const { client, sent } = scripted(() => raise(bug));
    expect(await settled(client.get({ path: '/v1/calls' }, asIs))).toBe(bug);
    expect(sent).toHaveLength(1);
  });
});

describe('whether a single resource is there', () => {
  test.each([
    ['200', () => ok(), true],
    ["Aircall's 404", () => reply(404, { error: 'Not Found' }), false],
  ])('%s', async (_, answer, expected) => {
    const { client } = scripted(answer);
    expect(await settled(client.exists('/v2/users/7'))).toBe(expected);
  });

  test('a 404 or a 200 of something in between says nothing', async () => {
    const page = { 'content-type': 'text/html' };
    const { client, sent } = scripted((_one, nth) =>
      nth === 1 ? reply(404, '<html>', page) : nth === 2 ? reply(200, '<html>', page) : reply(404),
    );
    expect(await settled(client.exists('/v2/users/7'))).toBe(false);
    expect(sent).toHaveLength(3);
  });

  test('a revoked key is a config error', async () => {
    const { client } = scripted(() => reply(403));
    expect(await settled(client.exists('/v2/users/7'))).toBeInstanceOf(ConfigError);
  });
});

describe('the rate limit of the company', () => {
  test('nobody asks anything before the block is over, then more slowly', async () => {
    const { client, sent, blocks, logged } = scripted((_one, nth) => (nth === 2 ? limited() : ok()));
    const all = Array.from({ length: 6 }, (_, page) =>
      client.get({ path: '/v1/calls', query: { page } }, asIs),
    );
    await settled(Promise.all(all));
    const start = sent[0]?.atMs ?? 0;
    expect(blocks).toEqual([start + 250 + 61_000]);
    const times = sent.map(({ atMs }) => atMs - start);
    expect(times).toEqual([0, 250, 61_250, 63_318, 65_386, 67_454, 69_522]);
    expect(logged.filter(([, code]) => code === 'rate-limited')).toHaveLength(1);
    expect(client.stats).toMatchObject({ requests: 7, rateLimited: 1, waitedForLimitMs: 69_522 });
  });

  test('the block lasts as long as the header says', async () => {
    const { client, sent } = scripted((_one, nth) =>
      nth === 1 ? limited({ 'x-aircallapi-reset': String(Date.now() / 1000 + 95) }) : ok(),
    );
    await settled(client.get({ path: '/v1/calls' }, asIs));
    expect((sent[1]?.atMs ?? 0) - (sent[0]?.atMs ?? 0)).toBe(96_000);
  });

  test('goes on for hours as long as some answers come', async () => {
    const { client } = scripted((_one, nth) => (nth % 5 === 0 ? ok() : limited()));
    const start = Date.now();
    for (let page = 0; page < 60; page += 1) {
      expect(await settled(client.get({ path: '/v1/calls', query: { page } }, asIs))).toEqual({ ok: true });
    }
    expect(Date.now() - start).toBeGreaterThan(4 * 60 * MINUTE);
  });

  test('is a transient error after 50 minutes of nothing else, and says what to do', async () => {
    const { client, blocks } = scripted(() => limited());
    const start = Date.now();
    const error = await settled(client.get({ path: '/v1/calls' }, asIs));
    expect(error).toBeInstanceOf(TransientError);
    expect(error).toMatchObject({
      message: expect.stringContaining('ask Aircall support for a higher limit'),
    });
    expect(Date.now() - start).toBeGreaterThanOrEqual(50 * MINUTE);
    expect(Date.now() - start).toBeLessThan(52 * MINUTE);
    expect(blocks.length).toBeGreaterThan(40);
  });

  test('a check does not wait for it', async () => {
    const { client, sent } = scripted(() => limited({ 'retry-after': '75' }), { patience: 'check' });
    const error = await settled(client.get({ path: '/v1/ping' }, asIs));
    expect(error).toBeInstanceOf(TransientError);
    expect(error).toMatchObject({ message: expect.stringContaining('Try again in 75 seconds') });
    expect(sent).toHaveLength(1);
  });
});

describe('a check', () => {
  test.each<[string, (sentMs: number) => Promise<Reply> | Reply]>([
    ['nothing but 503', () => reply(503)],
    ['refused connections', () => raise(coded('ECONNREFUSED'))],
  ])('has its error within 30 s: %s', async (_, answer) => {
    const { client } = scripted(({ withinMs }) => answer(withinMs), {
      patience: 'check',
      requestsPerMinute: 1,
    });
    const start = Date.now();
    expect(await settled(client.get({ path: '/v1/ping' }, asIs))).toBeInstanceOf(TransientError);
    expect(Date.now() - start).toBeLessThan(30_000);
  });

  test('has its error within 30 s when every attempt uses up all of its time', async () => {
    const { client, sent } = scripted(
      async ({ withinMs }) => {
        await new Promise((resolve) => {
          setTimeout(resolve, withinMs);
        });
        return raise(new Overdue('did not answer whole'));
      },
      { patience: 'check' },
    );
    const start = Date.now();
    expect(await settled(client.get({ path: '/v1/ping' }, asIs))).toBeInstanceOf(TransientError);
    expect(Date.now() - start).toBeLessThan(30_000);
    expect(sent.length).toBeGreaterThan(1);
  });

  test('tries a passing fault again at once, even where a sync may ask once a minute', async () => {
    const { client } = scripted((_one, nth) => (nth < 3 ? reply(503) : ok()), {
      patience: 'check',
      requestsPerMinute: 1,
    });
    const start = Date.now();
    expect(await settled(client.get({ path: '/v1/ping' }, asIs))).toEqual({ ok: true });
    expect(Date.now() - start).toBeLessThan(5000);
  });
});

describe('stopping', () => {
  const reason = new Error('stopped');
  test.each<[string, Parameters<typeof scripted>[0]]>([
    ['an answer', pending],
    ['the end of a block', () => reply(429)],
    ['another attempt', () => reply(503)],
  ])('while it waits for %s is immediate', async (_, script) => {
    for (const whose of ['request', 'run'] as const) {
      const abort = new AbortController();
      const { client } = scripted(script, whose === 'run' ? { signal: abort.signal } : {});
      const request = { path: '/v1/calls', ...(whose === 'request' && { signal: abort.signal }) };
      const start = Date.now();
      const got = client.get(request, asIs).catch((error: unknown) => error);
      await vi.advanceTimersByTimeAsync(100);
      abort.abort(reason);
      expect(await got).toBe(reason);
      expect(Date.now() - start).toBe(100);
    }
  });

  test('while it waits for the limit is immediate', async () => {
    const abort = new AbortController();
    const { client, sent } = scripted(ok, { signal: abort.signal, requestsPerMinute: 1 });
    await settled(client.get({ path: '/v1/calls' }, asIs));
    const got = client.get({ path: '/v1/calls' }, asIs).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(100);
    abort.abort(reason);
    expect(await got).toBe(reason);
    expect(vi.getTimerCount()).toBe(0);
    expect(sent).toHaveLength(1);
  });

  test('before it began means that nothing is sent', async () => {
    const { client, sent } = scripted(ok, { signal: AbortSignal.abort(reason) });
    await expect(client.get({ path: '/v1/calls' }, asIs)).rejects.toBe(reason);
    expect(sent).toEqual([]);
  });

  test('closing rejects what is under way and leaves no timer behind', async () => {
    const { client } = scripted(pending);
    const all = [1, 2, 3].map((page) => client.get({ path: '/v1/calls', query: { page } }, asIs));
    const outcomes = Promise.allSettled(all);
    await vi.advanceTimersByTimeAsync(300);
    await client.close();
    expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(vi.getTimerCount()).toBe(0);
  });
});

test('the counters can be copied', async () => {
  const { client } = scripted(ok);
  await settled(client.get({ path: '/v1/ping' }, asIs));
  expect({ ...client.stats }).toEqual({
    requests: 1,
    rateLimited: 0,
    waitedForLimitMs: 0,
    waitedForAnswerMs: 0,
  });
});

function pending(_one: unknown, _nth: number, signal: AbortSignal): Promise<Reply> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
  });
}

function raise(error: Error): never {
  throw error;
}
