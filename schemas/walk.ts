import { asSchema, isSchema, type Schema } from './read.ts';

/** Collects `schema` and everything below it by path: `calls.teams` is the array, `calls.teams[]` its element. */
export function walk(schema: Schema, path: string, found: Map<string, Schema>): void {
  found.set(path, schema);
  if (isSchema(schema['items'])) walk(schema['items'], `${path}[]`, found);
  if (!isSchema(schema['properties'])) return;
  for (const [name, property] of Object.entries(schema['properties'])) {
    walk(asSchema(property, `${path}.${name}`), `${path}.${name}`, found);
  }
}
