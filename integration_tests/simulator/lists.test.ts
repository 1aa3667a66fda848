import { describe, expect, test } from 'vitest';
import { Aircall } from './aircall.ts';
import type { Row } from './people.ts';

function body(aircall: Aircall, path: string, query: Record<string, string | number> = {}): Row {
  const { payload, status } = aircall.ask(path, query);
  if (typeof payload === 'string' || status !== 200) throw new Error(`${path}: ${status}`);
  return payload;
}

function rows(page: Row, key: string): Row[] {
  const list = page[key];
  if (!Array.isArray(list)) throw new Error(`no ${key}`);
  return list;
}

const wholeLists = [
  ['/v1/calls', 'calls', 130],
  ['/v2/users', 'users', 61],
  ['/v1/users/availabilities', 'users', 61],
  ['/v1/teams', 'teams', 52],
  ['/v1/numbers', 'numbers', 53],
  ['/v1/contacts', 'contacts', 55],
  ['/v1/webhooks', 'webhooks', 54],
  ['/v1/tags', 'tags', 12],
] as const;
const big = { calls: 130, users: 61, teams: 52, numbers: 53, contacts: 55, webhooks: 54 };

describe('every list', () => {
  test.each(wholeLists)('%s has pages of 20 by default and gives each row once', (path, key, total) => {
    const aircall = new Aircall(big);
    const ids = new Set<unknown>();
    const counts: number[] = [];
    for (let page = 1; page <= Math.ceil(total / 20) + 1; page += 1) {
      const answer = body(aircall, path, { page });
      const list = rows(answer, key);
      list.forEach(({ id }) => ids.add(id));
      counts.push(list.length);
      expect(answer['meta']).toMatchObject({ count: list.length, total, current_page: page, per_page: 20 });
    }
    expect(ids.size).toBe(total);
    expect(counts.at(-1)).toBe(0);
    expect(counts.reduce((sum, count) => sum + count)).toBe(total);
  });

  test.each(wholeLists)('%s cuts a page of 51 down to 50 silently', (path, key, total) => {
    const answer = body(new Aircall(big), path, { per_page: 51 });
    expect(rows(answer, key)).toHaveLength(Math.min(50, total));
    expect(answer['meta']).toMatchObject({ per_page: 50 });
  });

  test.each(wholeLists)('%s refuses pages past 10,000 rows, however few there are', (path) => {
    const aircall = new Aircall(big);
    expect(aircall.ask(path, { page: 200, per_page: 50 }).status).toBe(200);
    const { status, payload } = aircall.ask(path, { page: 201, per_page: 50 });
    expect([status, JSON.stringify(payload)]).toEqual([
      400,
      '{"error":"Bad Request","data":null,"message":"BAD_REQUEST","errors":"Your query is limited to 10k results and ' +
        'pagination is out of bound, please use timestamps or other filters.","troubleshoot":"BAD_REQUEST","success":false}',
    ]);
    expect(aircall.ask(path, { page: 501 }).status).toBe(400);
  });

  test.each(wholeLists.filter(([path]) => path !== '/v1/tags' && path !== '/v1/webhooks'))(
    '%s can be turned round',
    (path, key) => {
      const aircall = new Aircall(big);
      const ids = (order: string) =>
        rows(body(aircall, path, { order, per_page: 50 }), key).map(({ id }) => id);
      const all = (order: string) => [
        ...ids(order),
        ...rows(body(aircall, path, { order, per_page: 50, page: 2 }), key).map(({ id }) => id),
        ...rows(body(aircall, path, { order, per_page: 50, page: 3 }), key).map(({ id }) => id),
      ];
      expect(all('desc')).toEqual(all('asc').toReversed());
      expect(ids('anything')).toEqual(ids('asc'));
    },
  );
});

