import { expect, test } from 'vitest';
import { calls } from '../streams/calls.ts';
import { DriftWatch } from './drift.ts';
import type { Row } from '../sync/page.ts';

function driftOf(...rows: readonly Row[]): DriftWatch['drift'] {
  const watch = new DriftWatch(calls);
  for (const row of rows) watch.observe(row);
  return watch.drift;
}

test('rows as declared show no drift', () => {
  expect(driftOf({ id: 1, started_at: 5, recording: null, tags: [], user: {} })).toBeUndefined();
});

test('columns that the schema lacks are named once, and never quoted', () => {
  expect(driftOf({ id: 1, mood: 'secret' }, { id: 2, mood: 'good', aura: 1 })).toEqual({
    unknown: ['aura', 'mood'],
    mistyped: [],
  });
});

test.each([
  ['id', 'a text'],
  ['started_at', 1.5],
  ['tags', {}],
  ['archived', 'yes'],
  ['user', []],
])('a column of another type than declared is named: %s as %j', (column, value) => {
  expect(driftOf({ [column]: value })).toEqual({ unknown: [], mistyped: [column] });
});
