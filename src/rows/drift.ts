import type { Row } from '../sync/page.ts';
import type { StreamDeclaration } from '../streams/stream.ts';

/** How the API's rows differ from the schema, at their top level: names only, never values. */
export type Drift = { readonly unknown: readonly string[]; readonly mistyped: readonly string[] };

/**
 * Watches rows for columns that the schema lacks (a warehouse would never see them) and for columns whose type is
 * not the declared one (a warehouse would drop their values).
 */
export class DriftWatch {
  /** The types of each column as bits, since every field of every row is looked at. */
  readonly #types: ReadonlyMap<string, number>;
  readonly #unknown = new Set<string>();
  readonly #mistyped = new Set<string>();

  constructor(stream: StreamDeclaration) {
    this.#types = new Map(
      Object.entries(propertiesOf(stream.schema)).map(([key, type]) => [key, typesOf(type)]),
    );
  }

  observe(row: Row): void {
    for (const key in row) {
      const types = this.#types.get(key);
      if (types === undefined) this.#unknown.add(key);
      else if ((types & bitOf(row[key])) === 0) this.#mistyped.add(key);
    }
  }

  /** undefined when every row was as declared. */
  get drift(): Drift | undefined {
    if (this.#unknown.size === 0 && this.#mistyped.size === 0) return undefined;
    return { unknown: [...this.#unknown].toSorted(), mistyped: [...this.#mistyped].toSorted() };
  }
}

/** One bit for each kind of value that JSON has. */
const BIT = { null: 1, boolean: 2, string: 4, object: 8, array: 16, integer: 32, fraction: 64 };

/** By JSON Schema's names. */
const TYPES: Readonly<Record<string, number>> = { ...BIT, number: BIT.integer | BIT.fraction };

function propertiesOf(schema: object): Readonly<Record<string, unknown>> {
  const properties: unknown = 'properties' in schema ? schema.properties : undefined;
  return typeof properties === 'object' && properties !== null ? { ...properties } : {};
}

function typesOf(property: unknown): number {
  const type: unknown =
    typeof property === 'object' && property !== null && 'type' in property ? property.type : [];
  return [type].flat().reduce<number>((bits, name) => bits | (TYPES[String(name)] ?? 0), 0);
}

function bitOf(value: unknown): number {
  if (value === null) return BIT.null;
  if (typeof value === 'string') return BIT.string;
  if (typeof value === 'number') return Number.isInteger(value) ? BIT.integer : BIT.fraction;
  if (typeof value === 'boolean') return BIT.boolean;
  return Array.isArray(value) ? BIT.array : BIT.object;
}
