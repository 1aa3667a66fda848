import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Aircall } from '../simulator/aircall.ts';
import { serve, type Served } from '../simulator/server.ts';
import { coreStreams, catalogOf } from '../support/catalog.ts';
import { Ledger, truthOf } from '../support/ledger.ts';
import { configFor, runConnector, start } from '../support/run-connector.ts';

const catalog = catalogOf();

/** More than any pipe holds. */
const many = { calls: 5000, users: 137, teams: 11, days: 90 };

async function simulated(size: { calls: number; users: number; teams: number; days: number }) {
  const aircall = new Aircall(size);
  const served = await serve(aircall);
  return { aircall, served, config: configFor(aircall, served.url) };
}

/** What is said, without what no two runs share: times, and signatures of URLs. */
async function said(env: Record<string, string>, onStdin?: 'config' | 'catalog'): Promise<string> {
  const { config, served } = await simulated({ calls: 300, users: 60, teams: 5, days: 60 });
  try {
    const run = await runConnector('read', { config, catalog, env, ...(onStdin && { onStdin }) });
    expect(run.exitCode).toBe(0);
    return run.lines
      .join('\n')
      .replaceAll(/"emitted_at":\d+/g, '"emitted_at":0')
      .replaceAll(/ at=2026\S+/g, ' at=')
      .replaceAll(/\brun=\S+?(?=[ "])/g, 'run=')
      .replaceAll(/waited_for_(\w+)_s=[\d.]+/g, 'waited_for_$1_s=0')
      .replaceAll(/\?X-Amz[^"]*"/g, '?"');
  } finally {
    await served.close();
  }
}

describe('the bytes', () => {
  test('are the same in every time zone and locale, and whichever file is standard input', async () => {
    const plain = await said({});
    expect(await said({ TZ: 'Pacific/Kiritimati', LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8' })).toEqual(
      plain,
    );
    expect(await said({ TZ: 'America/St_Johns' }, 'config')).toEqual(plain);
    expect(await said({}, 'catalog')).toEqual(plain);
  });

  test('of the state may come on standard input as well', async () => {
    const { aircall, config, served } = await simulated({ calls: 30, users: 6, teams: 5, days: 60 });
    const first = await runConnector('read', { config, catalog });
    const second = await runConnector('read', { config, catalog, state: first.lastStates, onStdin: 'state' });
    expect([second.exitCode, second.records]).toEqual([0, []]);
    expect(aircall.violations).toEqual([]);
    await served.close();
  });

  test('of --help and --version go to standard output', async () => {
    const [help, version] = await Promise.all(
      ['--help', '--version'].map(async (flag) => {
        const started = start(flag);
        const chunks: unknown[] = [];
        started.stdout.on('data', (chunk) => chunks.push(chunk));
        await once(started.child, 'close');
        started[Symbol.dispose]();
        return { code: started.child.exitCode, text: chunks.join('') };
      }),
    );
    expect(help).toMatchObject({ code: 0, text: expect.stringMatching(/spec[^]*check[^]*discover[^]*read/) });
    expect(version).toMatchObject({ code: 0, text: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
  });
});

describe('the end of the process', () => {
  let world: Awaited<ReturnType<typeof simulated>>;
  let served: Served;

  beforeAll(async () => {
    world = await simulated(many);
    ({ served } = world);
  });
  afterAll(() => served.close());

  test.each([
    ['SIGTERM', 143],
    ['SIGINT', 130],
  ] as const)('comes within two seconds of %s, with code %i and whole lines', async (signal, code) => {
    let signalledAt = 0;
    const run = await runConnector('read', {
      config: world.config,
      catalog,
      onLine: (_line, number, child) => {
        if (number !== 500) return;
        signalledAt = performance.now();
        child.kill(signal);
      },
    });
    expect(performance.now() - signalledAt).toBeLessThan(2000);
    expect([run.exitCode, run.errors]).toEqual([code, []]);
  });

  test('comes within two seconds of SIGTERM also when the reader is stuck', async () => {
    using started = start('read', { config: world.config, catalog });
    const closed = once(started.child, 'exit');
    await standstill(world.aircall);
    const signalledAt = performance.now();
    started.child.kill('SIGTERM');
    expect(await closed).toEqual([143, null]);
    expect(performance.now() - signalledAt).toBeLessThan(2000);
  });

  test('comes within two seconds of SIGTERM also in a wait for the rate limit', async () => {
    const aircall = new Aircall({ calls: 30, rateLimit: { perMinute: 1, blockMs: 60_000 } });
    const slow = await serve(aircall);
    let signalledAt = 0;
    const run = await runConnector('read', {
      config: configFor(aircall, slow.url),
      catalog,
      onLine: (line, _number, child) => {
        if (!line.includes('RATE_LIMITED')) return;
        signalledAt = performance.now();
        child.kill('SIGTERM');
      },
    });
    expect(performance.now() - signalledAt).toBeLessThan(2000);
    expect(run.exitCode).toBe(143);
    await slow.close();
  });

  test('comes with code 1 when the reader goes away', async () => {
    using started = start('read', { config: world.config, catalog });
    const closed = once(started.child, 'exit');
    const stderr: unknown[] = [];
    started.stderr.on('data', (chunk) => stderr.push(chunk));
    await once(started.stdout, 'readable');
    started.stdout.destroy();
    expect(await closed).toEqual([1, null]);
    expect(stderr.join('')).toBe('');
  });
});

test('a slow reader slows it, and loses nothing in little memory', async () => {
  const size = { ...many, calls: 9000 };
  const { aircall, config, served } = await simulated(size);
  let ahead = 0;
  const run = await runConnector('read', {
    config,
    catalog,
    env: { NODE_OPTIONS: '--max-old-space-size=48' },
    onLine: async (_line, number) => {
      if (number !== 400) return;
      await standstill(aircall);
      ahead = aircall.requests.length;
    },
  });
  // Of the 186 that it takes: those that were read, the thousand lines that Node's line reader takes in, what is
  // in the pipe, and what may be under way.
  expect(ahead).toBeLessThanOrEqual(10 + 21 + 8 + 21);
  expect(run.exitCode).toBe(0);
  expect(new Ledger().take(run).everything()).toEqual(truthOf(aircall.account));
  for (const stream of coreStreams) expect(run.rows(stream)).toHaveLength(size[stream]);
  await served.close();
});

/** Resolves when the connector has asked something, and nothing more for a while. */
async function standstill(aircall: Aircall): Promise<void> {
  let asked = -1;
  for (let same = 0; same < 6; same += 1) {
    if (aircall.requests.length !== asked || asked === 0) same = 0;
    asked = aircall.requests.length;
    await sleep(50);
  }
}
