import { describe, expect, test } from 'vitest';
import { parseExactly } from '../json/exact-json.ts';
import { keyColumns, rowKey, type KeyColumns } from './row-key.ts';

const one: KeyColumns = [{ name: 'id', isText: false }];
const text: KeyColumns = [{ name: 'id', isText: true }];
const two: KeyColumns = [
  { name: 'number_id', isText: false },
  { name: 'id', isText: true },
];

describe('the key of a row', () => {
  test.each([
    [one, '{"id": 7}', 7],
    [one, '{"id": 9007199254740993}', '9007199254740993'],
    [text, '{"id": "a,b"}', 'a,b'],
    [two, '{"number_id": 7, "id": "a\\",b"}', '[7,"a\\",b"]'],
    [two, '{"number_id": 9007199254740993, "id": "a"}', '["9007199254740993","a"]'],
  ])('%j of %s is %s, and gives the columns back', (columns, json, key) => {
    const row = parseExactly(json);
    if (typeof row !== 'object' || row === null) throw new Error('no row');
    expect(rowKey({ ...row }, columns)).toBe(key);
    expect(JSON.stringify(keyColumns(key, columns))).toBe(JSON.stringify(row));
  });

  test.each([
    [one, { id: null }],
    [one, {}],
    [one, { id: -1 }],
    [one, { id: 1.5 }],
    [one, { id: '7' }],
    [text, { id: '' }],
    [two, { number_id: 7 }],
  ])('%j has none in %j', (columns, row) => {
    expect(rowKey(row, columns)).toBeUndefined();
  });
});
