import { afterAll, beforeAll, expect, test } from 'vitest';
import { accountsIn, type StreamEvidence } from '../../src/evidence/assessment.ts';
import { readEntries } from '../../src/evidence/entries.ts';
import { historyOf } from '../../src/evidence/history.ts';
import { Aircall } from '../simulator/aircall.ts';
import { Random } from '../simulator/random.ts';
import { RunOfSyncs } from '../support/run-of-syncs.ts';

const HOUR_MS = 3_600_000;
const DAYS = 32;

let aircall: Aircall;
let syncs: RunOfSyncs;
let stopped = 0;

/** A month of hourly syncs, of which some are stopped in the middle and begun again. */
beforeAll(async () => {
  aircall = new Aircall({
    seed: 7,
    calls: 900,
    days: 12,
    futureCalls: 2400,
    futureDays: DAYS,
    users: 5,
    teams: 1,
    habits: { lateChangeShare: 0.05, lateChangeAgeSeconds: [1800, 10 * 86_400] },
  });
  syncs = await RunOfSyncs.of(aircall, ['calls', 'users']);
  const random = new Random(11);
  for (let hour = 0; hour < DAYS * 24; hour++) {
    if (random.next() < 0.08) {
      await syncs.sync(1 + Math.floor(random.next() * 6));
      stopped++;
    }
    const { code, stderr } = await syncs.sync();
    if (code !== 0) throw new Error(stderr);
    aircall.clock.advance(HOUR_MS + Math.floor(random.next() * 240_000) - 120_000);
  }
}, 600_000);
afterAll(() => syncs.close());

async function evidence(stream: string): Promise<StreamEvidence | undefined> {
  const accounts = accountsIn(await historyOf(readEntries([syncs.data])));
  expect(accounts).toHaveLength(1);
  return accounts[0]?.streams.find((one) => one.stream === stream);
}

/** The calls of each day that the account shows. */
function truth(): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { started_at: at } of aircall.account.visibleCalls()) {
    const day = new Date(Number(at) * 1000).toISOString().slice(0, 10);
    counts.set(day, (counts.get(day) ?? 0) + 1);
  }
  return counts;
}

test('the lines of a month of hourly syncs add up to the account, day by day and month by month', async () => {
  const calls = await evidence('calls');
  if (calls?.kind !== 'days') throw new Error('no days');
  const whole = calls.days.filter(({ state }) => state === 'verified');
  const days = truth();
  expect(stopped).toBeGreaterThan(30);
  expect(whole.length).toBeGreaterThan(DAYS + 8);
  expect(Object.fromEntries(whole.map(({ day, rows }) => [day, rows]))).toEqual(
    Object.fromEntries(whole.map(({ day }) => [day, days.get(day) ?? 0])),
  );
  expect(calls.days.filter(({ state }) => state !== 'verified').map(({ state }) => state)).toEqual([
    'partly',
  ]);
  const september = calls.months.find(({ month }) => month === '2026-09');
  expect(september).toMatchObject({
    state: 'complete',
    rows: [...days].filter(([day]) => day.startsWith('2026-09')).reduce((sum, [, rows]) => sum + rows, 0),
  });
});

test('each day was read last when its look-back ended, not when it was first read', async () => {
  const calls = await evidence('calls');
  if (calls?.kind !== 'days') throw new Error('no days');
  const old = calls.days.find(({ day }) => day === '2026-09-20');
  const end = Date.parse('2026-09-21') / 1000;
  expect((old?.readAt ?? 0) - end).toBeGreaterThan(5 * 86_400);
});

test('a whole list is proven by its last reading', async () => {
  expect(await evidence('users')).toMatchObject({
    kind: 'list',
    last: { total: aircall.account.users.size, ids: aircall.account.users.size, verified: true },
  });
});
