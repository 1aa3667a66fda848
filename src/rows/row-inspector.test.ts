import { expect, test } from 'vitest';
import { calls } from '../streams/calls.ts';
import { streams } from '../streams/registry.ts';
import { columnRules, type ColumnRule } from './column-rules.ts';
import { isSecretField } from './secret-fields.ts';
import { RowInspector, type Drift } from './row-inspector.ts';
import type { Row } from '../sync/page.ts';

function driftOf(...rows: readonly Row[]): Drift | undefined {
  const watch = new RowInspector(calls.schema);
  for (const row of rows) watch.inspect({ ...row });
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

test('columns are named at every depth that the schema describes', () => {
  expect(
    driftOf({
      id: 1,
      number: { id: 5, mood: 1, name: 7 },
      comments: [{ id: 1, content: 'x', aura: 2 }, 'a text'],
      tags: [{ id: 'one' }],
    }),
  ).toEqual({
    unknown: ['comments[].aura', 'number.mood'],
    mistyped: ['comments[]', 'number.name', 'tags[].id'],
  });
});

test('secrets are taken out at any depth, and not told as drift', () => {
  const inspector = new RowInspector(calls.schema);
  const secrets = {
    authentication_token: 'x',
    encrypted_password: 'x',
    api_key: 'x',
    reset_password_token: 'x',
  };
  const row: Record<string, unknown> = {
    id: 1,
    ...secrets,
    user: { id: 3, ...secrets },
    number: { id: 5, ...secrets },
    contact: { id: 6, user: { id: 7, ...secrets } },
    unheard_of: [{ deeper: { name: 'kept', ...secrets } }],
  };
  inspector.inspect(row);
  expect(row).toEqual({
    id: 1,
    user: { id: 3 },
    number: { id: 5 },
    contact: { id: 6, user: { id: 7 } },
    unheard_of: [{ deeper: { name: 'kept' } }],
  });
  expect(JSON.stringify(inspector.drift)).not.toMatch(/token|password|key/);
});

test('no column of any stream has the name of a secret', () => {
  const names = (rule: ColumnRule): string[] => [
    ...[...(rule.fields ?? [])].flatMap(([name, field]) => [name, ...names(field)]),
    ...(rule.items === undefined ? [] : names(rule.items)),
  ];
  const all = streams.flatMap((stream) => names(columnRules(stream.schema)));
  expect(all.length).toBeGreaterThan(100);
  expect(all.filter(isSecretField)).toEqual([]);
});
