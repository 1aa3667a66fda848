import { asSchema, type Schema } from './read.ts';

const banner = '/** Generated from schemas/streams by schemas/generate.ts. Do not edit. */';

type Tree = { [field: string]: string | Tree };

/**
 * Tables for whoever compares rows or passes them on, made from schemas/streams/volatile.json (where `[]` after a
 * field means each element of an array) and from the nested users that the schemas declare.
 */
export function rowRules(streams: ReadonlyMap<string, Schema>, volatile: Schema): string {
  const skippedOfUser = paths(asSchema(volatile['nested_users'], 'nested_users'), 'skip');
  const volatileFields: Tree = {};
  const nestedUsers: Tree = {};
  let userFields: readonly string[] = [];
  for (const [name, schema] of streams) {
    const rules = asSchema(volatile[name], name);
    const users = paths(rules, 'nested_users');
    const skipped = users.flatMap((user) => skippedOfUser.map((field) => `${user}.${field}`));
    const compared: Tree = (volatileFields[name] = {});
    for (const path of [...paths(rules, 'skip'), ...skipped]) plant(compared, schema, path, 'skip');
    for (const path of paths(rules, 'presence')) plant(compared, schema, path, 'presence');
    const nested: Tree = (nestedUsers[name] = {});
    for (const path of users) userFields = Object.keys(plant(nested, schema, path, 'user'));
  }
  return `${banner}

/**
 * Per stream what to leave out when a row is compared with an earlier reading of it. 'skip': the value changes by
 * itself and means nothing; 'presence': of a signed link only whether there is one; an object: rules of the fields
 * below, also where the field is an array of objects.
 */
export const volatileFields = ${text(volatileFields)} as const;

/** Per stream where a user ('user') is nested in a row, in the same form. */
export const nestedUsers = ${text(nestedUsers)} as const;

/**
 * The only fields that a nested user may carry: Aircall was once seen to send a user there with fields of its own
 * that nobody outside should have (such as an authentication token).
 */
export const userFields = ${text(userFields)} as const;
`;
}

function paths(rules: Schema, kind: string): readonly string[] {
  const list = rules[kind];
  if (!Array.isArray(list)) throw new TypeError(`volatile.json: "${kind}" is not a list`);
  return list.map(String);
}

/** Puts `leaf` at `path` of the tree, and returns the declared fields of the place; a path that the schema lacks is an error. */
function plant(tree: Tree, schema: Schema, path: string, leaf: string): Schema {
  const steps = path.split('.');
  let branch = tree;
  let place = schema;
  for (const [index, step] of steps.entries()) {
    const field = step.replace('[]', '');
    const property = asSchema(asSchema(place['properties'], path)[field], `${path} (in volatile.json)`);
    place = step.endsWith('[]') ? asSchema(property['items'], path) : property;
    if (index === steps.length - 1) branch[field] = leaf;
    else {
      const below = (branch[field] ??= {});
      if (typeof below === 'string') throw new TypeError(`${path}: ${field} has a rule of its own`);
      branch = below;
    }
  }
  return asSchema(place['properties'] ?? {}, path);
}

const text = (value: unknown): string => JSON.stringify(value, undefined, 2);
