import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ConfigError, SystemError } from '../errors/errors.ts';
import { BadRequest } from './failures.ts';
import { coded, reply, scripted, settled } from './fake-transport.ts';
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
