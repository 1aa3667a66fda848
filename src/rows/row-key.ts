import { exactDigits, exactNumber } from '../json/exact-json.ts';
import type { Stream } from '../streams/stream.ts';
import type { RowKey } from '../sync/page.ts';
import { BIT, columnRules } from './column-rules.ts';

/** The columns of a primary key, and which of them the schema declares as texts. */
export type KeyColumns = readonly { readonly name: string; readonly isText: boolean }[];

/** Of a stream's schema: asked for with every page, and the same each time. */
const known = new WeakMap<object, KeyColumns>();

export function keyColumnsOf({ schema, primaryKey }: Pick<Stream, 'schema' | 'primaryKey'>): KeyColumns {
  const found = known.get(schema);
  if (found !== undefined) return found;
  const columns = columnRules(schema).fields;
  const result = primaryKey.map((name) => ({
    name,
    isText: ((columns?.get(name)?.types ?? 0) & BIT.string) !== 0,
  }));
  known.set(schema, result);
  return result;
}

/**
 * A row's key: the value of the one column, or of several as the text of a JSON array. Digits are a key where whole
 * numbers are, even beyond 2^53; a text only where the schema says so. undefined: a column has no usable value.
 */
export function rowKey(row: Readonly<Record<string, unknown>>, columns: KeyColumns): RowKey | undefined {
  const parts = columns.map(({ name, isText }) => keyPart(row[name], isText));
  if (parts.includes(undefined)) return undefined;
  return parts.length === 1 ? parts[0] : JSON.stringify(parts);
}

/** The columns of the row that has this key. */
export function keyColumns(key: RowKey, columns: KeyColumns): Readonly<Record<string, unknown>> {
  const parts: unknown = columns.length === 1 ? [key] : JSON.parse(String(key));
  if (!Array.isArray(parts)) throw new TypeError(`no key of ${columns.length} columns: ${key}`);
  return Object.fromEntries(
    columns.map(({ name, isText }, index) => {
      const part: unknown = parts[index];
      return [name, typeof part === 'string' && !isText ? exactNumber(part) : part];
    }),
  );
}

function keyPart(value: unknown, isText: boolean): RowKey | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) && value >= 0 ? value : undefined;
  if (typeof value === 'string') return isText && value !== '' ? value : undefined;
  const digits = exactDigits(value);
  return digits !== undefined && /^\d+$/.test(digits) ? digits : undefined;
}
