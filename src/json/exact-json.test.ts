import { expect, test } from 'vitest';
import { exactDigits, parseExactly } from './exact-json.ts';
import { inspect } from './inspect.ts';

test.each([
  '{"id":9007199254740993}',
  '{"a":[{"b":{"c":9223372036854775807}}]}',
  '[-9007199254740993,1,2.5,"9007199254740993"]',
  '{"n":123456789012345678901234567890}',
  '{"big":1e400}',
])('every digit of %s stays', (text) => {
  expect(inspect(JSON.parse(text)).hasLargeNumber).toBe(true);
  expect(JSON.stringify(parseExactly(text))).toBe(text);
});

test.each(['{"id":9007199254740991}', '[1.5,1e3,-0]', '{"a":null}'])('%s needs no care', (text) => {
  expect(inspect(JSON.parse(text)).hasLargeNumber).toBe(false);
});

test('digits can be asked for', () => {
  expect(exactDigits(Object(parseExactly('{"id":9007199254740993}')).id)).toBe('9007199254740993');
  expect(exactDigits(5)).toBeUndefined();
});
