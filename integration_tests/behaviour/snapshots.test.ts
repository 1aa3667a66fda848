import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Aircall } from '../simulator/aircall.ts';
import type { Config } from '../../src/config/config.ts';
import { EngineSync, type EngineEnd } from '../support/engine-sync.ts';
import { idOf, Ledger, truthOf } from '../support/ledger.ts';

let aircall: Aircall;
let sync: EngineSync;

beforeEach(() => {
  aircall = new Aircall({ calls: 10, users: 137, teams: 3 });
  sync = new EngineSync(aircall, new Ledger(), 'users');
});
afterEach(() => {
  if (aircall.violations.length > 0) throw new Error(aircall.violations.join('\n'));
});

function idAt(index: number): number {
  const id = [...aircall.account.users.keys()].at(index);
  if (id === undefined) throw new RangeError('no such user');
  return id;
}

/** Ids of the records that say that somebody is gone. */
function declaredGone({ records }: EngineEnd): readonly number[] {
  return records.filter((row) => typeof row['_ab_cdc_deleted_at'] === 'string').map(idOf);
}

/** Once, before the `nth` request of the users' list: somebody leaves and somebody comes. */
function swapBefore(nth: number, leaver: number): void {
  let asked = 0;
  const undo = aircall.beforeRequest(({ path }, _number, account) => {
    if (path !== '/v2/users' || ++asked !== nth) return;
    undo();
    account.deleteUser(leaver);
    account.addUser();
  });
}

describe('a list that moves while it is read', () => {
  // 137 users are three pages; whoever leaves moves all after them by one place.
  test.each([2, 3, 4].flatMap((nth) => [0, 49, 50, 70, 99, 100, 130].map((leaver) => ({ nth, leaver }))))(
    'before request $nth, with number $leaver leaving: whoever is there arrives, and nobody else is declared gone',
    async ({ nth, leaver }) => {
      const first = idAt(leaver);
      swapBefore(nth, first);
      expect((await sync.run()).end).toBe('complete');
      const throughout = truthOf(aircall.account).users.slice(0, -1).map(idOf);
      const arrived = new Set(sync.ledger.rows('users').map(idOf));
      expect(throughout.filter((id) => !arrived.has(id))).toEqual([]);

      await sync.run();
      const second = idAt(leaver);
      swapBefore(nth, second);
      const later = await sync.run();
      expect(declaredGone(later).filter((id) => id !== second)).toEqual([]);

      const last = await sync.run();
      expect(sync.ledger.rows('users')).toEqual(truthOf(aircall.account).users);
      expect([...declaredGone(later), ...declaredGone(last)]).toEqual([second]);
      expect((await sync.run()).records).toEqual([]);
    },
  );
});

describe('deletions', () => {
  test('need their own 404: a list that comes back empty once, or short once, buries nobody', async () => {
    await sync.run();
    aircall.fault({ path: '/v2/users' }, { kind: 'empty-page', total: 'zero' });
    expect(declaredGone(await sync.run())).toEqual([]);
    aircall.fault(
      { path: '/v2/users' },
      {
        kind: 'payload',
        edit: (payload) => ({
          ...payload,
          users: Array.isArray(payload['users']) ? payload['users'].slice(0, 20) : [],
          meta: { ...Object(payload['meta']), total: 20, count: 20, next_page_link: null },
        }),
      },
      5,
    );
    expect(declaredGone(await sync.run())).toEqual([]);
    aircall.clearFaults();
    expect((await sync.run()).records).toEqual([]);
  });

  test('are not believed of everybody at once: a key of another company buries nobody', async () => {
    await sync.run();
    const other = new Aircall({ seed: 2, calls: 10, users: 20, teams: 3 });
    for (const id of other.account.users.keys()) other.account.deleteUser(id);
    for (let n = 0; n < 20; n += 1) other.account.addUser({ id: 9_000_000 + n });
    const wrong = new EngineSync(other, new Ledger(), 'users');
    wrong.state = sync.state;
    const end = await wrong.run();
    expect([end.end, end.codes, declaredGone(end)]).toEqual(['complete', ['all-rows-missing'], []]);
    // With the right key again, all is as it was.
    sync.state = wrong.state;
    expect((await sync.run()).records).toEqual([]);
  });

  test('of all but a few are told 50 a sync, until all are told', async () => {
    await sync.run();
    const leavers = [...aircall.account.users.keys()].slice(0, 120);
    for (const id of leavers) aircall.account.deleteUser(id);
    const told = [await sync.run(), await sync.run(), await sync.run(), await sync.run()].map(declaredGone);
    expect(told.map((ids) => ids.length)).toEqual([50, 50, 20, 0]);
    expect(told.flat().toSorted((a, b) => a - b)).toEqual(leavers.toSorted((a, b) => a - b));
    expect(sync.ledger.rows('users')).toEqual(truthOf(aircall.account).users);
  });

  test('are not told when they are to be ignored, and no request is spent on them', async () => {
    const config: Partial<Config> = { deletions: 'keep' };
    await sync.run({ config });
    aircall.account.deleteUser(idAt(3));
    aircall.requests.length = 0;
    expect((await sync.run({ config })).records).toEqual([]);
    expect(aircall.requests.filter(({ path }) => /\/users\/\d/.test(path))).toEqual([]);
  });

  test('are not told in a full refresh, which sends everybody', async () => {
    await sync.run();
    aircall.account.deleteUser(idAt(3));
    const full = await sync.run({ mode: 'full_refresh' });
    expect([full.records.length, declaredGone(full)]).toEqual([136, []]);
  });
});

