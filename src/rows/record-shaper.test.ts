import { expect, test } from 'vitest';
import { calls } from '../streams/calls.ts';
import type { Stream } from '../streams/stream.ts';
import { withTimestamps } from '../streams/timestamps.ts';
import { users } from '../streams/users.ts';
import { RecordShaper } from './record-shaper.ts';

const at = 1_795_553_520;
const iso = '2026-11-24T20:52:00Z';

function shaped(stream: Stream, row: Record<string, unknown>) {
  const unreadable: string[] = [];
  new RecordShaper(stream, (path) => unreadable.push(path)).shape(row);
  return { row, unreadable };
}

test('times leave in ISO 8601, nested ones too, whatever form they come in', () => {
  const { row, unreadable } = shaped(calls, {
    id: 1,
    started_at: at,
    answered_at: String(at),
    ended_at: null,
    user: { id: 2, created_at: '2026-11-24T20:52:00.000Z' },
    comments: [null, { posted_at: at, posted_by: { created_at: '2026-11-24T22:52:00+02:00' } }],
    tags: [{ created_at: at }, { tagged_at: at }],
  });
  expect(row).toMatchObject({
    started_at: iso,
    answered_at: iso,
    ended_at: null,
    user: { id: 2, created_at: iso },
    comments: [null, { posted_at: iso, posted_by: { created_at: iso } }],
    tags: [{ created_at: iso }, { tagged_at: iso }],
  });
  expect(unreadable).toEqual([]);
});

test('what is no time passes as it is, and is told by its path', () => {
  const { row, unreadable } = shaped(calls, { started_at: 'soon', comments: [{ posted_at: 1e15 }] });
  expect(row).toMatchObject({ started_at: 'soon', comments: [{ posted_at: 1e15 }] });
  expect(unreadable).toEqual(['started_at', 'comments[].posted_at']);
});

test('with timestamps: unix, times leave as they came', () => {
  const { row } = shaped(withTimestamps(calls, 'unix'), { started_at: at, number: { created_at: iso } });
  expect(row).toMatchObject({ started_at: at, number: { created_at: iso } });
});

test('derived columns are added, and never replace a value that Aircall sends', () => {
  const { row } = shaped(calls, { user: { id: 7 }, contact: { id: 8 } });
  expect(row).toMatchObject({ user_id: 7, contact_id: 8, outcome: null, team_ids: null });
  const own = Object.fromEntries(Object.keys(row).map((name) => [name, 'own']));
  expect(shaped(calls, { ...own, user: { id: 7 } }).row).toEqual({ ...own, user: { id: 7 } });
});

test('a derived column that Aircall sends without a value is filled in', () => {
  expect(shaped(calls, { user: { id: 7 }, user_id: null }).row).toMatchObject({ user_id: 7 });
});

test('shaping twice changes nothing', () => {
  const { row } = shaped(users, { id: 1, created_at: '2026-11-24T20:52:00.500Z' });
  const once = structuredClone(row);
  expect(shaped(users, row).row).toEqual(once);
});
