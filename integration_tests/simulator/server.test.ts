import { createConnection } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { Aircall } from './aircall.ts';
import { runningClock } from './clock.ts';
import type { WireFault } from './faults.ts';
import { serve, type Served, type ServeOptions } from './server.ts';

const running: Served[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});

async function start(aircall: Aircall, options?: ServeOptions): Promise<Served> {
  const server = await serve(aircall, options);
  running.push(server);
  return server;
}

function get(aircall: Aircall, url: string, init: RequestInit = {}): Promise<Response> {
  return fetch(url, { headers: { ...aircall.authorized }, ...init });
}

/** The raw bytes of an answer, as text, until the server ends it. */
function rawGet(aircall: Aircall, { url }: Served, more = ''): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = createConnection(Number(new URL(url).port), '127.0.0.1');
    const key = aircall.authorized['authorization'] ?? '';
    socket.write(
      `GET /v1/ping HTTP/1.1\r\nhost: x\r\nconnection: close\r\nauthorization: ${key}\r\n${more}\r\n`,
    );
    let text = '';
    socket.on('data', (data) => {
      text += data.toString('latin1');
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(text));
  });
}

describe('the server', () => {
  test('answers over HTTP as the simulation does in the process', async () => {
    const aircall = new Aircall({ calls: 30 });
    const { url } = await start(aircall);
    const response = await get(aircall, `${url}/v1/calls?per_page=50&from=1`);
    const expected = aircall.listCalls({ perPage: 50, from: 1 });
    expect(response.headers.get('date')).toBe(new Date(aircall.clock.nowMs()).toUTCString());
    expect(response.headers.get('content-type')).toBe('application/json');
    const { meta } = Object(await response.json());
    expect(meta).toEqual(expected.meta);
    expect(aircall.requests[0]).toMatchObject({ path: '/v1/calls', query: { per_page: '50', from: '1' } });
    expect((await fetch(`${url}/v1/ping`)).status).toBe(401);
  });

  test('sends text that is no valid Unicode as JSON escapes', async () => {
    const aircall = new Aircall({ calls: 0 });
    const id = aircall.account.addCall(aircall.clock.nowMs() / 1000 - 9000).id;
    aircall.account.commentCall(id, 'a\ud83db\u0000c');
    const { url } = await start(aircall);
    expect(await (await get(aircall, `${url}/v1/calls`)).text()).toContain(String.raw`"a\ud83db\u0000c"`);
  });

  test('compresses when it is asked to and the knob allows it', async () => {
    const aircall = new Aircall({ calls: 0 });
    const server = await start(aircall);
    expect(await rawGet(aircall, server, 'accept-encoding: gzip\r\n')).toMatch(/content-encoding: gzip/i);
    expect(await rawGet(aircall, server)).toContain('{"ping":"pong"}');
    aircall.knobs.gzip = false;
    expect(await rawGet(aircall, server, 'accept-encoding: gzip\r\n')).toContain('{"ping":"pong"}');
  });

  test('sends no Date header when there is none', async () => {
    const aircall = new Aircall({ calls: 0, knobs: { date: 'missing' } });
    const { url } = await start(aircall);
    expect((await get(aircall, `${url}/v1/ping`)).headers.get('date')).toBeNull();
  });

  test('takes as long as the latency says for each request, several at once', async () => {
    const aircall = new Aircall({ calls: 0 });
    const { promise: allThere, resolve } = Promise.withResolvers<number>();
    const seen: string[] = [];
    const server = await start(aircall, {
      latencyMs: ({ path }) => {
        if (seen.push(path) === 3) resolve(1);
        return allThere;
      },
    });
    await Promise.all([1, 2, 3].map(() => get(aircall, `${server.url}/v1/ping`)));
    expect(seen).toEqual(['/v1/ping', '/v1/ping', '/v1/ping']);
    expect(server.inFlight.most).toBe(3);
  });

  test('ends the requests that are under way when it is closed', async () => {
    const aircall = new Aircall({ calls: 0 });
    const server = await start(aircall, { latencyMs: 1_000_000 });
    const pending = Promise.allSettled([get(aircall, `${server.url}/v1/ping`)]);
    while (aircall.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
    await server.close();
    expect(await pending).toMatchObject([{ status: 'rejected', reason: { message: 'fetch failed' } }]);
  });

  test('refuses a port that is taken', async () => {
    const { url } = await start(new Aircall({ calls: 0 }));
    await expect(serve(new Aircall({ calls: 0 }), { port: Number(new URL(url).port) })).rejects.toThrow(
      'EADDRINUSE',
    );
  });
});

async function faulty(fault: WireFault): Promise<Response> {
  const aircall = new Aircall({ calls: 0 });
  aircall.fault(() => true, fault, Infinity);
  const { url } = await start(aircall);
  return get(aircall, `${url}/v1/ping`);
}

describe('a fault of the way', () => {
  test.each(['drop', 'reset'] as const)('can be a connection lost before an answer (%s)', async (kind) => {
    await expect(faulty({ kind })).rejects.toThrow('fetch failed');
  });

  test('can be a reset, which the client sees as one', async () => {
    const aircall = new Aircall({ calls: 0 });
    aircall.fault(() => true, { kind: 'reset' });
    await expect(rawGet(aircall, await start(aircall))).rejects.toThrow('ECONNRESET');
    aircall.fault(() => true, { kind: 'drop' });
    expect(await rawGet(aircall, await start(aircall))).toBe('');
  });

  test('can be a body cut off', async () => {
    const response = await faulty({ kind: 'truncate', share: 0.5 });
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow('terminated');
  });

  test.each(['start', 'middle'] as const)('can be a body whose gzip is broken from the %s', async (where) => {
    const response = await faulty({ kind: 'corrupt-gzip', where });
    expect(response.headers.get('content-encoding')).toBe('gzip');
    await expect(response.json()).rejects.toThrow(/terminated|JSON/);
  });

  test.each([
    { kind: 'drip', ms: 1 } as const,
    { kind: 'delay-body', ms: 5 } as const,
    { kind: 'delay-headers', ms: 5 } as const,
  ])('can be slowness, with everything arriving in the end (%o)', async (fault) => {
    expect(await (await faulty(fault)).json()).toEqual({ ping: 'pong' });
  });

  test('can be a body that never comes', async () => {
    const response = await faulty({ kind: 'delay-body', ms: Infinity });
    expect(response.status).toBe(200);
    await Promise.all([expect(response.text()).rejects.toThrow('terminated'), running[0]?.close()]);
  });
});

test('a running clock follows another one at its own pace, and can be moved ahead', () => {
  let wallMs = 1000;
  const clock = runningClock(50_000, { speed: 10, wallMs: () => wallMs });
  expect(clock.nowMs()).toBe(50_000);
  wallMs = 1100;
  expect(clock.nowMs()).toBe(51_000);
  clock.advance(5000);
  expect(clock.nowMs()).toBe(56_000);
  expect(() => clock.advance(-1)).toThrow('cannot go back');
});
