/** What may come next in a JSON text. */
type Expecting = 'value' | 'first item' | 'first key' | 'key' | 'colon' | 'comma or end';

/**
 * Where a text stops being JSON: the line and the column (both from 1) of the first token that can't be right, or
 * undefined when all of it is JSON. `JSON.parse` tells the place only by quoting the text around it, and that may be
 * a secret.
 */
export function jsonErrorPosition(text: string): { line: number; column: number } | undefined {
  const string =
    /"[\u0020\u0021\u0023-\u005b\u005d-\uffff]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[\u0020\u0021\u0023-\u005b\u005d-\uffff]*)*"/y;
  const plain = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null/y;
  const space = /[ \t\n\r]*/y;
  const open: ('{' | '[')[] = [];
  let expecting: Expecting = 'value';
  let index = 0;
  const skip = (pattern: RegExp): boolean => {
    pattern.lastIndex = index;
    const found = pattern.test(text);
    if (found) index = pattern.lastIndex;
    return found;
  };

  for (;;) {
    skip(space);
    const next = text[index];
    if (expecting === 'comma or end' && open.length === 0) {
      return next === undefined ? undefined : lineAndColumn(text, index);
    }
    const step = afterPunctuation(next, expecting, open);
    if (step !== undefined) {
      index += 1;
      expecting = step;
    } else if ((expecting === 'first key' || expecting === 'key') && skip(string)) {
      expecting = 'colon';
    } else if ((expecting === 'value' || expecting === 'first item') && (skip(string) || skip(plain))) {
      expecting = 'comma or end';
    } else {
      return lineAndColumn(text, index);
    }
  }
}

/** What is expected after a bracket, comma or colon that is in its place; undefined when `next` is none. */
function afterPunctuation(
  next: string | undefined,
  expecting: Expecting,
  open: ('{' | '[')[],
): Expecting | undefined {
  const inside = open.at(-1);
  const valueMayCome = expecting === 'value' || expecting === 'first item';
  if ((next === '{' || next === '[') && valueMayCome) {
    open.push(next);
    return next === '{' ? 'first key' : 'first item';
  }
  const mayClose =
    (next === '}' && inside === '{' && (expecting === 'comma or end' || expecting === 'first key')) ||
    (next === ']' && inside === '[' && (expecting === 'comma or end' || expecting === 'first item'));
  if (mayClose) {
    open.pop();
    return 'comma or end';
  }
  if (next === ',' && expecting === 'comma or end') return inside === '{' ? 'key' : 'value';
  if (next === ':' && expecting === 'colon') return 'value';
  return undefined;
}

function lineAndColumn(text: string, index: number): { line: number; column: number } {
  const before = text.slice(0, index).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}
