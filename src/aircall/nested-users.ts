import { userFields } from '../generated/row-rules.ts';
import type { NestedUsers } from '../streams/stream.ts';

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
  // `for…in` makes no list of the fields, which are looked at in every row.
  for (const field in places) {
    const rule = places[field];
    const nested = value[field];
    if (rule === 'user') eachObject(nested, keepDocumented);
    else if (rule !== undefined) tidyNestedUsers(nested, rule);
  }
}

function eachObject(value: unknown, visit: (object: Record<string, unknown>) => void): void {
  if (Array.isArray(value)) for (const item of value) eachObject(item, visit);
  else if (isObject(value)) visit(value);
}

function keepDocumented(user: Record<string, unknown>): void {
  for (const field in user) if (!ALLOWED.has(field)) delete user[field];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
