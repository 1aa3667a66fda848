import { resolveSchema, type JsonSchema } from './schema.ts';
import type { Source } from './source.ts';

export type Stream = {
  readonly name: string;
  /** With its marks: `publicSchema` takes them out. */
  readonly schema: JsonSchema;
  /** The columns that tell rows apart. */
  readonly primaryKey: readonly string[];
  /** The column that runners are told to compare versions of a row by. */
  readonly cursorField: string;
  readonly source: Source;
  /** Columns that are computed from a row (`x-derived`). */
  readonly derive?: Derive;
};

/** Values by column, computed from a row as Aircall sends it. */
export type Derive = (row: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;

/** `schema`: the stream's file in schemas/streams, in which a `$ref` stands for a shape of schemas/shapes. */
export function defineStream(declaration: Stream): Stream {
  return { ...declaration, schema: resolveSchema(declaration.schema) };
}
