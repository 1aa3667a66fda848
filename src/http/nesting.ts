/** Aircall's own nest about six deep; a few thousand levels are more than `JSON.stringify` can write. */
const DEEPEST = 500;

/** Whether a parsed JSON body is nested more deeply than anything can be written. */
export function isTooDeep(body: unknown): boolean {
  return isObject(body) && hasDepth(body, DEEPEST);
}

/** Whether objects and arrays are nested in each other at least `levels` deep, the outermost one included. */
function hasDepth(outer: object, levels: number): boolean {
  if (levels === 0) return true;
  const values: readonly unknown[] = Array.isArray(outer) ? outer : Object.values(outer);
  for (const value of values) if (isObject(value) && hasDepth(value, levels - 1)) return true;
  return false;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
