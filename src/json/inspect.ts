import { isObject } from './is-object.ts';

/** Aircall's own nest about six deep; a few thousand levels are more than `JSON.stringify` can write. */
const DEEPEST = 500;

/** Texts below this size cannot take much memory, however deep they nest. */
const SMALL = 256 * 1024;

export type Inspection = {
  /** Nested more deeply than anything can be written. */
  readonly isTooDeep: boolean;
  /** A number is there that a double does not hold digit by digit. */
  readonly hasLargeNumber: boolean;
};

/** Looks at every value of a parsed JSON body. */
export function inspect(body: unknown): Inspection {
  const found = { isTooDeep: false, hasLargeNumber: false };
  look(body, 0, found);
  return found;
}

function look(value: unknown, depth: number, found: { isTooDeep: boolean; hasLargeNumber: boolean }): void {
  if (typeof value === 'number') {
    if (isLarge(value)) found.hasLargeNumber = true;
  } else if (typeof value === 'object' && value !== null) {
    if (depth >= DEEPEST) found.isTooDeep = true;
    else if (Array.isArray(value)) {
      for (const item of value) if (typeof item !== 'string') look(item, depth + 1, found);
    } else if (isObject(value)) {
      // `for…in` makes no list of the fields, which are looked at in every row.
      for (const name in value) {
        const field = value[name];
        if (typeof field !== 'string') look(field, depth + 1, found);
      }
    }
  }
}

function isLarge(value: number): boolean {
  return !Number.isSafeInteger(value) && (Number.isInteger(value) || !Number.isFinite(value));
}

/**
 * Whether a JSON text nests too deeply, seen before it is parsed: ten megabytes of brackets take a hundred times their
 * size as objects. Small texts are left to `inspect`.
 */
export function isTextTooDeep(text: string): boolean {
  if (text.length < SMALL) return false;
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x22) at = endOfString(text, at);
    else if (code === 0x5b || code === 0x7b) {
      if (++depth > DEEPEST) return true;
    } else if (code === 0x5d || code === 0x7d) depth--;
  }
  return false;
}

/** The position of the quote that ends the string which begins at `start`; the text's end where none does. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (text.charCodeAt(end - 1 - backslashes) === 0x5c) backslashes++;
    if (backslashes % 2 === 0) return end;
  }
  return text.length;
}
