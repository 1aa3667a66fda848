import { isObject } from '../json/is-object.ts';
import { exactDigits } from '../json/exact-json.ts';
import type { JsonSchema } from '../streams/schema.ts';
import { BIT, columnRules, type ColumnRule } from './column-rules.ts';
import { dropSecretFields, isSecretField } from './secret-fields.ts';

/** How the API's rows differ from the schema, at every depth that it describes: names only, never values. */
export type Drift = { readonly unknown: readonly string[]; readonly mistyped: readonly string[] };

/** So many names are told; a schema that differs in more is another one. */
const MOST_NAMES = 50;

/**
 * Looks at each row that was read, before anything is made of it: takes out what must not leave (secrets, and of nested
 * users every field that is not documented), and notes columns that the schema lacks (a warehouse would never see them) or
 * declares with another type (a warehouse would drop their values).
 */
export class RowInspector {
  readonly #rule: ColumnRule;
  readonly #unknown = new Set<string>();
  readonly #mistyped = new Set<string>();

  constructor(schema: JsonSchema) {
    this.#rule = columnRules(schema);
  }

  /** Changes the row in place. */
  inspect(row: Record<string, unknown>): void {
    this.#fields(row, this.#rule, this.#rule.fields ?? new Map());
  }

  /** Notes a column whose value was found elsewhere to be of no type that is declared. */
  mistyped(path: string): void {
    note(this.#mistyped, path);
  }

  /** undefined when every row was as declared. */
  get drift(): Drift | undefined {
    if (this.#unknown.size === 0 && this.#mistyped.size === 0) return undefined;
    return { unknown: [...this.#unknown].toSorted(), mistyped: [...this.#mistyped].toSorted() };
  }

  #fields(object: Record<string, unknown>, rule: ColumnRule, fields: ReadonlyMap<string, ColumnRule>): void {
    // `for…in` makes no list of the fields, which are looked at in every row.
    for (const name in object) {
      const field = fields.get(name);
      const value = object[name];
      if (field === undefined) this.#undeclared(object, name, rule);
      else if (typeof value === 'object' && value !== null) this.#nested(value, field);
      else if (field.types !== 0 && (field.types & bitOf(value)) === 0) note(this.#mistyped, field.path);
    }
  }

  #nested(value: object, rule: ColumnRule): void {
    if (exactDigits(value) !== undefined) {
      if ((rule.types & BIT.integer) === 0 && rule.types !== 0) note(this.#mistyped, rule.path);
      return;
    }
    const isArray = Array.isArray(value);
    if (rule.types !== 0 && (rule.types & (isArray ? BIT.array : BIT.object)) === 0) {
      note(this.#mistyped, rule.path);
      dropSecretFields(value);
    } else if (isArray) {
      const { items } = rule;
      if (items === undefined) dropSecretFields(value);
      else for (const item of value) this.#item(item, items);
    } else if (rule.fields === undefined) dropSecretFields(value);
    else if (isObject(value)) this.#fields(value, rule, rule.fields);
  }

  #item(item: unknown, rule: ColumnRule): void {
    if (typeof item === 'object' && item !== null) this.#nested(item, rule);
    else if (rule.types !== 0 && (rule.types & bitOf(item)) === 0) note(this.#mistyped, rule.path);
  }

  #undeclared(object: Record<string, unknown>, name: string, rule: ColumnRule): void {
    if (rule.isClosed || isSecretField(name)) {
      // Not deleted: objects that a field was deleted from are slow to read and to write.
      object[name] = undefined;
      return;
    }
    if (!rule.isUntyped) note(this.#unknown, rule.path === '' ? name : `${rule.path}.${name}`);
    dropSecretFields(object[name]);
  }
}

function note(names: Set<string>, name: string): void {
  if (names.size < MOST_NAMES) names.add(name);
}

function bitOf(value: unknown): number {
  if (value === null) return BIT.null;
  if (typeof value === 'string') return BIT.string;
  if (typeof value === 'number') return Number.isInteger(value) ? BIT.integer : BIT.fraction;
  return BIT.boolean;
}
