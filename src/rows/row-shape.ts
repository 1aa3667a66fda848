import { publicSchema } from '../streams/schema.ts';
import type { Stream } from '../streams/stream.ts';

/**
 * What shapes a stream's rows, as one string: the columns and their types, which of them are selected, and the details that
 * are asked for, and what becomes of personal data (`personalData`, where not all is kept). After an upgrade that adds a column, or when one is newly selected, the salt differs and every row counts as changed.
 * No selection (or none of the stream's columns) means all of them.
 */
export function saltOf(
  stream: Stream,
  selected: readonly string[],
  details: readonly string[] = [],
  personalData?: string,
): string {
  const columns = columnsOf(stream);
  const chosen = columns.filter((column) => selected.includes(column));
  const shape = shapeOf(publicSchema(stream.schema));
  return JSON.stringify([
    stream.name,
    shape,
    chosen.length === 0 ? columns : chosen,
    ...details,
    ...(personalData === undefined ? [] : [personalData]),
  ]);
}

/** The stream's top-level columns, sorted. */
function columnsOf(stream: Stream): readonly string[] {
  const properties = stream.schema['properties'];
  return typeof properties === 'object' && properties !== null ? Object.keys(properties).toSorted() : [];
}

/** A schema without its words. */
function shapeOf(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(shapeOf);
  if (typeof schema !== 'object' || schema === null) return schema;
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([key]) => key !== 'description' && key !== 'title' && !key.startsWith('x-'))
      .map(([key, value]) => [key, shapeOf(value)]),
  );
}
