import type { ListedRow, Page, PageLimits } from '../page.ts';

/** A page of the list in the order of its changes, the newest first; `at` is the second of a row's last change. */
export type ReadChangedPage = (page: number) => Promise<Page>;

/**
 * How far behind the cursor a reading goes: Aircall's index shows a change only after a while (seen by clients), and the rows
 * of one second need not come in one order.
 */
const OVERLAP_SECONDS = 15 * 60;

/** So often a list may lose rows while it is read. */
const MOST_STEPS_BACK = 20;

/** `complete`: with the newest change at the beginning. `not-possible`: the list has to be read in full. */
export type NewestFirstEnd =
  { readonly kind: 'complete'; readonly newest: number | undefined } | { readonly kind: 'not-possible' };

/**
 * Reads what has changed since `cursor`, the newest change first, down to the overlap:
 *
 * ```
 *   now                       cursor      cursor - overlap
 *    | page 1 | page 2 | … | page k |        |            > older
 *     ---------------------------------------->
 * ```
 *
 * The list moves under it. A row that changes jumps to the front and pushes others back: these come twice. A row that is
 * deleted pulls others forward, past the page that comes next: where the total falls, as many pages are read again. What jumps to
 * the front after page 1 was read is newer than the cursor that this reading leaves, and found by the next.
 *
 * Yields each page's rows. It is not possible where the rows are not in that order, or where more have changed than can be paged
 * through.
 */
export async function* readNewestFirst(
  readPage: ReadChangedPage,
  cursor: number,
  { lastPage }: Pick<PageLimits, 'lastPage'>,
): AsyncGenerator<readonly ListedRow[], NewestFirstEnd> {
  const bound = cursor - OVERLAP_SECONDS;
  let newest: number | undefined;
  let before: Page | undefined;
  let stepsBack = 0;
  for (let number = 1; number <= lastPage;) {
    const page = await readPage(number);
    if (!isNewestFirst(page.rows)) return { kind: 'not-possible' };
    yield page.rows;
    if (before === undefined) newest = page.rows.find(({ at }) => at !== undefined)?.at;
    const lost = before === undefined ? 0 : before.total - page.total;
    const isResized = before !== undefined && before.perPage !== page.perPage;
    before = page;
    if (lost > 0 || isResized) {
      if (++stepsBack > MOST_STEPS_BACK) return { kind: 'not-possible' };
      number = isResized ? 1 : Math.max(1, number - Math.ceil(lost / page.perPage));
      continue;
    }
    const isBelow = page.rows.some(({ at }) => at !== undefined && at < bound);
    const isLast = page.rows.length + (page.tooLarge?.length ?? 0) < page.perPage;
    if (isBelow || isLast) return { kind: 'complete', newest };
    number++;
  }
  return { kind: 'not-possible' };
}

function isNewestFirst(rows: readonly ListedRow[]): boolean {
  let last = Number.POSITIVE_INFINITY;
  for (const { at } of rows) {
    if (at === undefined) continue;
    if (at > last) return false;
    last = at;
  }
  return true;
}
