import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Aircall } from '../../simulator/aircall.ts';
import type { Fault } from '../../simulator/faults.ts';
import { serve, type Served } from '../../simulator/server.ts';
import { coreStreams, catalogOf, type StreamName } from '../../support/catalog.ts';
import { Ledger, truthOf } from '../../support/ledger.ts';
import { keptStates, type Output } from '../../support/output.ts';
import { platformFaults } from '../../support/platform-rules.ts';
import { configFor } from '../../support/run-connector.ts';
import { runHere, type HereRun } from '../../support/run-here.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';
import { hopelessKinds, passingKinds } from './kinds.ts';

const size = { calls: 1200, users: 120, teams: 3 } as const;
const catalog = catalogOf();
const paths = { calls: '/v1/calls', users: '/v2/users' } as const;

/** The fault comes in the midst of each list, for calls after a checkpoint. */
const beginsAt = { calls: 24, users: 2 } as const;

let aircall: Aircall;
let served: Served;
let clock: VirtualClock;

beforeEach(async () => {
  aircall = new Aircall({ ...size, days: 60 });
  served = await serve(aircall);
  clock = new VirtualClock({ startMs: aircall.clock.nowMs() });
});
afterEach(() => served.close());

async function read(state?: HereRun['states']): Promise<HereRun> {
  const run = await runHere('read', {
    config: configFor(aircall, served.url),
    catalog,
    clock,
    ...(state !== undefined && { state }),
  });
  expect(platformFaults(run, { catalog })).toEqual([]);
  expect(aircall.violations).toEqual([]);
  return run;
}

/** From a request in the midst of the stream's list on, `times` requests meet the fault. */
function inject(stream: 'calls' | 'users', fault: Fault, times: number): void {
  let asked = 0;
  aircall.fault(
    ({ path }) => {
      if (path === paths[stream]) asked += 1;
      return path === paths[stream] && asked >= beginsAt[stream];
    },
    fault,
    times,
  );
}

/** What must be the case when one stream could not be read. */
function expectFailed(run: HereRun, failed: StreamName, failureType: string): void {
  const others = coreStreams.filter((name) => name !== failed);
  expect(run.exitCode).toBe(1);
  expect(run.end(failed)).toBe('INCOMPLETE');
  for (const name of others) {
    expect(run.end(name)).toBe('COMPLETE');
    expect(new Ledger().take(run).rows(name)).toEqual(truthOf(aircall.account)[name]);
  }
  expect(run.errors.map(({ error }) => [error.stream_descriptor?.name, error.failure_type])).toEqual([
    [failed, failureType],
  ]);
  expect(said(run, failed)).toEqual(['ERROR stream-failed', 'INFO stream-read', 'INCOMPLETE']);
}

const REPEATED = 'a duplicate page';

/** The last things that are said of a stream. */
function said({ messages }: Output, stream: string): readonly string[] {
  return messages
    .flatMap((message): string[] => {
      if (message.type === 'LOG') {
        const { level, message: text } = message.log;
        const [, code, name] = /^([a-z-]+)(?:: | stream=)(\w+)/.exec(text) ?? [];
        return name === stream && code !== undefined ? [`${level} ${code}`] : [];
      }
      if (message.type !== 'TRACE' || message.trace.type !== 'STREAM_STATUS') return [];
      const { stream_descriptor: of, status } = message.trace.stream_status;
      return of.name === stream ? [status] : [];
    })
    .slice(-3);
}

