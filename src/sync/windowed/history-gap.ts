import type { PageLimits } from '../page.ts';
import type { HistoryGap } from './plan.ts';
import { placeRows } from './placed.ts';
import { fromFor, type ReadPage } from './query.ts';
import { isReachable, shareOf } from './window.ts';

/**
 * The latest part of `gap` that can be read as one window. A gap is read from its end backward, window by window, so
 * that after each of them history is covered without a gap from an earlier second on.
 */
export async function latestPart(
  gap: HistoryGap,
  readPage: ReadPage,
  limits: PageLimits,
  signal: AbortSignal,
): Promise<HistoryGap> {
  const { to } = gap;
  for (let { from } = gap; ;) {
    const query = { from: fromFor(from), to, page: 1 };
    const page = placeRows(await readPage(query, signal), query, to);
    const oldest = page.rows.reduce((least, row) => Math.min(least, row.at), to);
    const lower = Math.max(from ?? oldest, oldest);
    if (isReachable(page, limits) || to - lower <= 1) return { from, to };
    from = to - Math.max(1, Math.floor((to - lower) * shareOf(page, limits)));
  }
}
