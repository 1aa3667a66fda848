import { expect, test } from 'vitest';
import { calls } from '../streams/calls.ts';
import { users } from '../streams/users.ts';
import { DELETED_AT, tombstoneCounter } from './tombstones.ts';

const gone = { id: 2, [DELETED_AT]: '2026-11-24T20:52:00Z' };

test('rows with a time of deletion are tombstones', () => {
  expect(tombstoneCounter(users)([{ id: 1 }, gone, { id: 3, [DELETED_AT]: null }])).toBe(1);
});

test('a stream without the column has none', () => {
  expect(tombstoneCounter(calls)([gone])).toBe(0);
});
