import type { Client } from './client.ts';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { EndpointRefused, KeyRefused, SystemError, TransientError } from '../errors/errors.ts';
import { UnusableAnswer } from './unusable-answer.ts';
import { coded, reply, scripted, settled } from '../../integration_tests/support/fake-transport.ts';
import type { Reply } from './outcome.ts';

const ok = (): Reply => reply(200, { ok: true });
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
      answer: { dateMs: Date.UTC(2026, 8, 1, 0, 0, 7), sanitized: 1 },
    });
    expect(sent.map(({ url, headers }) => [url.href, headers])).toEqual([
      [
        'https://api.aircall.io/v1/calls?page=2&order=asc',
        {
          authorization: `Basic ${Buffer.from('invented-id:invented-token').toString('base64')}`,
          accept: 'application/json',
          'accept-encoding': 'gzip, br',
          'cache-control': 'no-cache',
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
      await expect(client.find({ path }, asIs)).rejects.toThrow(TypeError);
      expect(sent).toEqual([]);
    },
  );

  test('leaves a line for whoever debugs, without headers', async () => {
    const { client, logged } = scripted(ok);
    await settled(client.get({ path: '/v1/ping' }, asIs));
    expect(logged).toEqual([['debug', 'request', 'GET /v1/ping 200 in 0 ms']]);
  });
});

describe('what no retry helps', () => {
  test.each([
    [400, SystemError],
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

/** Answers by path: the status for the key's path, and one after the other for the rest. */
function refusing(ping: number, ...others: readonly number[]) {
  let nth = 0;
  return scripted(({ url }) =>
    url.pathname === '/v1/ping' ? reply(ping) : reply(others[Math.min(nth++, others.length - 1)] ?? 200),
  );
}

describe('a refusal', () => {
  test.each([401, 403])('%i concerns the endpoint where the key is accepted otherwise', async (status) => {
    const { client, sent } = refusing(200, status);
    const error = await settled(client.get({ path: '/v2/users' }, asIs));
    expect(error).toBeInstanceOf(EndpointRefused);
    expect(error).toMatchObject({ message: expect.stringContaining('/v2/users') });
    expect(sent.map(({ url }) => url.pathname)).toEqual(['/v2/users', '/v2/users', '/v1/ping']);
  });

  test('concerns the key where every key is accepted and this one is not', async () => {
    const { client, sent } = refusing(403, 403);
    expect(await settled(client.get({ path: '/v2/users' }, asIs))).toBeInstanceOf(KeyRefused);
    expect(sent).toHaveLength(3);
  });

  test("of the first request is settled by asking the key's path once", async () => {
    const { client, sent } = refusing(401, 401);
    expect(await settled(client.get({ path: '/v1/company', isFirst: true }, asIs))).toBeInstanceOf(
      KeyRefused,
    );
    expect(sent.map(({ url }) => url.pathname)).toEqual(['/v1/company', '/v1/ping']);
  });

  test.each([401, 403])('a single odd %i is tried again', async (status) => {
    const { client, sent } = refusing(200, status, 200);
    expect(await settled(client.get({ path: '/v2/users' }, asIs))).toEqual({});
    expect(sent).toHaveLength(2);
  });

  test('several pages refused at once ask for the key once', async () => {
    const { client, sent } = refusing(200, 403);
    const pages = [1, 2, 3].map((page) => client.get({ path: '/v1/calls', query: { page } }, asIs));
    await settled(Promise.allSettled(pages));
    expect(sent.filter(({ url }) => url.pathname === '/v1/ping').length).toBeLessThanOrEqual(2);
  });

  test('that is a web page is something in between, which may pass', async () => {
    const page = { 'content-type': 'text/html' };
    const { client } = scripted((_one, nth) => (nth < 4 ? reply(403, '<html>', page) : ok()));
    expect(await settled(client.get({ path: '/v2/users' }, asIs))).toEqual({ ok: true });
    const { client: blocked } = scripted(() => reply(403, '<html>', page));
    expect(await settled(blocked.get({ path: '/v2/users' }, asIs))).toBeInstanceOf(TransientError);
  });
});

const odd = (why: string) => () => {
  throw new UnusableAnswer(why);
};

describe('an answer that is odd', () => {
  test('in the same way each time is asked for three times', async () => {
    const { client, sent } = scripted(ok);
    expect(await settled(client.get({ path: '/v1/calls' }, odd('No list.')))).toBeInstanceOf(TransientError);
    expect(sent).toHaveLength(3);
  });

  test('in another way each time may come right', async () => {
    const { client, sent } = scripted(ok);
    let nth = 0;
    await settled(client.get({ path: '/v1/calls' }, () => odd(`Odd ${++nth}.`)()));
    expect(sent).toHaveLength(9);
  });
});

/** How a single resource is answered for, or the error's name. */
async function foundAt(client: Client): Promise<string> {
  const found = await settled(client.find({ path: '/v2/users/7', mostAttempts: 3 }, asIs));
  return found instanceof Error ? found.name : String(Reflect.get(Object(found), 'kind'));
}

describe('a single resource', () => {
  test.each([
    ['200', () => ok(), 'found'],
    ["Aircall's 404", () => reply(404, { error: 'Not Found' }), 'absent'],
    [
      'a 404 of something in between',
      () => reply(404, '<html>', { 'content-type': 'text/html' }),
      'TransientError',
    ],
    ['400', () => reply(400), 'SystemError'],
    ['402', () => reply(402), 'refused'],
    ['405', () => reply(405), 'refused'],
    ['410', () => reply(410), 'refused'],
    ['500', () => reply(500), 'TransientError'],
    ['a web page', () => reply(200, '<html>', { 'content-type': 'text/html' }), 'TransientError'],
  ] as const)('%s', async (_, answer, expected) => {
    const { client, sent } = scripted(answer);
    expect(await foundAt(client)).toBe(expected);
    expect(sent.length).toBeLessThanOrEqual(3);
  });

  test('is refused where Aircall refuses it, as long as the key works', async () => {
    const { client } = scripted(({ url }) => (url.pathname === '/v1/ping' ? ok() : reply(403)));
    expect(await foundAt(client)).toBe('refused');
    const { client: revoked } = scripted(() => reply(403));
    expect(await foundAt(revoked)).toBe(KeyRefused.name);
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

function raise(error: Error): never {
  throw error;
}
