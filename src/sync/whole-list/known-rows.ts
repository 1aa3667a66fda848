import { CompactReader, CompactWriter } from '../compact.ts';
import { FINGERPRINT_WIDTH } from '../fingerprint.ts';
import type { RowKey } from '../page.ts';

/** What is remembered of a row that was sent: its cursor value (epoch milliseconds; undefined: none) and its fingerprint. */
export type KnownRow = { readonly at: number | undefined; readonly fingerprint: number };

/** By key. */
export type KnownRows = ReadonlyMap<RowKey, KnownRow>;

/** Epoch milliseconds up to the year 4199 in eight characters of compact text; the last value stands for none. */
const TIME_WIDTH = 8;
const NO_TIME = 64 ** TIME_WIDTH - 1;

/** Rows with numbers as keys: some sixteen characters each, sorted by key. */
export function formatKnownRows(rows: KnownRows): string {
  const writer = new CompactWriter();
  let previous = 0;
  for (const [key, row] of [...rows].toSorted(([a], [b]) => Number(a) - Number(b))) {
    if (typeof key !== 'number') continue;
    writer.varint(key - previous);
    writeRow(writer, row);
    previous = key;
  }
  return writer.toString();
}

/** Rows with texts as keys: each with its own compact text. */
export function formatNamedRows(rows: KnownRows): Readonly<Record<string, string>> {
  const named = [...rows].flatMap(([key, row]) => (typeof key === 'string' ? [[key, rowText(row)]] : []));
  return Object.fromEntries(named);
}

/** undefined where the text is not what formatKnownRows writes. */
export function parseKnownRows(text: unknown): Map<RowKey, KnownRow> | undefined {
  if (typeof text !== 'string') return undefined;
  const reader = new CompactReader(text);
  const rows = new Map<RowKey, KnownRow>();
  return readSafely(() => {
    let key = 0;
    while (!reader.done) {
      key += reader.varint();
      rows.set(key, readRow(reader));
    }
    return rows;
  });
}

/** undefined where the value is not what formatNamedRows writes. */
export function parseNamedRows(value: unknown): Map<RowKey, KnownRow> | undefined {
  if (value === undefined || value === null) return new Map();
  if (typeof value !== 'object' || Array.isArray(value)) return undefined;
  return readSafely(
    () =>
      new Map(Object.entries(value).map(([key, text]) => [key, readRow(new CompactReader(String(text)))])),
  );
}

function rowText(row: KnownRow): string {
  const writer = new CompactWriter();
  writeRow(writer, row);
  return writer.toString();
}

function writeRow(writer: CompactWriter, { at, fingerprint }: KnownRow): void {
  const time = at === undefined ? NO_TIME : Math.min(Math.max(0, at), NO_TIME - 1);
  writer.fixed(time, TIME_WIDTH).fixed(fingerprint, FINGERPRINT_WIDTH);
}

function readRow(reader: CompactReader): KnownRow {
  const time = reader.fixed(TIME_WIDTH);
  return { at: time === NO_TIME ? undefined : time, fingerprint: reader.fixed(FINGERPRINT_WIDTH) };
}

function readSafely<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
