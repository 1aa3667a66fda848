import { describe, expect, test } from 'vitest';
import { Aircall } from '../simulator/aircall.ts';
import { serve } from '../simulator/server.ts';
import { catalogOf } from '../support/catalog.ts';
import { platformFaults } from '../support/platform-rules.ts';
import { configFor } from '../support/run-connector.ts';
import { runHere, type HereRun } from '../support/run-here.ts';
import { schemaFaults } from '../support/schema.ts';

type Account = {
  readonly aircall: Aircall;
  readonly sync: (
    names: readonly string[],
    state?: unknown,
    config?: object,
    mode?: 'incremental' | 'full_refresh',
  ) => Promise<HereRun>;
};

async function within(play: (account: Account) => Promise<void>): Promise<void> {
  const aircall = new Aircall({ calls: 5, users: 61, teams: 12, days: 30, inProgress: false });
  const served = await serve(aircall);
  try {
    await play({
      aircall,
      sync: async (names, state, config = {}, mode = 'incremental') => {
        const catalog = catalogOf(names, mode);
        const run = await runHere('read', {
          config: { ...configFor(aircall, served.url), ...config },
          catalog,
          state,
        });
        expect(platformFaults(run, { catalog })).toEqual([]);
        return run;
      },
    });
    expect(aircall.violations).toEqual([]);
  } finally {
    await served.close();
  }
}

function firstKey(aircall: Aircall, path: string): number {
  const [key] = aircall.account.listAt(path).keys();
  if (key === undefined) throw new Error(`nothing in ${path}`);
  return key;
}

function removeFirst(aircall: Aircall, path: string): number {
  const key = firstKey(aircall, path);
  aircall.account.listAt(path).delete(key);
  return key;
}

const iso = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);

describe('deletions', () => {
  test('tells once who is gone, and between which two syncs', () =>
    within(async ({ aircall, sync }) => {
      const first = await sync(['deletions']);
      expect([first.exitCode, first.records]).toEqual([0, []]);
      const seen = aircall.clock.nowMs();
      aircall.clock.advance(3600_000);
      const user = removeFirst(aircall, '/v2/users');
      const team = removeFirst(aircall, '/v1/teams');
      const second = await sync(['deletions'], first.lastStates);
      expect(second.rows('deletions')).toEqual([
        { stream: 'users', key: String(user), last_seen_at: iso, detected_at: iso },
        { stream: 'teams', key: String(team), last_seen_at: iso, detected_at: iso },
      ]);
      for (const row of second.rows('deletions')) {
        expect(schemaFaults('deletions', row)).toEqual([]);
        expect(Math.abs(Date.parse(String(row['last_seen_at'])) - seen)).toBeLessThan(60_000);
        expect(Date.parse(String(row['detected_at'])) - seen).toBeGreaterThan(3_500_000);
      }
      expect((await sync(['deletions'], second.lastStates)).records).toEqual([]);
    }));

  test('reads no list twice, and asks for no row twice', () =>
    within(async ({ aircall, sync }) => {
      const lists = ['users', 'teams', 'tags', 'numbers', 'webhooks'];
      const first = await sync([...lists, 'deletions']);
      removeFirst(aircall, '/v2/users');
      const before = aircall.requests.length;
      await sync(lists, first.lastStates.slice(0, lists.length));
      const alone = aircall.requests.length - before;
      const both = await sync([...lists, 'deletions'], first.lastStates);
      expect(aircall.requests.length - before - alone).toBe(alone);
      expect(both.rows('users')).toHaveLength(1);
      expect(both.rows('deletions')).toHaveLength(1);
    }));

  test('with deletions: keep, the tables keep what they have, and the join tells who left', () =>
    within(async ({ aircall, sync }) => {
      const config = { deletions: 'keep' };
      const first = await sync(['users', 'deletions'], undefined, config);
      const gone = removeFirst(aircall, '/v2/users');
      const second = await sync(['users', 'deletions'], first.lastStates, config);
      expect(second.rows('users')).toEqual([]);
      expect(second.rows('deletions')).toMatchObject([{ stream: 'users', key: String(gone) }]);
    }));

  test('selected later, it knows what is gone from then on, and sends no row of the lists again', () =>
    within(async ({ aircall, sync }) => {
      const first = await sync(['users']);
      const second = await sync(['users', 'deletions'], first.lastStates);
      expect(second.records).toEqual([]);
      const gone = removeFirst(aircall, '/v2/users');
      const third = await sync(['users', 'deletions'], second.lastStates);
      expect(third.rows('deletions')).toMatchObject([{ key: String(gone) }]);
    }));

  test('a list that cannot be read keeps its state, and the others are told', () =>
    within(async ({ aircall, sync }) => {
      const first = await sync(['deletions']);
      const user = removeFirst(aircall, '/v2/users');
      const team = removeFirst(aircall, '/v1/teams');
      aircall.fault({ path: '/v2/users' }, { kind: 'status', status: 403 }, 3);
      const second = await sync(['deletions'], first.lastStates);
      expect([second.exitCode, second.end('deletions')]).toEqual([1, 'INCOMPLETE']);
      expect(second.rows('deletions')).toMatchObject([{ stream: 'teams', key: String(team) }]);
      const third = await sync(['deletions'], second.lastStates);
      expect(third.rows('deletions')).toMatchObject([{ stream: 'users', key: String(user) }]);
    }));

  test('a row that is not listed but exists is not told', () =>
    within(async ({ aircall, sync }) => {
      const first = await sync(['deletions']);
      const key = firstKey(aircall, '/v1/teams');
      aircall.fault(
        { path: '/v1/teams' },
        {
          kind: 'payload',
          edit: (payload) => {
            const rows = payload['teams'];
            const teams = Array.isArray(rows) ? rows.filter((row) => row.id !== key) : [];
            return { ...payload, teams, meta: { ...Object(payload['meta']), total: teams.length } };
          },
        },
        Infinity,
      );
      const second = await sync(['deletions'], first.lastStates);
      expect([second.exitCode, second.records]).toEqual([0, []]);
    }));

  test('a runner that knows no other mode than full refresh gets them too', () =>
    within(async ({ aircall, sync }) => {
      const first = await sync(['deletions'], undefined, {}, 'full_refresh');
      const gone = removeFirst(aircall, '/v1/teams');
      const second = await sync(['deletions'], first.lastStates, {}, 'full_refresh');
      expect(second.rows('deletions')).toMatchObject([{ stream: 'teams', key: String(gone) }]);
    }));
});
