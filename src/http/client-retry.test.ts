import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { TransientError } from '../errors/errors.ts';
import { UnusableAnswer } from './client.ts';
import { coded, reply, scripted, settled } from '../../integration_tests/support/fake-transport.ts';
import { Overdue } from './outcome.ts';
import type { Reply } from './outcome.ts';

const MINUTE = 60_000;
const ok = (): Reply => reply(200, { ok: true });
const asIs = (body: unknown): unknown => body;

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 8, 1) });
});
afterEach(() => {
  vi.useRealTimers();
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

describe('a check', () => {
  test.each<[string, (sentMs: number) => Promise<Reply> | Reply]>([
    ['nothing but 503', () => reply(503)],
    ['refused connections', () => raise(coded('ECONNREFUSED'))],
  ])('has its error within 30 s: %s', async (_, answer) => {
    const { client } = scripted(({ withinMs }) => answer(withinMs), {
      profile: 'check',
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
      { profile: 'check' },
    );
    const start = Date.now();
    expect(await settled(client.get({ path: '/v1/ping' }, asIs))).toBeInstanceOf(TransientError);
    expect(Date.now() - start).toBeLessThan(30_000);
    expect(sent.length).toBeGreaterThan(1);
  });

  test('tries a passing fault again at once, even where a sync may ask once a minute', async () => {
    const { client } = scripted((_one, nth) => (nth < 3 ? reply(503) : ok()), {
      profile: 'check',
      requestsPerMinute: 1,
    });
    const start = Date.now();
    expect(await settled(client.get({ path: '/v1/ping' }, asIs))).toEqual({ ok: true });
    expect(Date.now() - start).toBeLessThan(5000);
  });
});

function raise(error: Error): never {
  throw error;
}
