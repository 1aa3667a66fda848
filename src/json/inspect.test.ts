import { describe, expect, test } from 'vitest';
import { inspect, isTextTooDeep } from './inspect.ts';

const deep = (text: string): boolean => isTextTooDeep(text) || inspect(JSON.parse(text)).isTooDeep;

describe('nesting', () => {
  test.each([
    ['arrays', (n: number) => `${'['.repeat(n)}${']'.repeat(n)}`],
    ['objects', (n: number) => `${'{"a":'.repeat(n)}1${'}'.repeat(n)}`],
    ['arrays with something after each', (n: number) => `${'['.repeat(n)}${',1]'.repeat(n).slice(1)}`],
    ['objects with something after each', (n: number) => `${'{"a":'.repeat(n)}1${',"b":2}'.repeat(n)}`],
    ['both, with white space', (n: number) => `${'[{"a": '.repeat(n / 2)}1${' } \n ]'.repeat(n / 2)}`],
  ])('%s: 300 deep can be written, 9000 deep can not', (_, nested) => {
    expect(deep(nested(300))).toBe(false);
    expect(deep(nested(9000))).toBe(true);
    expect(deep(nested(200_000))).toBe(true);
  });

  test('brackets in a text are no nesting', () => {
    expect(deep(JSON.stringify({ comment: ']'.repeat(9000) }))).toBe(false);
  });
});
