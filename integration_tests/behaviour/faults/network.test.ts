import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Aircall } from '../../simulator/aircall.ts';
import { serve } from '../../simulator/server.ts';
import { coreStreams, catalogOf } from '../../support/catalog.ts';
import { selfSigned } from '../../support/certificate.ts';
import { Ledger, truthOf } from '../../support/ledger.ts';
import { platformFaults } from '../../support/platform-rules.ts';
import { openProxy } from '../../support/proxy.ts';
import { configFor, runConnector } from '../../support/run-connector.ts';
import { runHere, type HereRun } from '../../support/run-here.ts';
import { serveTcp, serveTls, type Front } from '../../support/tls-front.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';

const catalog = catalogOf();
let aircall: Aircall;

beforeEach(() => {
  aircall = new Aircall({ calls: 230, users: 12, teams: 3 });
});

/** What came of a run, as far as it matters where nothing could be read. */
function resultOf(run: HereRun): object {
  return {
    faults: platformFaults(run, { catalog }),
    exitCode: run.exitCode,
    records: run.records.length,
    ends: coreStreams.map((name) => run.end(name)),
    errors: run.errors.map(({ error }) => [error.failure_type, error.message]),
  };
}

function nothingBut(pattern: RegExp, type = 'transient_error'): object {
  const error = [type, expect.stringMatching(pattern)];
  return {
    faults: [],
    exitCode: 1,
    records: 0,
    ends: Array(3).fill('INCOMPLETE'),
    errors: [error, error, error],
  };
}

