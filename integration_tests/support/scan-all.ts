import { PAGE_LIMITS } from '../../src/aircall/page-limits.ts';
import type { RowKey } from '../../src/sync/page.ts';
import { scanWindowed } from '../../src/sync/windowed/scan.ts';
import type { Slice } from '../../src/sync/windowed/slice.ts';
import { isFakeRow, type FakeRow, type FakeWindowedList } from './fake-windowed-list.ts';

/** The end of every scan here, epoch seconds. */
export const NOW = 1_790_000_000;

/** What one scan of a list brought. */
export type Outcome = { rows: FakeRow[]; slices: Slice[]; requests: number; countedUnseen: number };

export async function scanAll(
  api: FakeWindowedList,
  start?: number,
  ends: readonly number[] = [NOW],
): Promise<Outcome> {
  const outcome: Outcome = { rows: [], slices: [], requests: 0, countedUnseen: 0 };
  const written = new Set<RowKey>();
  for await (const event of scanWindowed({
    limits: PAGE_LIMITS,
    start,
    ends,
    now: NOW,
    readPage: api.readPage,
    fingerprintOf: (row) => String(row.data['text']).length,
    prefetchDepth: () => 4,
    signal: new AbortController().signal,
  })) {
    if (event.kind === 'rows') {
      for (const { data } of event.rows) {
        if (!isFakeRow(data)) continue;
        outcome.rows.push(data);
        written.add(data.id);
      }
    }
    if (event.kind === 'slice') {
      outcome.slices.push(event.slice);
      outcome.countedUnseen += event.rows.filter((entry) => !written.has(entry.id)).length;
    }
  }
  outcome.requests = api.queries.length;
  return outcome;
}

export function rowsAt(seconds: readonly number[]): FakeRow[] {
  return seconds.map((at, index) => ({ id: index + 1, at, text: '' }));
}

export function evenly(count: number, spacing: number): FakeRow[] {
  return rowsAt(Array.from({ length: count }, (_, index) => NOW - 1 - (count - index) * spacing));
}

export function idsOf(rows: readonly FakeRow[]): number[] {
  return rows.map((row) => row.id).toSorted((a, b) => a - b);
}

/** The ids of rows that are listed and did not arrive. */
export function lostOf(api: FakeWindowedList, { rows }: Outcome): readonly number[] {
  const arrived = new Set(rows.map(({ id }) => id));
  return idsOf(api.rows).filter((id) => !arrived.has(id));
}
