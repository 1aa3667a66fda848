import { mapSchema, type JsonSchema } from './schema.ts';
import type { Stream } from './stream.ts';

/** How times leave: in ISO 8601, or as Aircall sends them. */
export type Timestamps = 'iso' | 'unix';

/** What Aircall sends in a column of times, by its mark; `iso` is declared as it is. */
const SENT: Readonly<Record<string, readonly string[]>> = {
  seconds: ['integer'],
  any: ['integer', 'string'],
};

/**
 * The stream with this form of times. In its schema `x-time` marks the columns that are converted: none where times leave as
 * Aircall sends them.
 */
export function withTimestamps(stream: Stream, timestamps: Timestamps): Stream {
  return timestamps === 'iso' ? stream : { ...stream, schema: mapSchema(stream.schema, asSent) };
}

function asSent(level: JsonSchema): JsonSchema {
  const { 'x-time': mark, ...column } = level;
  const types = SENT[String(mark)];
  if (types === undefined) return column;
  const { format: _format, airbyte_type: _airbyteType, ...plain } = column;
  const isNullable = Array.isArray(column['type']);
  return {
    ...plain,
    type: isNullable ? ['null', ...types] : types[0],
    description: `${String(column['description'])} In UNIX seconds${types.length > 1 ? ' or ISO 8601' : ''}.`,
  };
}
