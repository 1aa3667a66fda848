/** Many closing brackets in a row: no page of Aircall has them, anything nested deeply ends with them. */
const SUSPICIOUS = /[\]}](?:\s*[\]}]){63}/;

/** Aircall's own nest about six deep; a few thousand levels are more than `JSON.stringify` can write. */
const DEEPEST = 500;

/** Whether a parsed JSON body is nested more deeply than anything can be written. `text` is what it was parsed from. */
export function isTooDeep(body: unknown, text: string): boolean {
  if (!SUSPICIOUS.test(text)) return false;
  let level = [body];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEEPEST) return true;
    level = level.flatMap((value) =>
      typeof value === 'object' && value !== null ? Object.values(value) : [],
    );
  }
  return false;
}
