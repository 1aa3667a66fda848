import { CompactReader, CompactWriter } from '../compact.ts';
import type { RowKey } from '../page.ts';
import { FINGERPRINT_WIDTH } from '../fingerprint.ts';

/** What is remembered of a row that was sent: its cursor value (epoch milliseconds) and its fingerprint. */
export type KnownRow = { readonly at: number; readonly mark: number };

/** By id. */
export type KnownRows = ReadonlyMap<RowKey, KnownRow>;

/** Epoch milliseconds up to the year 4199 in eight characters of compact text. */
const INSTANT_WIDTH = 8;
const INSTANT_LIMIT = 64 ** INSTANT_WIDTH;

/** Some sixteen characters a row, sorted by id. */
export function formatKnownRows(rows: KnownRows): string {
  const writer = new CompactWriter();
  let previous = 0;
  for (const [id, { at, mark }] of [...rows].toSorted(([a], [b]) => Number(a) - Number(b))) {
    writer
      .varint(Number(id) - previous)
      .fixed(Math.min(Math.max(0, at), INSTANT_LIMIT - 1), INSTANT_WIDTH)
      .fixed(mark, FINGERPRINT_WIDTH);
    previous = Number(id);
  }
  return writer.toString();
}

/** undefined where the text is not what formatKnownRows writes. */
export function parseKnownRows(text: unknown): KnownRows | undefined {
  if (typeof text !== 'string') return undefined;
  const reader = new CompactReader(text);
  const rows = new Map<RowKey, KnownRow>();
  try {
    let id = 0;
    while (!reader.done) {
      id += reader.varint();
      rows.set(id, { at: reader.fixed(INSTANT_WIDTH), mark: reader.fixed(FINGERPRINT_WIDTH) });
    }
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
  return rows;
}
