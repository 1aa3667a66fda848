import { CompactReader, CompactWriter } from '../compact.ts';
import type { RowKey } from '../page.ts';
import type { Fingerprints } from './memory.ts';

/** Three characters for each row: one change in 262,144 goes unnoticed until the next one. */
const WIDTH = 3;
const SPACE = 64 ** WIDTH;

/** What is kept of a fingerprint. */
export function shorten(fingerprint: number): number {
  return fingerprint % SPACE;
}

/** Sorted by key, each as its distance to the one before: five to six characters a row. Keys beyond 2^53 are left out. */
export function formatFingerprints(rows: Fingerprints): string {
  const writer = new CompactWriter();
  let previous = 0;
  for (const key of sortedNumbers(rows.keys())) {
    writer.varint(key - previous).fixed(shorten(rows.get(key) ?? 0), WIDTH);
    previous = key;
  }
  return writer.toString();
}

/** undefined where the text is not what formatFingerprints writes. */
export function parseFingerprints(text: unknown): Map<RowKey, number> | undefined {
  const rows = new Map<RowKey, number>();
  return readKeys(text, (key, reader) => rows.set(key, reader.fixed(WIDTH))) ? rows : undefined;
}

export function formatKeys(keys: Iterable<RowKey>): string {
  const writer = new CompactWriter();
  let previous = 0;
  for (const key of sortedNumbers(keys)) {
    writer.varint(key - previous);
    previous = key;
  }
  return writer.toString();
}

/** undefined where the text is not what formatKeys writes. */
export function parseKeys(text: unknown): readonly number[] | undefined {
  const keys: number[] = [];
  return readKeys(text, (key) => keys.push(key)) ? keys : undefined;
}

function sortedNumbers(keys: Iterable<RowKey>): readonly number[] {
  return [...keys].filter((key) => typeof key === 'number').toSorted((a, b) => a - b);
}

function readKeys(text: unknown, take: (key: number, reader: CompactReader) => void): boolean {
  if (typeof text !== 'string') return false;
  const reader = new CompactReader(text);
  try {
    for (let key = 0; !reader.done;) {
      key += reader.varint();
      take(key, reader);
    }
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
