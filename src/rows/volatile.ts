import { isObject } from '../json/is-object.ts';
import type { JsonSchema } from '../streams/schema.ts';
import type { FingerprintRules } from '../sync/fingerprint.ts';

/**
 * What to leave out when two readings of a row are compared, as its columns say themselves: `"x-volatile": true` where a
 * value changes by itself and means nothing, `"presence"` where only its presence counts, `"id"` where only the object's
 * `id` does.
 */
export function volatileRules(schema: JsonSchema): FingerprintRules {
  const rules: Record<string, FingerprintRules[string]> = {};
  for (const [name, column] of Object.entries(objectIn(schema, 'properties') ?? {})) {
    const rule = isObject(column) ? ruleOf(column) : undefined;
    if (rule !== undefined) rules[name] = rule;
  }
  return rules;
}

function ruleOf(column: JsonSchema): FingerprintRules[string] | undefined {
  const mark = column['x-volatile'];
  if (mark === 'presence' || mark === 'id') return mark;
  if (mark === true) return 'skip';
  const below = volatileRules(objectIn(column, 'items') ?? column);
  return Object.keys(below).length === 0 ? undefined : below;
}

function objectIn(schema: JsonSchema, key: string): JsonSchema | undefined {
  const value = schema[key];
  return isObject(value) ? value : undefined;
}
