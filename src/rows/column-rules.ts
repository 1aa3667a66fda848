/** One bit for each kind of value that JSON has. */
export const BIT = { null: 1, boolean: 2, string: 4, object: 8, array: 16, integer: 32, fraction: 64 };

/** By JSON Schema's names. */
const TYPES: Readonly<Record<string, number>> = { ...BIT, number: BIT.integer | BIT.fraction };

/** What the schema says of a value, in a form that is quick to compare with: it is compared with every value of a page. */
export type ColumnRule = {
  /** `comments[].posted_by`; of the row itself ''. */
  readonly path: string;
  /** Bits of the types declared; 0 where every type is allowed. */
  readonly types: number;
  /** By name; undefined where the schema describes none. */
  readonly fields: ReadonlyMap<string, ColumnRule> | undefined;
  readonly items: ColumnRule | undefined;
  /** Only declared fields pass (`"x-closed": true`). */
  readonly isClosed: boolean;
};

export function columnRules(schema: unknown, path = ''): ColumnRule {
  const properties = part(schema, 'properties');
  const items = part(schema, 'items');
  return {
    path,
    types: typesOf(schema),
    fields:
      properties === undefined
        ? undefined
        : new Map(
            Object.entries(properties).map(([name, property]) => [
              name,
              columnRules(property, path === '' ? name : `${path}.${name}`),
            ]),
          ),
    items: items === undefined ? undefined : columnRules(items, `${path}[]`),
    isClosed: typeof schema === 'object' && schema !== null && Reflect.get(schema, 'x-closed') === true,
  };
}

function part(schema: unknown, name: 'properties' | 'items'): object | undefined {
  if (typeof schema !== 'object' || schema === null || !(name in schema)) return undefined;
  const value: unknown = Reflect.get(schema, name);
  return typeof value === 'object' && value !== null ? value : undefined;
}

function typesOf(schema: unknown): number {
  const type: unknown = typeof schema === 'object' && schema !== null && 'type' in schema ? schema.type : [];
  return [type].flat().reduce<number>((bits, name) => bits | (TYPES[String(name)] ?? 0), 0);
}
