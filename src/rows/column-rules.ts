import { isObject } from '../json/is-object.ts';

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
  /** What else is inside is not documented, and no news (`"x-untyped": true`). */
  readonly isUntyped: boolean;
  /** Leaves in ISO 8601, in whatever form of time it comes (`x-time`). */
  readonly isTime: boolean;
  /** Whose personal data it is, and of which kind (`x-personal`); undefined: none. */
  readonly personal: PersonalMark | undefined;
};

/** Personal data of whom, and of which kind. */
export type PersonalMark = {
  readonly of: 'customer' | 'agent' | 'both';
  readonly kind: 'phone' | 'email' | 'name' | 'free text' | 'media link' | 'network address';
};

function personalMark(mark: unknown): PersonalMark | undefined {
  return isPersonalMark(mark) ? mark : undefined;
}

function isPersonalMark(mark: unknown): mark is PersonalMark {
  return isObject(mark) && typeof mark['of'] === 'string' && typeof mark['kind'] === 'string';
}

export function columnRules(schema: unknown, path = ''): ColumnRule {
  const { type = [], properties, items, ...marks } = isObject(schema) ? schema : {};
  const isTime = marks['x-time'] !== undefined;
  return {
    path,
    // What comes is converted: either form of time is as declared.
    types: typesOf(type) | (isTime ? BIT.integer : 0),
    fields: isObject(properties) ? fieldRules(properties, path) : undefined,
    items: isObject(items) ? columnRules(items, `${path}[]`) : undefined,
    isClosed: marks['x-closed'] === true,
    isUntyped: marks['x-untyped'] === true,
    isTime,
    personal: personalMark(marks['x-personal']),
  };
}

function fieldRules(properties: object, path: string): ReadonlyMap<string, ColumnRule> {
  return new Map(
    Object.entries(properties).map(([name, property]) => [
      name,
      columnRules(property, path === '' ? name : `${path}.${name}`),
    ]),
  );
}

function typesOf(type: unknown): number {
  return [type].flat().reduce<number>((bits, name) => bits | (TYPES[String(name)] ?? 0), 0);
}
