import dns from 'node:dns';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Aircall } from '../../simulator/aircall.ts';
import { coreStreams, catalogOf } from '../../support/catalog.ts';
import { selfSigned } from '../../support/certificate.ts';
import { openFlakyProxy, type FlakyProxy } from '../../support/flaky-proxy.ts';
import { Ledger, truthOf } from '../../support/ledger.ts';
import { platformFaults } from '../../support/platform-rules.ts';
import { configFor } from '../../support/run-connector.ts';
import { runHere, type HereRun } from '../../support/run-here.ts';
import { serveTls, type Front } from '../../support/tls-front.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';

const size = { calls: 1200, users: 120, teams: 3 } as const;
const catalog = catalogOf();
const authorities = getCACertificates('default');
const lookup = dns.lookup;

/** In the midst of each list, for calls after a checkpoint. */
const places = { calls: { path: '/v1/calls', nth: 24 }, users: { path: '/v2/users', nth: 2 } } as const;

/** What may happen to the way there when connections have to be made anew. */
const kinds = [
  {
    name: 'names not found',
    says: /name .* was not found/,
    inject: (times: number) => {
      proxy.breakOff();
      failLookups(times, 'ENOTFOUND');
    },
  },
  {
    name: 'no answer about names',
    says: /DNS/,
    inject: (times: number) => {
      proxy.breakOff();
      failLookups(times, 'EAI_AGAIN');
    },
  },
  {
    name: 'handshakes broken off',
    says: /encrypted connection|broke off/,
    inject: (times: number) => proxy.turnAway(times),
  },
];

let aircall: Aircall;
let front: Front;
let proxy: FlakyProxy;

beforeEach(async () => {
  aircall = new Aircall({ ...size, days: 60 });
  const certificate = selfSigned();
  setDefaultCACertificates([certificate.cert]);
  front = await serveTls(aircall, certificate);
  proxy = await openFlakyProxy(front.port);
});
afterEach(async () => {
  vi.restoreAllMocks();
  setDefaultCACertificates(authorities);
  await proxy.close();
  await front.close();
});

/** Only the next `times` names fail to be looked up. */
function failLookups(times: number, code: string): void {
  let left = times;
  vi.spyOn(dns, 'lookup').mockImplementation((...args: unknown[]) => {
    const callback = args.at(-1);
    left -= 1;
    if (left < 0 || typeof callback !== 'function') {
      Reflect.apply(lookup, dns, args);
      return;
    }
    callback(Object.assign(new Error(`getaddrinfo ${code}`), { code, syscall: 'getaddrinfo' }));
  });
}

function befallAt({ path, nth }: { readonly path: string; readonly nth: number }, inject: () => void): void {
  let asked = 0;
  aircall.beforeRequest((request) => {
    if (request.path === path && (asked += 1) === nth) inject();
  });
}

async function read(state?: HereRun['states']): Promise<HereRun> {
  const config = configFor(aircall, `https://localhost:${proxy.port}`);
  const clock = new VirtualClock({ startMs: aircall.clock.nowMs() });
  const run = await runHere('read', { config, catalog, clock, ...(state !== undefined && { state }) });
  expect(platformFaults(run, { catalog })).toEqual([]);
  expect(aircall.violations).toEqual([]);
  return run;
}

describe.each(['calls', 'users'] as const)('in the midst of %s', (stream) => {
  test.each(kinds)('$name, passing: is not noticed in the data', async ({ inject }) => {
    befallAt(places[stream], () => inject(2));
    const run = await read();
    expect([run.exitCode, run.errors]).toEqual([0, []]);
    expect(run.messages.filter(isRetry).length).toBeGreaterThan(0);
    for (const name of coreStreams) expect(run.rows(name)).toHaveLength(size[name]);
    expect(new Ledger().take(run).everything()).toEqual(truthOf(aircall.account));
  });

  test.each(kinds)('$name, lasting: ends what is left, and the next run goes on', async ({ inject }) => {
    befallAt(places[stream], () => inject(Infinity));
    const run = await read();
    const whole = stream === 'calls' ? ['users', 'teams'] : [];
    for (const name of coreStreams) {
      expect(run.end(name)).toBe(whole.includes(name) ? 'COMPLETE' : 'INCOMPLETE');
    }
    expect(run.exitCode).toBe(1);
    expect(new Set(run.errors.map(({ error }) => error.failure_type))).toEqual(new Set(['transient_error']));
    vi.restoreAllMocks();
    proxy.turnAway(0);
    const next = await read(run.lastStates);
    expect(next.exitCode).toBe(0);
    expect(new Ledger().take(run).take(next).everything()).toEqual(truthOf(aircall.account));
  });
});

function isRetry(message: HereRun['messages'][number]): boolean {
  return message.type === 'LOG' && message.log.message.startsWith('request-retried: ');
}
