import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
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

  test('is no fault to be retried, also when connections are torn down by it', async () => {
    const abort = new AbortController();
    const { client, logged } = scripted(
      (_one, _nth, signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(coded('UND_ERR_DESTROYED')));
        }),
      { signal: abort.signal },
    );
    const got = client.get({ path: '/v1/calls' }, asIs).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(100);
    abort.abort(reason);
    expect(await got).toBe(reason);
    expect(logged).toEqual([]);
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

function pending(_one: unknown, _nth: number, signal: AbortSignal): Promise<Reply> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
  });
}
