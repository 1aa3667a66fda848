import { describe, expect, test } from 'vitest';
import { Aircall } from './aircall.ts';
import { comparable } from './truth.ts';

const urls = [
  '/v1/calls?per_page=50&page=3',
  '/v2/users',
  '/v1/teams',
  '/v1/numbers',
  '/v1/contacts',
  '/v1/webhooks',
];

function texts(aircall: Aircall): string[] {
  return urls.map((url) => aircall.answer({ method: 'GET', url, headers: { ...aircall.authorized } }).body);
}

/** The most calls within one second. */
function crowd(rhythm: 'office' | 'even'): number {
  const counts = new Map<unknown, number>();
  for (const { started_at: at } of new Aircall({ calls: 3000, rhythm }).account.visibleCalls()) {
    counts.set(at, (counts.get(at) ?? 0) + 1);
  }
  return Math.max(...counts.values());
}

describe('determinism', () => {
  const options = { calls: 300, futureCalls: 50, futureDays: 3 };

  test('gives the same company for the same seed, byte by byte, also later', () => {
    const [one, two] = [new Aircall(options), new Aircall(options)];
    expect(texts(one)).toEqual(texts(two));
    [one, two].forEach(({ clock }) => clock.advance(86_400_000));
    expect(texts(one)).toEqual(texts(two));
  });

  test('gives another company for another seed', () => {
    const [one, two] = [new Aircall(options), new Aircall({ ...options, seed: 2 })];
    const other = texts(two);
    expect(texts(one).map((text, at) => text === other[at])).toEqual(Array.from({ length: 6 }, () => false));
  });
});

describe('the calls of a new account', () => {
  test.each([0, 1, 19, 20, 50, 51, 1234])('are as many as were asked for: %i', (calls) => {
    const aircall = new Aircall({ calls });
    expect(aircall.listCalls({}).meta.total).toBe(calls);
    expect(aircall.account.visibleCalls()).toHaveLength(calls);
    expect(new Set(aircall.account.callIds()).size).toBe(calls);
  });

  test('stand in their order, and where their second says, also after they settled', () => {
    const aircall = new Aircall({ calls: 300, days: 0.1, habits: { startShiftShare: 1 } });
    aircall.clock.advance(3_600_000);
    const rows = [1, 2, 3, 4, 5, 6].flatMap((page) => aircall.listCalls({ page, perPage: 50 }).rows);
    const starts = rows.map((row) => Number(row['started_at']));
    expect(starts).toEqual(starts.toSorted((a, b) => a - b));
    const counts = starts.map((at) => starts.filter((other) => other === at).length);
    expect(starts.map((at) => aircall.listCalls({ from: at - 1, to: at }).meta.total)).toEqual(counts);
  });

  test('mostly begin in office hours, seldom at night and at weekends', () => {
    const aircall = new Aircall({ calls: 5000, days: 28, nowMs: Date.UTC(2026, 8, 14) });
    const starts = aircall.account.visibleCalls().map((row) => new Date(Number(row['started_at']) * 1000));
    const share = (which: (date: Date) => boolean) => starts.filter(which).length / starts.length;
    expect(share((date) => date.getUTCHours() >= 8 && date.getUTCHours() < 18)).toBeGreaterThan(0.8);
    expect(share((date) => date.getUTCDay() % 6 === 0)).toBeLessThan(0.1);
    expect(share((date) => date.getUTCHours() < 6)).toBeGreaterThan(0);
  });

  test('crowd into single seconds now and then, or are spread evenly on demand', () => {
    expect(crowd('office')).toBeGreaterThanOrEqual(12);
    expect(crowd('even')).toBeLessThan(6);
  });

  test('to come arrive with the clock', () => {
    const aircall = new Aircall({ calls: 100, futureCalls: 70, futureDays: 2 });
    const totals = [0, 1, 1].map((days) => {
      aircall.clock.advance(days * 86_400_000);
      return aircall.listCalls({}).meta.total;
    });
    expect([totals[0], totals[2]]).toEqual([100, 170]);
    expect(totals[1]).toBeGreaterThan(100);
    expect(totals[1]).toBeLessThan(170);
  });

  test('ring on for hours when they are long, and record late when they are late', () => {
    const { account } = new Aircall({ calls: 2000, habits: { longCallShare: 0.1, lateRecordingShare: 0.1 } });
    const plans = account.callIds().map((id) => account.plan(account.call(id)));
    expect(Math.max(...plans.map(({ talkSeconds }) => talkSeconds))).toBeGreaterThan(3600);
    const delays = plans.map(({ recordingSeconds }) => recordingSeconds ?? 0);
    expect(Math.max(...delays)).toBeGreaterThan(7200);
    expect(Math.max(...delays)).toBeLessThanOrEqual(86_400);
  });
});

