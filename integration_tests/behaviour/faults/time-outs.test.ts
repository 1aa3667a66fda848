import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../../src/http/clock.ts';
import { Aircall } from '../../simulator/aircall.ts';
import type { WireFault } from '../../simulator/faults.ts';
import { serve, type Served } from '../../simulator/server.ts';
import { coreStreams, catalogOf } from '../../support/catalog.ts';
import { accelerateTimers } from '../../support/accelerate-timers.ts';
import { Ledger, truthOf } from '../../support/ledger.ts';
import { platformFaults } from '../../support/platform-rules.ts';
import { configFor } from '../../support/run-connector.ts';
import { runHere, type HereRun } from '../../support/run-here.ts';
import { serveTcp } from '../../support/tls-front.ts';

/** A second here is this many for the connector, so that a minute of silence is over soon. */
const FACTOR = 200;

const catalog = catalogOf();
const paths = { calls: '/v1/calls', users: '/v2/users' } as const;

let unhurry: () => void;
let aircall: Aircall;
let served: Served;

beforeAll(() => {
  unhurry = accelerateTimers(FACTOR);
});
afterAll(() => unhurry());
beforeEach(async () => {
  aircall = new Aircall({ calls: 230, users: 60, teams: 3 });
  served = await serve(aircall);
});
afterEach(() => served.close());

async function read(): Promise<HereRun> {
  const run = await runHere('read', {
    config: configFor(aircall, served.url),
    catalog,
    clock: systemClock,
  });
  expect(platformFaults(run, { catalog })).toEqual([]);
  return run;
}

const kinds: readonly (readonly [string, WireFault])[] = [
  ['headers that never come', { kind: 'delay-headers', ms: Infinity }],
  ['a body that never comes', { kind: 'delay-body', ms: Infinity }],
  ['a byte now and then', { kind: 'drip', ms: 20 }],
];

describe.each(['calls', 'users'] as const)('of %s', (stream) => {
  const others = coreStreams.filter((name) => name !== stream);

  test.each(kinds)('%s, passing: is not noticed in the data', async (_name, fault) => {
    aircall.fault({ path: paths[stream], query: { page: 2 } }, fault, 1);
    const run = await read();
    expect([run.exitCode, run.errors]).toEqual([0, []]);
    expect(run.codes('WARN')).toContain('request-retried');
    for (const name of coreStreams)
      expect(run.rows(name)).toHaveLength(truthOf(aircall.account)[name].length);
    expect(new Ledger().take(run).everything()).toEqual(truthOf(aircall.account));
  });

  test.each(kinds)('%s, lasting: ends this stream only', async (_name, fault) => {
    aircall.fault({ path: paths[stream] }, fault, Infinity);
    const run = await read();
    expect([run.exitCode, run.end(stream)]).toEqual([1, 'INCOMPLETE']);
    expect(run.errors.map(({ error }) => [error.stream_descriptor?.name, error.failure_type])).toEqual([
      [stream, 'transient_error'],
    ]);
    expect(run.errors[0]?.error.message).toMatch(/in time/);
    for (const name of others) expect(run.rows(name)).toHaveLength(truthOf(aircall.account)[name].length);
  });
});

test('a connection that never comes about is a time-out', async () => {
  const silent = await serveTcp(() => {});
  const config = configFor(aircall, `https://127.0.0.1:${silent.port}`);
  const run = await runHere('read', { config, catalog, clock: systemClock });
  expect(run.errors.map(({ error }) => error.failure_type)).toEqual(Array(3).fill('transient_error'));
  expect(run.errors[0]?.error.message).toMatch(/in time/);
  await silent.close();
});

test.each(kinds)('check gives up by itself: %s', async (_name, fault) => {
  aircall.fault({ path: '/v1/company' }, fault, Infinity);
  const config = configFor(aircall, served.url);
  const run = await runHere('check', { config, clock: systemClock });
  expect(run.exitCode).toBe(1);
  expect(run.messages.map(({ type }) => type).filter((type) => type !== 'LOG')).toEqual(['TRACE']);
  expect(run.errors[0]?.error.failure_type).toBe('transient_error');
});
