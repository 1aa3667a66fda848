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
  /** Adds the columns that are computed (`x-derived`), but none that Aircall sent a value for. */
  readonly addDerived?: AddColumns;
  /** Not suggested to whoever sets up a connection. */
  readonly isOptional?: boolean;
  /** Only some plans and add-ons of Aircall have it: where it is refused, there is nothing to read. */
  readonly isPlanDependent?: boolean;
};

/** Changes the row, which is as Aircall sends it, in place. */
export type AddColumns = (row: Record<string, unknown>) => void;

/** `schema`: the stream's file in schemas/streams, in which a `$ref` stands for a shape of schemas/shapes. */
export function defineStream<S extends Source>(
  declaration: Stream & { readonly source: S },
): Stream & { readonly source: S } {
  return { ...declaration, schema: resolveSchema(declaration.schema) };
}

export type SyncMode = 'full_refresh' | 'incremental';

/**
 * What discover offers. A full refresh of deletions would have nothing to compare with, and one of what each call has would ask
 * for every call each time; where a runner asks for one all the same, it is read like an incremental one.
 */
export function syncModesOf({ source }: Stream): readonly SyncMode[] {
  return source.kind === 'deletions' || source.kind === 'per-call'
    ? ['incremental']
    : ['full_refresh', 'incremental'];
}
