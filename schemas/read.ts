import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

export type Schema = Readonly<Record<string, unknown>>;

/** Keywords of Airbyte's dialect that ajv in strict mode has to be told of. They say nothing about what is valid. */
export const airbyteKeywords = [
  'airbyte_hidden',
  'airbyte_secret',
  'airbyte_type',
  'always_show',
  'order',
  'pattern_descriptor',
] as const;

/** A JSON file of this directory. */
export async function readSchema(path: string): Promise<Schema> {
  const schema: unknown = JSON.parse(await readFile(join(import.meta.dirname, path), 'utf8'));
  return asSchema(schema, path);
}

/** `value` as a JSON object, or an error that names `where`. */
export function asSchema(value: unknown, where: string): Schema {
  if (isSchema(value)) return value;
  throw new TypeError(`${where} is not a JSON object`);
}

export function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
