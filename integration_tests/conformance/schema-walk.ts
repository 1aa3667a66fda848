/** A JSON object whose members are not known yet. */
export type Json = Readonly<Record<string, unknown>>;

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A schema inside a schema. `name` is the property that it describes, if it describes one. */
export type Place = {
  readonly path: string;
  readonly name: string | undefined;
  readonly depth: number;
  readonly schema: Json;
};

/** Keywords whose value is a schema, or a list of them. */
const nested = ['items', 'oneOf', 'anyOf', 'allOf', 'not', 'if', 'then', 'else', 'additionalProperties'];

/** Every schema in a schema, itself first: names of properties are never taken for keywords. */
export function* places(
  schema: unknown,
  { path = '', name, depth = 0 }: Partial<Omit<Place, 'schema'>> = {},
): Generator<Place> {
  if (!isJson(schema)) return;
  yield { path, name, depth, schema };
  const { properties } = schema;
  if (isJson(properties)) {
    for (const [key, value] of Object.entries(properties)) {
      yield* places(value, { path: `${path}/${key}`, name: key, depth: depth + 1 });
    }
  }
  for (const keyword of nested) {
    const value = schema[keyword];
    const list: readonly unknown[] = Array.isArray(value) ? value : [value];
    for (const [index, item] of list.entries()) {
      yield* places(item, { path: `${path}/${keyword}/${index}`, depth });
    }
  }
}

/** The keys of the properties of a schema. */
export function propertiesOf(schema: Json): Json {
  return isJson(schema['properties']) ? schema['properties'] : {};
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
