import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { TransientError } from '../errors/errors.ts';
import { reply, scripted, settled } from '../../integration_tests/support/fake-transport.ts';
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
    const { client, sent } = scripted(() => limited({ 'retry-after': '75' }), { profile: 'check' });
    const error = await settled(client.get({ path: '/v1/ping' }, asIs));
    expect(error).toBeInstanceOf(TransientError);
    expect(error).toMatchObject({ message: expect.stringContaining('Try again in 75 seconds') });
    expect(sent).toHaveLength(1);
  });
});