describe('meta', () => {
  test('echoes the query in its links, on one host', () => {
    const aircall = new Aircall({ calls: 130 });
    const query = { from: 1, order: 'asc', page: 2, per_page: 50 };
    expect(body(aircall, '/v1/calls', query)['meta']).toEqual({
      count: 50,
      total: 130,
      current_page: 2,
      per_page: 50,
      next_page_link: 'https://api.aircall.io/v1/calls?from=1&order=asc&page=3&per_page=50',
      previous_page_link: 'https://api.aircall.io/v1/calls?from=1&order=asc&page=1&per_page=50',
    });
  });

  test('has no links at the ends', () => {
    const aircall = new Aircall({ calls: 3 });
    expect(body(aircall, '/v1/calls')['meta']).toMatchObject({
      next_page_link: null,
      previous_page_link: null,
    });
  });

  test('of webhooks comes first and has no links at all', () => {
    const answer = body(new Aircall(big), '/v1/webhooks', { per_page: 50 });
    expect(Object.keys(answer)).toEqual(['meta', 'webhooks']);
    expect(answer['meta']).toEqual({ count: 50, total: 54, current_page: 1, per_page: 50 });
  });

  test('still advertises a page past the cap, and keeps the true total', () => {
    const aircall = new Aircall({ calls: 10_020, knobs: {} });
    expect(body(aircall, '/v1/calls', { page: 200, per_page: 50 })['meta']).toMatchObject({
      total: 10_020,
      next_page_link: expect.stringContaining('page=201'),
    });
  });

  test.each([
    [{ total: 'capped' }, 10_000],
    [{ total: 'capped', totalOffset: -30 }, 9_990],
    [{ totalOffset: 7 }, 10_027],
    [{ totalOffset: (list: string, request: number) => (list === 'calls' ? request : 0) }, 10_021],
  ] as const)('with the knobs %j says %i', (knobs, total) => {
    expect(body(new Aircall({ calls: 10_020, knobs }), '/v1/calls')['meta']).toMatchObject({ total });
  });
});

describe('the knobs of page sizes', () => {
  test('refuse what is too large', () => {
    const aircall = new Aircall({ calls: 60, knobs: { perPageOver: 'reject' } });
    expect(aircall.ask('/v1/calls', { per_page: 51 }).status).toBe(400);
    expect(aircall.ask('/v1/calls', { per_page: 50 }).status).toBe(200);
  });

  test('change the clamp from one request to the next', () => {
    const aircall = new Aircall({
      calls: 60,
      knobs: { perPageMax: (request) => (request % 2 === 0 ? 25 : 50) },
    });
    const sizes = [1, 2, 3].map(() => aircall.listCalls({ perPage: 50 }).meta.per_page);
    expect(sizes).toEqual([50, 25, 50]);
  });
});

describe('contacts', () => {
  const at = 1_780_000_000;
  function contacts(knobs = {}): Aircall {
    const aircall = new Aircall({ calls: 0, contacts: 0, knobs });
    aircall.account.addContact({ createdAt: at, updatedAt: at + 300 });
    aircall.account.addContact({ createdAt: at + 100, updatedAt: at + 200 });
    return aircall;
  }
  const created = (aircall: Aircall, query = {}) =>
    rows(body(aircall, '/v1/contacts', query), 'contacts').map((row) => Number(row['created_at']) - at);

  test('include both bounds, or exclude them as the knobs say', () => {
    expect(created(contacts(), { from: at, to: at + 100 })).toEqual([0, 100]);
    expect(created(contacts({ contactsFrom: 'exclusive' }), { from: at, to: at + 100 })).toEqual([100]);
    expect(created(contacts({ contactsTo: 'exclusive' }), { from: at, to: at + 100 })).toEqual([0]);
  });

  test('sort by updated_at on demand, while from still means created_at', () => {
    expect(created(contacts(), { order_by: 'updated_at' })).toEqual([100, 0]);
    expect(created(contacts(), { order_by: 'updated_at', order: 'desc' })).toEqual([0, 100]);
    expect(created(contacts(), { order_by: 'updated_at', from: at + 250 })).toEqual([]);
  });

  test('move when they are edited and disappear when they are deleted', () => {
    const aircall = contacts();
    const [first = 0] = [...aircall.account.contacts.keys()];
    expect(aircall.account.editContact(first, { firstName: 'New' }).updatedAt * 1000).toBe(
      aircall.clock.nowMs(),
    );
    aircall.account.deleteContact(first);
    expect(created(aircall)).toEqual([100]);
    expect(aircall.ask(`/v1/contacts/${first}`).status).toBe(404);
  });
});
