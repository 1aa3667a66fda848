import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jsonErrorPosition } from './json-position.ts';

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** JSON, and JSON with a character put in, taken out or exchanged. */
const nearlyJson = fc
  .tuple(
    fc.json({ maxDepth: 4 }),
    fc.nat(),
    fc.nat(1),
    fc.constantFrom(
      '',
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"',
      '\\',
      '0',
      '-',
      '.',
      'e',
      't',
      ' ',
      '\n',
      '\u0001',
      'x',
    ),
  )
  .map(([text, at, removed, put]) => {
    const index = at % (text.length + 1);
    return text.slice(0, index) + put + text.slice(index + removed);
  });

describe('the position of a JSON error', () => {
  test('there is one exactly when the text is not JSON', () => {
    fc.assert(
      fc.property(nearlyJson, (text) => {
        expect(jsonErrorPosition(text) === undefined).toBe(parses(text));
      }),
      { numRuns: 3000 },
    );
  });

  test.each([
    ['{"a": 1,}', 1, 9],
    ['{\n  "a": b\n}', 2, 8],
    ['{"a" 1}', 1, 6],
    ['{"a": "half', 1, 7],
    ['{} {}', 1, 4],
    ['[1, 2', 1, 6],
    ['', 1, 1],
    ["{'a': 1}", 1, 2],
    ['{"a": 01}', 1, 8],
  ])('in %j it is line %i, column %i', (text, line, column) => {
    expect(jsonErrorPosition(text)).toEqual({ line, column });
  });

  test('a text of a million brackets does not overflow the stack', () => {
    expect(jsonErrorPosition('['.repeat(1_000_000))).toEqual({ line: 1, column: 1_000_001 });
  });
});
