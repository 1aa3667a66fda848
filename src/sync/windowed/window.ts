import { SystemError } from '../../errors/errors.ts';
import { isoSeconds } from '../instant.ts';
import { LAST_PAGE, ROW_CAP } from '../page.ts';
import type { PlacedPage } from './placed.ts';
import { fromFor, type AskPage } from './query.ts';

/** How many rows a window aims at, and how many it may hold before it is made shorter. */
export type WindowSize = { readonly target: number; readonly most: number };

/** Well under the cap, so that a busier day than expected still fits. */
export const WIDE: WindowSize = { target: 8000, most: ROW_CAP - 1 };

/** For a list that is out of order, where only a whole window is a proof: a checkpoint every thousand rows. */
export const NARROW: WindowSize = { target: 1000, most: 1500 };

export type Window = {
  readonly from: number | undefined;
  readonly to: number;
  readonly total: number;
  /** The page size that the API really used. */
  readonly size: number;
  readonly firstPage: PlacedPage;
};

/** A query whose rows can all be reached: fewer than the cap (a total at the cap may be a capped one). */
export function isReachable(total: number, size: number): boolean {
  return total < ROW_CAP && total <= size * LAST_PAGE;
}

/** The share of a too large span that should hold about as many rows as a window aims at. */
export function shareOf(total: number, size: number, target = WIDE.target): number {
  const wanted = Math.min(target, size * LAST_PAGE * 0.8);
  return total === ROW_CAP ? 0.5 : Math.min(0.9, wanted / total);
}

/** How far the next window may reach, given what the last one held in its span. */
export function guessEnd(
  start: number,
  span: number,
  rows: number,
  limit: number,
  { target }: WindowSize,
): number {
  if (rows === 0) return limit;
  return Math.min(limit, start + Math.max(1, Math.floor((span * target) / rows)));
}

/**
 * The window that starts at `anchor` and reaches as far as `to` or less far, so that all its rows can be had.
 * Throws SystemError where a single second holds more rows than the API can page through.
 */
export async function openWindow(
  anchor: number | undefined,
  to: number,
  { target, most }: WindowSize,
  readPage: AskPage,
  signal: AbortSignal,
): Promise<Window> {
  const from = fromFor(anchor);
  for (let end = to; ;) {
    const firstPage = await readPage({ from, to: end, page: 1 }, signal);
    const { total, perPage: size } = firstPage;
    const window: Window = { from, to: end, total, size, firstPage };
    const reachable = isReachable(total, size);
    if (reachable && total <= most) return window;
    const oldest = firstPage.rows.reduce((least, row) => Math.min(least, row.at), end);
    const lower = Math.max(anchor ?? oldest, oldest);
    if (end <= lower + 1) {
      if (reachable) return window;
      throw new SystemError(
        `Aircall reports ${total} rows around the single second ${isoSeconds(lower)}, and its API pages through fewer than ${ROW_CAP}. They cannot be read completely. Please ask Aircall support for an export of that minute, and set start_date after it.`,
      );
    }
    const share = shareOf(total, size, target);
    end = Math.max(lower + 1, Math.min(end - 1, lower + Math.floor((end - lower) * share)));
  }
}