describe('a way that is blocked', () => {
  test('connections refused, lasting', async () => {
    const gone = await serve(aircall);
    await gone.close();
    const run = await runHere('read', { config: configFor(aircall, gone.url), catalog });
    expect(resultOf(run)).toEqual(nothingBut(/refused or broke off/));
  });

  test('connections refused for a while, in the midst of a list: not noticed in the data', async () => {
    const first = await serve(aircall);
    const port = Number(new URL(first.url).port);
    let second: Awaited<ReturnType<typeof serve>> | undefined;
    const undo = aircall.beforeRequest(({ path, query }) => {
      if (path !== '/v1/calls' || query['page'] !== '2') return;
      undo();
      void first.close();
    });
    const clock = new VirtualClock();
    const waiting = clock.sleep.bind(clock);
    let slept = 0;
    clock.sleep = async (ms, signal) => {
      slept += 1;
      if (slept === 4) second = await serve(aircall, { port });
      return waiting(ms, signal);
    };
    const run = await runHere('read', { config: configFor(aircall, first.url), catalog, clock });
    expect([run.exitCode, run.errors]).toEqual([0, []]);
    expect(run.rows('calls')).toHaveLength(230);
    expect(new Ledger().take(run).everything()).toEqual(truthOf(aircall.account));
    await second?.close();
  });

  test('a name that nobody knows', async () => {
    const config = configFor(aircall, 'https://aircall.invalid');
    expect(resultOf(await runHere('read', { config, catalog }))).toEqual(
      nothingBut(/name .* was not found|DNS/),
    );
  });

  test('something that does not speak TLS', async () => {
    const babble = await serveTcp((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    const config = configFor(aircall, `https://127.0.0.1:${babble.port}`);
    expect(resultOf(await runHere('read', { config, catalog }))).toEqual(nothingBut(/encrypted connection/));
    await babble.close();
  });

  test('something that hangs up in the midst of a handshake', async () => {
    const rude = await serveTcp((socket) => socket.once('data', () => socket.destroy()));
    const config = configFor(aircall, `https://127.0.0.1:${rude.port}`);
    expect(resultOf(await runHere('read', { config, catalog }))).toEqual(
      nothingBut(/encrypted connection|broke off/),
    );
    await rude.close();
  });

  test('something that does not speak HTTP', async () => {
    const babble = await serveTcp((socket) => socket.end('220 mail.example.com ESMTP\r\n'));
    const config = configFor(aircall, `http://127.0.0.1:${babble.port}`);
    expect(resultOf(await runHere('read', { config, catalog }))).toEqual(nothingBut(/not valid HTTP/));
    await babble.close();
  });

  test('a redirect elsewhere is an error, and the key never leaves', async () => {
    const seen: unknown[] = [];
    const elsewhere = createServer((request, response) => {
      seen.push(request.headers);
      response.end('{}');
    });
    await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
    const { port } = Object(elsewhere.address());
    const served = await serve(aircall);
    const location = `http://127.0.0.1:${port}/v1/calls`;
    for (const [path, status] of [
      ['/v1/calls', 302],
      ['/v2/users', 301],
      ['/v1/teams', 307],
    ] as const) {
      aircall.fault({ path }, { kind: 'status', status, headers: { location } }, Infinity);
    }
    const run = await runHere('read', { config: configFor(aircall, served.url), catalog });
    expect(resultOf(run)).toEqual(nothingBut(/redirect/, 'system_error'));
    expect(seen).toEqual([]);
    await served.close();
    elsewhere.close();
  });
});

describe('TLS and proxies', () => {
  const certificate = selfSigned();
  const directory = mkdtempSync(join(tmpdir(), 'source-aircall-tls-'));
  const authority = join(directory, 'root.pem');
  let front: Front;

  beforeAll(() => writeFileSync(authority, certificate.cert));
  afterAll(() => rmSync(directory, { recursive: true }));
  beforeEach(async () => {
    front = await serveTls(aircall, certificate);
  });
  afterEach(() => front.close());

  test('a certificate that nobody vouches for: nothing is sent, and the remedy is named', async () => {
    const config = configFor(aircall, `https://localhost:${front.port}`);
    expect(resultOf(await runHere('read', { config, catalog }))).toEqual(nothingBut(/NODE_EXTRA_CA_CERTS/));
    expect(aircall.requests).toEqual([]);
  });

  test('a certificate that NODE_EXTRA_CA_CERTS vouches for', async () => {
    const config = configFor(aircall, `https://localhost:${front.port}`);
    const run = await runConnector('read', { config, catalog, env: { NODE_EXTRA_CA_CERTS: authority } });
    expect(run.exitCode).toBe(0);
    expect(new Ledger().take(run).everything()).toEqual(truthOf(aircall.account));
  });

  test('the proxy of HTTPS_PROXY is used, and told neither the key nor what is asked', async () => {
    const proxy = await openProxy(front.port);
    const config = configFor(aircall, `https://localhost:${front.port}`);
    const env = { HTTPS_PROXY: proxy.url, NODE_EXTRA_CA_CERTS: authority };
    const run = await runConnector('read', { config, catalog, env });
    expect(run.exitCode).toBe(0);
    expect(new Set(proxy.tunnels.map(({ target }) => target))).toEqual(new Set([`localhost:${front.port}`]));
    expect(proxy.tunnels.flatMap(({ headers }) => Object.keys(headers))).not.toContain('authorization');
    await proxy.close();
  });

  test('NO_PROXY is heeded', async () => {
    const proxy = await openProxy(front.port);
    const config = configFor(aircall, `https://localhost:${front.port}`);
    const env = { HTTPS_PROXY: proxy.url, NO_PROXY: 'localhost', NODE_EXTRA_CA_CERTS: authority };
    const run = await runConnector('check', { config, env });
    expect(run.messages).toMatchObject([{ connectionStatus: { status: 'SUCCEEDED' } }]);
    expect(proxy.tunnels).toEqual([]);
    await proxy.close();
  });

  test.each([403, 407, 502])('a proxy that refuses with %i is named as the cause', async (status) => {
    const proxy = await openProxy(front.port, status);
    const config = configFor(aircall, `https://localhost:${front.port}`);
    const env = { HTTPS_PROXY: proxy.url };
    expect(resultOf(await runHere('read', { config, catalog, env }))).toEqual(
      nothingBut(/proxy did not let.*HTTPS_PROXY/),
    );
    expect(aircall.requests).toEqual([]);
    await proxy.close();
  });

  test('a proxy that is not there', async () => {
    const proxy = await openProxy(front.port);
    await proxy.close();
    const config = configFor(aircall, `https://localhost:${front.port}`);
    const env = { HTTPS_PROXY: proxy.url };
    expect(resultOf(await runHere('read', { config, catalog, env }))).toEqual(nothingBut(/HTTPS_PROXY/));
  });
});
