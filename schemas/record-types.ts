import { compile } from 'json-schema-to-typescript';
import { asSchema, isSchema, type Schema } from './read.ts';

const banner = '/** Generated from schemas/streams by schemas/generate.ts. Do not edit. */';

/**
 * One exported type per stream schema, named after its title. The schemas have no `required`, because a person may
 * leave columns out of a sync; but a column that is never null (primary key and cursor) is always sent by the API,
 * and so is required here. Rows may carry fields that no schema knows; the types do not speak of these.
 */
export async function recordTypes(schemas: readonly Schema[]): Promise<string> {
  const types: string[] = [];
  for (const schema of schemas) {
    const name = String(schema['title']);
    types.push(
      await compile({ ...closed(schema), required: alwaysThere(schema) }, name, { bannerComment: '' }),
    );
  }
  return `${banner}\n\n${types.join('\n')}`;
}

function alwaysThere(schema: Schema): string[] {
  const properties = Object.entries(asSchema(schema['properties'], 'properties'));
  return properties
    .filter(([name, property]) => typeof asSchema(property, name)['type'] === 'string')
    .map(([name]) => name);
}

/** `schema` without undeclared fields at any level, which would make an index signature of them. */
function closed(schema: Schema): Schema {
  const entries = Object.entries(schema).map(([key, value]) => [
    key,
    isSchema(value) ? closed(value) : value,
  ]);
  return {
    ...Object.fromEntries(entries),
    ...(schema['additionalProperties'] === true && { additionalProperties: false }),
  };
}