describe('users, teams and tags', () => {
  test('come, are renamed and go', () => {
    const aircall = new Aircall({ calls: 0, users: 2, teams: 1 });
    const { account } = aircall;
    const ada = account.addUser({ name: 'Ada' });
    account.renameUser(ada.id, 'Ada L.');
    expect(account.visibleUsers().map(({ name }) => name)).toContain('Ada L.');
    const team = account.addTeam({ name: 'New', userIds: [ada.id] });
    account.renameTeam(team.id, 'Newer');
    expect(aircall.ask(`/v1/teams/${team.id}`).payload).toMatchObject({
      team: { name: 'Newer', users: [{ id: ada.id }] },
    });
    account.deleteUser(ada.id);
    expect(aircall.ask(`/v2/users/${ada.id}`).status).toBe(404);
    expect(aircall.ask(`/v1/teams/${team.id}`).payload).toMatchObject({ team: { users: [] } });
    account.deleteTeam(team.id);
    expect(account.visibleTeams()).toHaveLength(1);
    expect(() => account.deleteTeam(team.id)).toThrow('nothing with id');
    expect(() => account.renameUser(ada.id, 'Ghost')).toThrow('nothing with id');
  });

  test('take themselves out of the calls when they go', () => {
    const aircall = new Aircall({ calls: 0 });
    const { account, clock } = aircall;
    const user = account.addUser();
    const team = account.addTeam();
    const tag = account.addTag('gone soon');
    account.addCall(clock.nowMs() / 1000 - 5000, {
      direction: 'inbound',
      answered: true,
      userId: user.id,
      teamIds: [team.id],
      comments: [{ after: 1, content: 'hello', by: user.id }],
      tags: [{ after: 1, tagId: tag.id, by: user.id }],
      transferredTo: user.id,
      assigned: { after: 1, userId: user.id },
    });
    const named = { id: user.id };
    const row = () => aircall.listCalls({}).rows[0];
    expect(row()).toMatchObject({
      user: named,
      teams: [{ id: team.id }],
      tags: [{ tagged_by: named }],
      assigned_to: named,
    });
    account.deleteUser(user.id);
    expect(row()).toMatchObject({
      user: null,
      assigned_to: null,
      transferred_to: null,
      tags: [{ tagged_by: {} }],
    });
    expect(row()).toMatchObject({ comments: [{ content: 'hello', posted_by: null }] });
    account.deleteTeam(team.id);
    account.deleteTag(tag.id);
    expect(row()).toMatchObject({ teams: [null], tags: [] });
  });
});

describe('the truth for tests', () => {
  test('is what the list shows, less what differs at each reading', () => {
    const aircall = new Aircall({ calls: 120 });
    const pages = [1, 2, 3].flatMap(
      (page) => aircall.listCalls({ page, perPage: 50, fetch_contact: 'true' }).rows,
    );
    expect(pages.map((row) => comparable('calls', row))).toEqual(aircall.account.visibleCalls());
    const truth = JSON.stringify(aircall.account.visibleCalls());
    const volatile = ['X-Amz', 'invented-not', '\\u0000', '\\ud83d', '"available"', '"availability_status"'];
    expect(volatile.filter((text) => truth.includes(text))).toEqual([]);
    expect(
      aircall.account.visibleCalls().filter((row) => row['recording'] === 'signed').length,
    ).toBeGreaterThan(10);
  });

  test('does not change as an idle hour passes, although every reading does', () => {
    const aircall = new Aircall({
      calls: 0,
      users: 20,
      numbers: 9,
      habits: { lateChangeShare: 0, lateRecordingShare: 0 },
    });
    aircall.account.addCalls(aircall.clock.nowMs() / 1000 - 90_000, 10, {
      talkSeconds: 100,
      settleSeconds: 200,
    });
    const both = () => [
      aircall.account.visibleCalls(),
      aircall.account.visibleUsers(),
      aircall.account.visibleTeams(),
    ];
    const [truth, shown] = [both(), aircall.ask('/v2/users').payload];
    aircall.clock.advance(9 * 3_600_000);
    expect(both()).toEqual(truth);
    expect(aircall.ask('/v2/users').payload).not.toEqual(shown);
  });

  test('leaves out what has aged out', () => {
    const aircall = new Aircall({ calls: 40, days: 180, inProgress: false });
    aircall.clock.advance(100 * 86_400_000);
    expect(aircall.account.visibleCalls().length).toBeLessThan(40);
    expect(aircall.account.visibleCalls()).toHaveLength(aircall.listCalls({}).meta.total);
    expect(aircall.account.callIds()).toHaveLength(40);
  });
});

test('a late change shows at the age that the account foretells', () => {
  const aircall = new Aircall({
    calls: 400,
    days: 60,
    habits: { lateChangeShare: 1, earlyNoteShare: 0 },
    edgeCases: false,
  });
  const { account, clock } = aircall;
  const fields = { comment: 'comments', tag: 'tags', archive: 'archived', assign: 'assigned_to' } as const;
  const kinds = new Set<string>();
  for (const id of account.callIds()) {
    const late = account.lateChange(id);
    if (late === undefined) continue;
    const { [fields[late.kind]]: value } = account.render(account.call(id), 0);
    const changed = Array.isArray(value) ? value.length > 0 : value !== null && value !== false;
    expect(changed).toBe(late.at <= clock.nowMs() / 1000);
    kinds.add(late.kind);
  }
  expect([...kinds].toSorted()).toEqual(['archive', 'assign', 'comment', 'tag']);
});
