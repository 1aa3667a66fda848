import { userFields } from '../generated/row-rules.ts';
import type { NestedUsers } from './stream.ts';

const ALLOWED: ReadonlySet<string> = new Set(userFields);

/**
 * Takes out of the users nested in a row, in place, every field that is not documented: Aircall was once seen to
 * send an internal row there (`transferred_by`), with an authentication token among its fields.
 */
export function tidyNestedUsers(value: unknown, places: NestedUsers): void {
  if (Array.isArray(value)) {
    for (const item of value) tidyNestedUsers(item, places);
    return;
  }
  if (!isObject(value)) return;
  for (const [field, rule] of Object.entries(places)) {
    const nested = value[field];
    if (rule === 'user') eachObject(nested, keepDocumented);
    else tidyNestedUsers(nested, rule);
  }
}

function eachObject(value: unknown, visit: (object: Record<string, unknown>) => void): void {
  if (Array.isArray(value)) for (const item of value) eachObject(item, visit);
  else if (isObject(value)) visit(value);
}

function keepDocumented(user: Record<string, unknown>): void {
  for (const field of Object.keys(user)) if (!ALLOWED.has(field)) delete user[field];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