describe.each(['calls', 'users'] as const)('%s', (stream) => {
  test.each(passingKinds)('$name, passing: is not noticed in the data', async ({ fault }) => {
    inject(stream, fault, 2);
    const run = await read();
    expect([run.exitCode, run.errors]).toEqual([0, []]);
    expect(aircall.requests.filter((request) => request.fault !== undefined).length).toBeGreaterThan(0);
    for (const name of coreStreams) expect(run.rows(name)).toHaveLength(size[name]);
    expect(new Ledger().take(run).everything()).toEqual(truthOf(aircall.account));
  });

  test.each(passingKinds.filter(({ name }) => name !== REPEATED))(
    '$name, lasting: ends this stream only, and the next run goes on',
    async ({ fault }) => {
      inject(stream, fault, Infinity);
      const run = await read();
      expectFailed(run, stream, 'transient_error');
      aircall.clearFaults();
      const kept = run.lastStates;
      expect(kept.some(({ state }) => state.stream.stream_descriptor.name === 'calls')).toBe(true);
      const next = await read(kept);
      expect(next.exitCode).toBe(0);
      expect(new Ledger().take(run).take(next).everything()).toEqual(truthOf(aircall.account));
      expect((await read(keptStates(kept, next.lastStates))).records).toEqual([]);
    },
  );

  test.each(hopelessKinds)('$name: is a system_error at once', async ({ fault }) => {
    inject(stream, fault, Infinity);
    const run = await read();
    expectFailed(run, stream, 'system_error');
    expect(clock.sleptMs).toBe(0);
  });
});

test.each(['calls', 'users'] as const)(
  '%s: later pages that show the one before, for ever, hide nothing',
  async (stream) => {
    inject(stream, { kind: 'duplicate-page' }, Infinity);
    const run = await read();
    expect([run.exitCode, run.errors]).toEqual([0, []]);
    expect(new Ledger().take(run).everything()).toEqual(truthOf(aircall.account));
  },
);

describe('the key', () => {
  test('revoked midway is a config_error soon, and what was written stands', async () => {
    aircall.beforeRequest(({ path }) => {
      if (path === '/v1/calls' && aircall.requests.length > 28) aircall.revokeKey();
    });
    const run = await read();
    expectFailed(run, 'calls', 'config_error');
    expect(clock.sleptMs).toBeLessThan(5000);
    expect(run.lastStates).toHaveLength(3);
    // The pages that were under way when it was told.
    expect(aircall.requests.filter(({ status }) => status === 403).length).toBeLessThanOrEqual(20);
  });

  test.each([401, 403])('%i for one endpoint alone fails its stream, and no other', async (status) => {
    inject('users', { kind: 'status', status, body: '{"error":"Forbidden"}' }, Infinity);
    const run = await read();
    expectFailed(run, 'users', 'config_error');
    expect(run.errors[0]?.error.message).toContain('/v2/users');
    expect(run.errors[0]?.error.message).toContain('works otherwise');
  });

  test.each([401, 403])('a single odd %i is not noticed in the data', async (status) => {
    inject('users', { kind: 'status', status, body: '{"error":"Forbidden"}' }, 1);
    const run = await read();
    expect([run.exitCode, run.errors]).toEqual([0, []]);
    expect(new Ledger().take(run).everything()).toEqual(truthOf(aircall.account));
  });

  test('deleted while the lists are read is told once in full, and briefly for the other streams', async () => {
    aircall.beforeRequest(({ path }) => {
      if (path === '/v2/users') aircall.revokeKey();
    });
    const run = await read();
    expect(coreStreams.map((name) => run.end(name))).toEqual(Array(3).fill('INCOMPLETE'));
    expect(run.errors.map(({ error }) => error.failure_type)).toEqual(Array(3).fill('config_error'));
    expect(run.lines.filter((line) => line.includes('pasted whole')).length).toBeLessThanOrEqual(2);
    expect(run.lines.filter((line) => line.includes('Not read: Aircall refused the API key')).length).toBe(4);
  });

  test('wrong from the start is a config_error of every stream, after two requests', async () => {
    aircall.revokeKey();
    const run = await read();
    expect([run.exitCode, run.records, run.states]).toEqual([1, [], []]);
    expect(run.errors.map(({ error }) => error.failure_type)).toEqual(Array(3).fill('config_error'));
    expect(aircall.requests.map(({ path }) => path)).toEqual(['/v1/company', '/v1/ping']);
  });
});
