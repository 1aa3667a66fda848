import { errorOf } from '../../errors/catalogue.ts';
import { SystemError } from '../../errors/errors.ts';
import { isoSeconds } from '../instant.ts';
import type { PageLimits } from '../page.ts';
import type { PlacedPage } from './placed.ts';
import { fromFor, type AskPage } from './query.ts';

/** How many rows a window aims at, and how many it may hold before it is made shorter. */
export type WindowSize = { readonly target: number; readonly most: number };

/** Well under the cap, so that a busier day than expected still fits. */
export function wideWindow({ rowCap }: PageLimits): WindowSize {
  return { target: Math.floor(rowCap * 0.8), most: rowCap - 1 };
}

/** For a list that is out of order, where only a whole window can be verified: a checkpoint every thousand rows. */
export const NARROW: WindowSize = { target: 1000, most: 1500 };

export type Window = {
  readonly from: number | undefined;
  /** undefined: no upper bound. */
  readonly to: number | undefined;
  readonly firstPage: PlacedPage;
};

/** A query whose rows can all be reached: fewer than the cap (a total at the cap may be a capped one). */
export function isReachable({ total, perPage }: PageCounts, { rowCap, lastPage }: PageLimits): boolean {
  return total < rowCap && total <= perPage * lastPage;
}

type PageCounts = Pick<PlacedPage, 'total' | 'perPage'>;

/** The share of a too large span that should hold about as many rows as a window aims at. */
export function shareOf(
  { total, perPage }: PageCounts,
  limits: PageLimits,
  { target } = wideWindow(limits),
): number {
  const { rowCap, lastPage } = limits;
  const wanted = Math.min(target, perPage * lastPage * 0.8);
  return total === rowCap ? 0.5 : Math.min(0.9, wanted / total);
}

/** How far the next window may reach, given how many rows the last one held in its span. */
export function guessEnd(start: number, span: number, rows: number, target: number): number | undefined {
  return rows === 0 ? undefined : start + Math.max(1, Math.floor((span * target) / rows));
}

export type WindowOptions = {
  readonly start: number | undefined;
  /** The farthest end; undefined: no upper bound. */
  readonly end: number | undefined;
  /** Where a window without an upper bound counts as ended, epoch seconds. */
  readonly now: number;
  readonly size: WindowSize;
  readonly limits: PageLimits;
};

/**
 * The window that starts at `start` and reaches as far as `end` or less far, so that all its rows can be had.
 * Throws SystemError where a single second holds more rows than the API can page through.
 */
export async function openWindow(
  { start, end: farthest, now, size: { target, most }, limits }: WindowOptions,
  ask: AskPage,
): Promise<Window> {
  const from = fromFor(start);
  for (let end = farthest; ;) {
    const firstPage = await ask({ from, to: end, page: 1 });
    const { total } = firstPage;
    const reachable = isReachable(firstPage, limits);
    if (reachable && total <= most) return { from, to: end, firstPage };
    const last = end ?? now;
    const oldest = firstPage.rows.reduce((least, row) => Math.min(least, row.at), last);
    const lower = Math.max(start ?? oldest, oldest);
    if (last <= lower + 1) {
      if (reachable) return { from, to: end, firstPage };
      throw tooDense(lower, total, limits);
    }
    const share = shareOf(firstPage, limits, { target, most });
    end = Math.max(lower + 1, Math.min(last - 1, lower + Math.floor((last - lower) * share)));
  }
}

/** A single second holds more rows than can be paged through. */
export function tooDense(second: number, total: number, { rowCap }: PageLimits): SystemError {
  return errorOf('second-too-dense', { total, second: isoSeconds(second), cap: rowCap });
}
