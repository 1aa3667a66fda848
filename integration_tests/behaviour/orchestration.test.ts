import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../src/http/clock.ts';
import { Aircall } from '../simulator/aircall.ts';
import { runningClock } from '../simulator/clock.ts';
import type { RateLimit } from '../simulator/rate-limit.ts';
import { serve, type Served } from '../simulator/server.ts';
import { coreStreams, catalogOf } from '../support/catalog.ts';
import { accelerateTimers } from '../support/accelerate-timers.ts';
import { Ledger, truthOf } from '../support/ledger.ts';
import { platformFaults } from '../support/platform-rules.ts';
import { configFor } from '../support/run-connector.ts';
import { runHere, type HereRun } from '../support/run-here.ts';

/** A minute of the limit is over in so much less time; the connector's own time runs as fast. */
const FACTOR = 100;

const catalog = catalogOf();

let unhurry: () => void;
let aircall: Aircall;
let served: Served;

beforeEach(() => {
  unhurry = accelerateTimers(FACTOR);
});
afterEach(async () => {
  unhurry();
  await served.close();
});

async function company(limit: Partial<RateLimit>): Promise<void> {
  const clock = runningClock(Date.now());
  aircall = new Aircall({
    calls: 1500,
    users: 60,
    teams: 3,
    days: 60,
    clock,
    inProgress: false,
    rateLimit: limit,
  });
  served = await serve(aircall);
}

/** On a slow machine requests may come too seldom to meet the limit: somebody else has used it up for this one. */
function useUpLimit(): void {
  aircall.fault({ number: 12 }, { kind: 'status', status: 429 });
}

/** A sync with the limit that the connector keeps by default, or another. */
function read(requestsPerMinute = 60): Promise<HereRun> {
  return runHere('read', {
    config: configFor(aircall, served.url, { requests_per_minute: requestsPerMinute }),
    catalog,
    clock: systemClock,
  });
}

function resultOf(run: HereRun): object {
  const arrived = new Ledger().take(run).everything();
  const truth = truthOf(aircall.account);
  return {
    exitCode: run.exitCode,
    faults: platformFaults(run, { catalog }),
    ends: coreStreams.map((name) => run.end(name)),
    ids: coreStreams.map((name) => arrived[name].length),
    whole: coreStreams.map((name) => truth[name].length),
  };
}

const whole = {
  exitCode: 0,
  faults: [],
  ends: ['COMPLETE', 'COMPLETE', 'COMPLETE'],
  ids: [60, 3, 1500],
  whole: [60, 3, 1500],
};

const limits: readonly (readonly [string, Partial<RateLimit>])[] = [
  ['a block of a minute', { perMinute: 60, blockMs: 60_000, window: 'sliding' }],
  ['a fixed minute', { perMinute: 60, reset: 'ms' }],
  ['nothing said of when it ends', { perMinute: 60, blockMs: 60_000, reset: 'none', body: 'html' }],
];

describe.each(limits)("the company's limit, with %s", (_name, limit) => {
  test('five runs one right after another all end whole', async () => {
    await company(limit);
    for (let run = 0; run < 5; run += 1) expect(resultOf(await read())).toEqual(whole);
  });

  test('two runs side by side on one key both end whole', async () => {
    // Together they ask 74 times, which is more than two minutes of this limit.
    await company({ ...limit, perMinute: 30 });
    useUpLimit();
    const [one, two] = await Promise.all([read(), read()]);
    expect([resultOf(one), resultOf(two)]).toEqual([whole, whole]);
    expect(one.codes('WARN').concat(two.codes('WARN'))).toContain('rate-limited');
    expect(one.statuses.concat(two.statuses).some(({ reasons }) => reasons !== undefined)).toBe(true);
  });
});

test('a run that asks for more than the company may is slowed down, and ends whole', async () => {
  await company({ perMinute: 20, blockMs: 60_000 });
  useUpLimit();
  const begun = Date.now();
  const run = await read(120);
  expect(resultOf(run)).toEqual(whole);
  const waiting = run.statuses.filter(({ reasons }) => reasons !== undefined);
  for (const { reasons } of waiting) {
    expect(reasons?.[0].rate_limited.quota_reset).toBeGreaterThan(begun);
  }
  expect(waiting.length).toBeGreaterThan(0);
});
