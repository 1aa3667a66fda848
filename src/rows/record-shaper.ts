import { isObject } from '../json/is-object.ts';
import type { AddColumns, Stream } from '../streams/stream.ts';
import { columnRules, type ColumnRule } from './column-rules.ts';
import { isoTime } from './iso-time.ts';

/** The times at one level of a row, and the levels below it that have some. */
type Times = {
  readonly columns: readonly { readonly name: string; readonly path: string }[];
  readonly below: readonly { readonly name: string; readonly times: Times }[];
};

/**
 * Makes a record of a row, in place, once nothing compares it any more: adds the derived columns, unless Aircall sends one
 * of that name itself, and writes every time that the schema marks (`x-time`) in ISO 8601.
 */
export class RecordShaper {
  readonly #addDerived: AddColumns | undefined;
  readonly #times: Times;
  readonly #unreadable: (path: string) => void;

  /** `unreadable` is told the path of each value that should be a time and is none; it leaves as it came. */
  constructor(
    { schema, addDerived }: Pick<Stream, 'schema' | 'addDerived'>,
    unreadable: (path: string) => void,
  ) {
    this.#addDerived = addDerived;
    this.#times = timesOf(columnRules(schema));
    this.#unreadable = unreadable;
  }

  shape(row: Record<string, unknown>): void {
    this.#addDerived?.(row);
    this.#convert(row, this.#times);
  }

  #convert(object: Record<string, unknown>, { columns, below }: Times): void {
    for (const { name, path } of columns) {
      const value = object[name];
      if (value === undefined || value === null) continue;
      const iso = isoTime(value);
      if (iso === undefined) this.#unreadable(path);
      else object[name] = iso;
    }
    for (const { name, times } of below) this.#descend(object[name], times);
  }

  #descend(value: unknown, times: Times): void {
    if (Array.isArray(value)) for (const item of value) this.#descend(item, times);
    else if (isObject(value)) this.#convert(value, times);
  }
}

function timesOf({ fields, items }: ColumnRule): Times {
  if (items !== undefined) return timesOf(items);
  const all = [...(fields ?? [])];
  return {
    columns: all.filter(([, rule]) => rule.isTime).map(([name, { path }]) => ({ name, path })),
    below: all
      .map(([name, rule]) => ({ name, times: timesOf(rule) }))
      .filter(({ times }) => times.columns.length > 0 || times.below.length > 0),
  };
}
