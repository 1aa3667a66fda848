import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Aircall } from '../simulator/aircall.ts';
import type { Knobs } from '../simulator/knobs.ts';
import { serve, type Served } from '../simulator/server.ts';
import { catalogOf } from '../support/catalog.ts';
import { Ledger, missingFrom, truthOf } from '../support/ledger.ts';
import { keptStates } from '../support/output.ts';
import { configFor } from '../support/run-connector.ts';
import { runHere, type HereRun } from '../support/run-here.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const YEAR = 365 * DAY;

let aircall: Aircall;
let served: Served;
let ledger: Ledger;
let states: HereRun['states'];

beforeEach(async () => {
  aircall = new Aircall({ calls: 420, days: 40, futureCalls: 200, futureDays: 12, users: 5, teams: 2 });
  served = await serve(aircall);
  ledger = new Ledger();
  states = [];
});
afterEach(() => served.close());

/** A sync on a machine whose clock is off by so much. */
async function sync(machineOffMs = 0): Promise<HereRun> {
  const run = await runHere('read', {
    config: configFor(aircall, served.url),
    catalog: catalogOf(['calls']),
    state: states,
    clock: new VirtualClock({ startMs: aircall.clock.nowMs() + machineOffMs, aircall: aircall.clock }),
  });
  expect([run.exitCode, run.errors]).toEqual([0, []]);
  states = keptStates(states, run.states);
  ledger.take(run);
  return run;
}

function lost(): readonly number[] {
  return missingFrom(ledger.rows('calls'), truthOf(aircall.account).calls).lost;
}

/** A few syncs an hour apart. */
async function someSyncs(count: number, machineOffMs = 0): Promise<void> {
  for (let n = 0; n < count; n += 1) {
    aircall.clock.advance(HOUR);
    await sync(machineOffMs);
  }
}

const start = Date.UTC(2026, 8, 15, 10);

const dates: readonly (readonly [string, Knobs['date']])[] = [
  ['an hour ahead', { offsetMs: HOUR }],
  ['a year ahead', { offsetMs: YEAR }],
  ['an hour behind', { offsetMs: -HOUR }],
  ['a year behind', { offsetMs: -YEAR }],
  ["a stale copy's", { stuckAtMs: start - 3 * HOUR }],
  ['stuck in the year 1970', { stuckAtMs: 0 }],
  ['missing', 'missing'],
  ['garbled', 'garbled'],
];

describe("Aircall's Date header", () => {
  test.each(dates)('%s for some syncs, and right again: nothing is lost', async (_name, date) => {
    await sync();
    aircall.knobs.date = date;
    await someSyncs(3);
    aircall.knobs.date = 'right';
    await someSyncs(2);
    expect(lost()).toEqual([]);
    const quiet = await sync();
    expect(quiet.records).toEqual([]);
  });

  test.each(dates)('%s at the first sync: nothing is lost once it is right', async (_name, date) => {
    aircall.knobs.date = date;
    await sync();
    aircall.knobs.date = 'right';
    await someSyncs(2);
    expect(lost()).toEqual([]);
  });

  test('missing is said once, and this machine’s clock takes its place', async () => {
    aircall.knobs.date = 'missing';
    expect((await sync()).codes('WARN')).toEqual(['no-server-time']);
    expect(lost()).toEqual([]);
  });
});

describe("this machine's clock", () => {
  test.each([
    ['an hour ahead', HOUR],
    ['a year ahead', YEAR],
    ['an hour behind', -HOUR],
    ['a year behind', -YEAR],
  ])('%s costs one request as long as Aircall tells the time', async (_name, off) => {
    const first = await sync(off);
    expect(first.rows('calls')).toHaveLength(420);
    await someSyncs(3, off);
    expect(lost()).toEqual([]);
    aircall.requests.length = 0;
    const quiet = await sync(off);
    expect([quiet.records, quiet.codes('WARN')]).toEqual([[], ['clock-mismatch']]);
    expect(aircall.requests).toHaveLength(3);
  });

  test.each([
    ['ahead', HOUR],
    ['behind', -HOUR],
  ])(
    'an hour %s, with no Date header either: nothing is lost once one of them is right',
    async (_name, off) => {
      aircall.knobs.date = 'missing';
      await someSyncs(3, off);
      await someSyncs(2);
      expect(lost()).toEqual([]);
    },
  );
});
