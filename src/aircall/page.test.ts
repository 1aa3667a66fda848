import { expect, test } from 'vitest';
import { UnusableAnswer } from '../http/unusable-answer.ts';
import { calls } from '../streams/calls.ts';
import { RowInspector } from '../rows/row-inspector.ts';
import type { ListStream } from '../streams/source.ts';
import { parseExactly } from '../json/exact-json.ts';
import { parsePage } from './page.ts';
import { teams } from '../streams/teams.ts';
import { users } from '../streams/users.ts';

function parse(stream: ListStream, body: unknown, number: number) {
  return parsePage(stream, body, number, new RowInspector(stream.schema));
}

const meta = { count: 1, total: 1, current_page: 1, per_page: 50 };

test('a page is placed by its cursor: calls in seconds, the lists in milliseconds', () => {
  const call = { id: 7, started_at: 1_790_000_000 };
  expect(parse(calls, { calls: [call], meta }, 1)).toEqual({
    rows: [{ id: 7, at: 1_790_000_000, data: call }],
    total: 1,
    perPage: 50,
  });
  for (const created of ['2026-06-18T10:11:02.000Z', '2026-06-18T10:11:02Z', '2026-06-18T12:11:02+02:00']) {
    const page = parse(users, { users: [{ id: 1, created_at: created }], meta }, 1);
    expect(page.rows[0]?.at).toBe(Date.UTC(2026, 5, 18, 10, 11, 2));
  }
});

test.each([
  ['null', null],
  ['no list', { meta }],
  ['no meta', { calls: [] }],
  ['another page', { calls: [], meta: { ...meta, current_page: 2 } }],
  ['no total', { calls: [], meta: { ...meta, total: null } }],
  ['an empty page where a whole one is due', { calls: [], meta: { ...meta, total: 50 } }],
  ['a page size of none', { calls: [], meta: { ...meta, total: 0, per_page: 0 } }],
  ['more rows than a page holds', { calls: [{ id: 1 }, { id: 2 }], meta: { ...meta, per_page: 1 } }],
  ['a row that is none', { calls: [null], meta }],
  ['a row without an id', { calls: [{ started_at: 1 }], meta }],
  ['a row with a key that is none', { calls: [{ id: {}, started_at: 1 }], meta }],
])('%s is not usable', (_, body) => {
  expect(() => parse(calls, body, 1)).toThrow(UnusableAnswer);
});

test.each([null, undefined, 'yesterday', 1.5, {}, [], -0.5])(
  'a row whose time is %j has none, and passes',
  (time) => {
    for (const [stream, name, column] of [
      [calls, 'calls', 'started_at'],
      [users, 'users', 'created_at'],
    ] as const) {
      const row = { id: 1, [column]: time };
      expect(parse(stream, { [name]: [row], meta }, 1).rows).toEqual([{ id: 1, at: undefined, data: row }]);
    }
  },
);

test('keys may be whole numbers of any size, and texts where the schema says so', () => {
  const rows = parseExactly('[{"id":9007199254740993}]');
  expect(parse(users, { users: rows, meta }, 1).rows.map(({ id }) => id)).toEqual(['9007199254740993']);
  const named = { ...users, schema: { properties: { id: { type: 'string' } } } };
  expect(parse(named, { users: [{ id: 'abc' }], meta }, 1).rows.map(({ id }) => id)).toEqual(['abc']);
  expect(() => parse(users, { users: [{ id: 'abc' }], meta }, 1)).toThrow(UnusableAnswer);
});

/** A user with fields that nobody outside should have. */
function leaky(): object {
  return { id: 3, name: 'A', authentication_token: 'invented', company_id: 1 };
}

test('of users nested in a row only documented fields are kept, wherever they stand', () => {
  const clean = { id: 3, name: 'A' };
  const call = {
    id: 7,
    started_at: 5,
    user: leaky(),
    assigned_to: null,
    transferred_by: leaky(),
    transferred_to: leaky(),
    comments: [
      { id: 1, posted_by: leaky() },
      { id: 2, posted_by: null },
    ],
    tags: [{ id: 1, tagged_by: leaky() }],
    teams: [null, { id: 1, users: [leaky(), null] }],
  };
  expect(parse(calls, { calls: [call], meta }, 1).rows[0]?.data).toEqual({
    id: 7,
    started_at: 5,
    user: clean,
    assigned_to: null,
    transferred_by: clean,
    transferred_to: clean,
    comments: [
      { id: 1, posted_by: clean },
      { id: 2, posted_by: null },
    ],
    tags: [{ id: 1, tagged_by: clean }],
    teams: [null, { id: 1, users: [clean, null] }],
  });
  const team = { id: 1, created_at: '2026-06-18T10:11:02.000Z', users: [leaky()] };
  expect(parse(teams, { teams: [team], meta }, 1).rows[0]?.data).toMatchObject({ users: [clean] });
});
