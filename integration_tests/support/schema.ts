import { Ajv, type ValidateFunction } from 'ajv';
import type { Row } from '../simulator/people.ts';
import { airbyteKeywords, asSchema, isSchema, type Schema } from '../../schemas/read.ts';
import { streams } from '../../src/streams/registry.ts';
import { publicSchema } from '../../src/streams/schema.ts';

const dateTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

const ajv = new Ajv({
  strict: true,
  allowUnionTypes: true,
  keywords: [...airbyteKeywords, 'x-personal'],
  formats: { 'date-time': dateTime },
});

const schemas = new Map<string, Schema>();
const validators = new Map<string, ValidateFunction>();
for (const stream of streams) {
  const { name } = stream;
  const schema = publicSchema(stream.schema);
  schemas.set(name, schema);
  validators.set(name, ajv.compile(asSchema(closed(schema), name)));
}

/** What is wrong with a row by its stream's schema, when nothing may be there that the schema does not name. */
export function schemaFaults(stream: string, row: Row): readonly string[] {
  const validate = validators.get(stream);
  if (validate === undefined) return [`there is no schema of ${stream}`];
  if (validate(row)) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${stream}${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}

/** The top-level columns that a stream's schema names. */
export function columnsOf(stream: string): readonly string[] {
  return Object.keys(asSchema(schemas.get(stream)?.['properties'], stream));
}

/** The schema with `additionalProperties: false` on every object that says what it holds. */
function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closed);
  if (!isSchema(value)) return value;
  const copy = Object.fromEntries(Object.entries(value).map(([key, item]) => [key, closed(item)]));
  return isSchema(value['properties']) ? { ...copy, additionalProperties: false } : copy;
}
