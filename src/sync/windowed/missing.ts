import { placeRows } from './placed.ts';
import { fromFor, type ReadPage } from './query.ts';
import { isReachable, shareOf } from './window.ts';

/** A stretch of history that was never read; `from` undefined: from the oldest row that the API shows. */
export type Missing = { readonly from: number | undefined; readonly to: number };

/**
 * The latest part of `missing` that can be read as one window. Missing history is read from its end backward,
 * window by window, so that after each of them history is covered without a gap from an earlier second on.
 */
export async function latestChunk(
  missing: Missing,
  readPage: ReadPage,
  signal: AbortSignal,
): Promise<Missing> {
  const { to } = missing;
  for (let from = missing.from; ;) {
    const page = placeRows(await readPage({ from: fromFor(from), to, page: 1 }, signal), from ?? to);
    const size = page.perPage;
    const oldest = page.rows.reduce((least, row) => Math.min(least, row.at), to);
    const lower = Math.max(from ?? oldest, oldest);
    if (isReachable(page.total, size) || to - lower <= 1) return { from, to };
    from = to - Math.max(1, Math.floor((to - lower) * shareOf(page.total, size)));
  }
}