describe('what is sent again', () => {
  test('is everything once when a column is newly selected, and nothing after that', async () => {
    const few = ['id', 'created_at', 'name'];
    await sync.run({ columns: few });
    expect((await sync.run({ columns: few })).records).toEqual([]);
    expect((await sync.run({ columns: [...few, 'email'] })).records).toHaveLength(137);
    expect((await sync.run({ columns: [...few, 'email'] })).records).toEqual([]);
  });

  test.each<[string, Record<string, unknown>, readonly string[]]>([
    ['nothing', {}, []],
    ["another connector's state", { created_at: '2026-02-01T00:00:00Z' }, []],
    ['the marker of a runner', { __ab_full_refresh_sync_complete: true }, []],
    ['a state of a full refresh', { v: 1 }, []],
    [
      'garbled fingerprints',
      { v: 1, created_at: '2026-02-01T00:00:00Z', fingerprints: '***' },
      ['state-ignored'],
    ],
    ['fingerprints that are a number', { v: 1, created_at: null, fingerprints: 7 }, ['state-ignored']],
    ['a cursor that is none', { v: 1, created_at: 'yesterday', fingerprints: '' }, ['state-ignored']],
    ['a cursor far ahead', { v: 1, created_at: '2099-01-01T00:00:00Z', fingerprints: '' }, ['state-ignored']],
  ])('is everything once for %s', async (_name, state, codes) => {
    sync.state = state;
    const run = await sync.run();
    expect([run.end, run.records.length, run.codes]).toEqual(['complete', 137, codes]);
    expect((await sync.run()).records).toEqual([]);
  });

  test.each<[string, Record<string, unknown>, number]>([
    ['cursor of another type', { started_at: [] }, 260],
    ['cursor that is no time', { started_at: 'soon' }, 260],
    ['cursor far ahead', { started_at: 4_102_444_800, last_read: null }, 260],
    ['position that is none', { started_at: 1_789_000_000, resume_from: 'here' }, 260],
    ['start of history that is none', { started_at: 1_789_000_000, covered_from: {} }, 260],
    ['list of readings that is none', { started_at: 1_788_000_000, last_read: 'all' }, 0],
    ['text of buckets that is none', { started_at: 1_788_000_000, buckets: '!' }, 0],
  ])('of calls for a state with a garbled %s is what it no longer covers', async (_name, garbled, least) => {
    const company = new Aircall({ calls: 260, days: 60, users: 5 });
    const calls = new EngineSync(company, new Ledger());
    await calls.run();
    calls.state = { ...calls.state, ...garbled };
    const run = await calls.run();
    expect([run.end, new Set(run.codes)]).toEqual(['complete', new Set(['state-ignored'])]);
    expect(run.records.length).toBeGreaterThanOrEqual(least);
    expect(calls.ledger.rows('calls')).toEqual(truthOf(company.account).calls);
    expect((await calls.run()).records).toEqual([]);
  });
});
