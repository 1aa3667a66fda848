import { describe, expect, test } from 'vitest';
import { Aircall } from '../simulator/aircall.ts';
import { serve } from '../simulator/server.ts';
import { catalogOf } from '../support/catalog.ts';
import { platformFaults } from '../support/platform-rules.ts';
import { configFor } from '../support/run-connector.ts';
import { runHere, type HereRun } from '../support/run-here.ts';

const DAY_MS = 24 * 3600 * 1000;

type Account = {
  readonly aircall: Aircall;
  readonly sync: (names: readonly string[], state?: unknown) => Promise<Sync>;
};

type Sync = {
  readonly run: HereRun;
  /** The paths that were asked for beside the first request. */
  readonly asked: readonly string[];
};

async function within(
  size: { readonly users: number; readonly teams: number; readonly numbers: number },
  play: (account: Account) => Promise<void>,
): Promise<void> {
  const aircall = new Aircall({ calls: 5, days: 30, inProgress: false, ...size });
  const served = await serve(aircall);
  try {
    await play({
      aircall,
      sync: async (names, state) => {
        const catalog = catalogOf(names, 'incremental');
        const before = aircall.requests.length;
        const run = await runHere('read', { config: configFor(aircall, served.url), catalog, state });
        expect(platformFaults(run, { catalog })).toEqual([]);
        expect(run.exitCode).toBe(0);
        return { run, asked: aircall.requests.slice(before + 1).map(({ path }) => path) };
      },
    });
    expect(aircall.violations).toEqual([]);
  } finally {
    await served.close();
  }
}

function count(paths: readonly string[], pattern: RegExp): number {
  return paths.filter((path) => pattern.test(path)).length;
}

function first<T>(items: Iterable<T>): T {
  for (const item of items) return item;
  throw new Error('there is none');
}

describe('team_users', () => {
  const size = { users: 61, teams: 52, numbers: 5 };

  test('costs no request beside teams, and the pages of teams without them', () =>
    within(size, async ({ sync }) => {
      const teams = await sync(['teams']);
      const both = await sync(['teams', 'team_users']);
      expect(both.asked).toEqual(teams.asked);
      const alone = await sync(['team_users']);
      expect(alone.asked).toEqual(teams.asked);
      expect(alone.run.rows('team_users')).toEqual(both.run.rows('team_users'));
    }));

  test('tells who joined and who left, and of a team that is gone', () =>
    within(size, async ({ aircall, sync }) => {
      const before = await sync(['teams', 'team_users']);
      const [team, gone] = [...aircall.account.teams.values()].filter(({ userIds }) => userIds.length > 0);
      if (team === undefined || gone === undefined) throw new Error('there are two teams with users');
      const [left = 0, ...stayed] = team.userIds;
      const joined = first([...aircall.account.users.keys()].filter((id) => !team.userIds.includes(id)));
      aircall.account.editTeam(team.id, { userIds: [...stayed, joined] });
      aircall.account.deleteTeam(gone.id);
      const { run } = await sync(['teams', 'team_users'], before.run.lastStates);
      const tombstone = { _ab_cdc_deleted_at: expect.stringMatching(/Z$/) };
      expect(run.rows('team_users')).toEqual([
        { team_id: team.id, user_id: joined },
        { team_id: team.id, user_id: left, ...tombstone },
        ...gone.userIds.map((id) => ({ team_id: gone.id, user_id: id, ...tombstone })),
      ]);
      expect((await sync(['team_users'], run.lastStates)).run.records).toEqual([]);
    }));
});

describe('number_users', () => {
  test('asks each number, or each user where those are fewer, and says the same', () =>
    within({ users: 3, teams: 2, numbers: 40 }, async ({ aircall, sync }) => {
      const fewer = await sync(['users', 'numbers', 'number_users']);
      expect(count(fewer.asked, /^\/v2\/users\/\d+\/numbers$/)).toBe(3);
      expect(count(fewer.asked, /^\/v1\/numbers\/\d+$/)).toBe(0);
      const pairs = [...aircall.account.numbers.values()].flatMap(({ id, userIds }) =>
        userIds.map((userId) => ({ number_id: id, user_id: userId })),
      );
      expect(new Set(fewer.run.rows('number_users').map((row) => JSON.stringify(row)))).toEqual(
        new Set(pairs.map((row) => JSON.stringify(row))),
      );
      const changed = first(
        [...aircall.account.numbers.values()].filter(({ userIds }) => userIds.length > 0),
      );
      const [left] = changed.userIds;
      aircall.account.editNumber(changed.id, { name: 'Renamed', userIds: changed.userIds.slice(1) });
      const second = await sync(['numbers', 'number_users'], fewer.run.lastStates);
      expect(count(second.asked, /^\/v1\/numbers\/\d+$/)).toBe(1);
      expect(second.run.rows('number_users')).toMatchObject([{ number_id: changed.id, user_id: left }]);
    }));

  test('a membership that no list shows is seen after seven days', () =>
    within({ users: 61, teams: 2, numbers: 7 }, async ({ aircall, sync }) => {
      const before = await sync(['number_users']);
      expect(count(before.asked, /^\/v1\/numbers\/\d+$/)).toBe(7);
      const number = first(aircall.account.numbers.values());
      const joined = first([...aircall.account.users.keys()].filter((id) => !number.userIds.includes(id)));
      aircall.account.editNumber(number.id, { userIds: [...number.userIds, joined] });
      const soon = await sync(['number_users'], before.run.lastStates);
      expect([soon.asked, soon.run.records]).toEqual([['/v1/numbers'], []]);
      aircall.clock.advance(7 * DAY_MS);
      const later = await sync(['number_users'], soon.run.lastStates);
      expect(later.run.rows('number_users')).toEqual([{ number_id: number.id, user_id: joined }]);
    }));
});

