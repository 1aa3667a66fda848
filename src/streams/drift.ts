import type { StreamDeclaration } from './stream.ts';

/** How the API's rows differ from the schema, at their top level: names only, never values. */
export type Drift = { readonly unknown: readonly string[]; readonly mistyped: readonly string[] };

/**
 * Watches rows for columns that the schema lacks (a warehouse would never see them) and for columns whose type is
 * not the declared one (a warehouse would drop their values).
 */
export class DriftWatch {
  readonly #types: ReadonlyMap<string, ReadonlySet<string>>;
  readonly #unknown = new Set<string>();
  readonly #mistyped = new Set<string>();

  constructor(stream: StreamDeclaration) {
    this.#types = new Map(
      Object.entries(propertiesOf(stream.schema)).map(([key, type]) => [key, typesOf(type)]),
    );
  }

  observe(row: object): void {
    for (const [key, value] of Object.entries(row)) {
      const types = this.#types.get(key);
      if (types === undefined) this.#unknown.add(key);
      else if (!types.has(typeOf(value)) && !(types.has('number') && Number.isInteger(value))) {
        this.#mistyped.add(key);
      }
    }
  }

  /** undefined when every row was as declared. */
  get drift(): Drift | undefined {
    if (this.#unknown.size === 0 && this.#mistyped.size === 0) return undefined;
    return { unknown: [...this.#unknown].toSorted(), mistyped: [...this.#mistyped].toSorted() };
  }
}

function propertiesOf(schema: object): Readonly<Record<string, unknown>> {
  const properties: unknown = 'properties' in schema ? schema.properties : undefined;
  return typeof properties === 'object' && properties !== null ? { ...properties } : {};
}

function typesOf(property: unknown): ReadonlySet<string> {
  const type: unknown =
    typeof property === 'object' && property !== null && 'type' in property ? property.type : [];
  return new Set(Array.isArray(type) ? type.map(String) : [String(type)]);
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}
