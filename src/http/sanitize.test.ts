import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sanitize } from './sanitize.ts';

function clean(value: unknown): ReturnType<typeof sanitize> {
  const text = JSON.stringify(value);
  return sanitize(JSON.parse(text), text);
}

/** Strings with more than their share of what has to be sanitized. */
const string = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('\0', '\ud83d', '\ude00', '\ud83d\ude00', '\\u0000', 'é'),
    ),
  )
  .map((parts) => parts.join(''));

function sanitizedString(value: string): string {
  return value.replaceAll('\0', '').toWellFormed();
}

describe('text that warehouses refuse', () => {
  test.each([
    ['a\0b', 'ab'],
    ['\0', ''],
    ['\ud800', '\ufffd'],
    ['x\udc00y', 'x\ufffdy'],
    ['\ude00\ud83d', '\ufffd\ufffd'],
    // What looks like a pair once the NUL is gone is one.
    ['\ud83d\0\ude00', '\ud83d\ude00'],
  ])('%j becomes %j', (given, expected) => {
    expect(clean({ a: [{ b: given }] })).toEqual({ body: { a: [{ b: expected }] }, sanitized: 1 });
  });

  test('clean text comes back as the very same object', () => {
    const body = { a: ['😀', 'plain', '\\u0000'] };
    const sanitized = sanitize(body, JSON.stringify(body));
    expect(sanitized.body).toBe(body);
    expect(sanitized.sanitized).toBe(0);
  });

  test('keys are sanitized too, also one that is named like the prototype', () => {
    const text = String.raw`{"a\u0000":1,"__proto__":"x\u0000","b":{"__proto__":["\ud800"]}}`;
    const { body, sanitized } = sanitize(JSON.parse(text), text);
    expect(sanitized).toBe(3);
    expect(JSON.stringify(body)).toBe('{"__proto__":"x","b":{"__proto__":["\ufffd"]},"a":1}');
    expect(Object.getPrototypeOf(body)).toBe(Object.prototype);
  });

  test('any JSON comes out as if each of its strings was sanitized by itself', () => {
    const values = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 5 },
        string,
        fc.integer(),
        fc.constant(null),
        fc.boolean(),
        fc.array(tie('value')),
        fc.dictionary(fc.string({ unit: 'grapheme-ascii' }), tie('value')),
      ),
    })).value;
    fc.assert(
      fc.property(values, (value) => {
        let count = 0;
        const text = JSON.stringify(value);
        const expected: unknown = JSON.parse(text, (_, part: unknown) => {
          if (typeof part !== 'string') return part;
          count += Number(sanitizedString(part) !== part);
          return sanitizedString(part);
        });
        expect(clean(value)).toEqual({ body: expected, sanitized: count });
      }),
    );
  });

  test('nesting beyond the stack is no trouble', () => {
    const depth = 100_000;
    const text = `${'['.repeat(depth)}"\\u0000"${']'.repeat(depth)}`;
    expect(sanitize(JSON.parse(text), text).sanitized).toBe(1);
  });
});