test('templates are paged by tokens, and one list of numbers serves all who need it', () =>
  within({ users: 5, teams: 2, numbers: 4 }, async ({ aircall, sync }) => {
    const { run, asked } = await sync(['numbers', 'whatsapp_templates', 'number_users']);
    const templates = [...aircall.account.perRow.templates.values()].flat();
    expect(run.rows('whatsapp_templates')).toHaveLength(templates.length);
    expect(count(asked, /^\/v1\/numbers\/\d+\/templates$/)).toBe(3 + 3);
    expect(count(asked, /^\/v1\/numbers$/)).toBe(1);
  }));

test('a user without a dialer campaign costs one request, and is no error', () =>
  within({ users: 9, teams: 2, numbers: 4 }, async ({ aircall, sync }) => {
    const { run, asked } = await sync(['dialer_campaigns', 'dialer_campaign_numbers']);
    expect(run.rows('dialer_campaigns')).toHaveLength(aircall.account.perRow.campaigns.size);
    expect(count(asked, /\/dialer_campaign$/)).toBe(9);
    expect(count(asked, /\/phone_numbers$/)).toBe(9 + 2);
    const [userId] = aircall.account.perRow.campaigns.keys();
    aircall.account.perRow.campaigns.delete(userId ?? 0);
    aircall.clock.advance(8 * DAY_MS);
    const second = await sync(['dialer_campaigns'], run.lastStates);
    expect(second.run.rows('dialer_campaigns')).toMatchObject([
      { user_id: userId, _ab_cdc_deleted_at: expect.stringMatching(/Z$/) },
    ]);
  }));

test('the company costs no request of its own', () =>
  within({ users: 3, teams: 2, numbers: 4 }, async ({ aircall, sync }) => {
    const { run, asked } = await sync(['company']);
    expect(asked).toEqual([]);
    expect(run.rows('company')).toEqual([{ name: 'Example Company', users_count: 3, numbers_count: 4 }]);
    aircall.account.addUser();
    const second = await sync(['company'], run.lastStates);
    expect(second.run.rows('company')).toEqual([
      { name: 'Example Company', users_count: 4, numbers_count: 4 },
    ]);
    aircall.account.companyName = 'Another Company';
    const third = await sync(['company'], second.run.lastStates);
    expect(third.run.rows('company')).toMatchObject([{ name: 'Another Company' }]);
    expect(third.run.codes('WARN')).toEqual(['account-changed']);
  }));

test('each sync is another snapshot of who is available', () =>
  within({ users: 61, teams: 2, numbers: 4 }, async ({ aircall, sync }) => {
    const { run } = await sync(['user_availability']);
    aircall.clock.advance(3_600_000);
    const later = await sync(['user_availability'], run.lastStates);
    const times = new Set(
      [...run.rows('user_availability'), ...later.run.rows('user_availability')].map(
        (row) => row['snapshot_at'],
      ),
    );
    expect(times.size).toBe(2);
    expect(later.run.rows('user_availability')).toHaveLength(61);
  }));

test('a list without a total is read until a page brings nothing new', () =>
  within({ users: 3, teams: 2, numbers: 4 }, async ({ aircall, sync }) => {
    const list = aircall.account.listAt('/v1/sms/templates');
    for (let id = 100; id < 180; id += 1) list.set(id, { id, name: `template ${id}`, body: 'Hello' });
    aircall.fault(
      { path: '/v1/sms/templates' },
      { kind: 'payload', edit: ({ meta: _meta, ...body }) => body },
      Infinity,
    );
    const { run } = await sync(['sms_templates']);
    expect(run.rows('sms_templates')).toHaveLength(list.size);
    expect((await sync(['sms_templates'], run.lastStates)).run.records).toEqual([]);
  }));
