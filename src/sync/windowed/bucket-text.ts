import { CompactReader, CompactWriter } from '../compact.ts';
import { SUM_WIDTH, type Bucket } from './buckets.ts';

/** Contiguous buckets as one compact string; '' for none. */
export function formatBuckets(buckets: readonly Bucket[]): string {
  const [first] = buckets;
  if (first === undefined) return '';
  const writer = new CompactWriter().varint(first.start);
  for (const { start, end, rows, sum } of buckets) {
    writer
      .varint(end - start)
      .varint(rows)
      .fixed(sum, SUM_WIDTH);
  }
  return writer.toString();
}

/** The buckets of a state; undefined where the text is not what formatBuckets writes. */
export function parseBuckets(text: unknown): readonly Bucket[] | undefined {
  if (typeof text !== 'string') return undefined;
  if (text === '') return [];
  const reader = new CompactReader(text);
  const buckets: Bucket[] = [];
  try {
    let start = reader.varint();
    while (!reader.done) {
      const end = start + reader.varint();
      if (end <= start) return undefined;
      buckets.push({ start, end, rows: reader.varint(), sum: reader.fixed(SUM_WIDTH) });
      start = end;
    }
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
  return buckets;
}
