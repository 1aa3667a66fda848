import { LAST_PAGE, type RowKey } from '../page.ts';
import type { WalkEvent } from './proof.ts';
import type { WalkContext } from './walk-context.ts';
import { fromFor } from './query.ts';

/** One reading of the query from `anchor`, row by row from its first. */
export type CarefulReading = {
  /** The total that every page agreed on; undefined: it changed on the way. */
  readonly total: number | undefined;
  readonly ids: ReadonlySet<RowKey>;
  /** A row came twice: then another one slipped through, and the count is right to be higher. */
  readonly repeats: boolean;
  /** The second of the last row read; -Infinity where there is none. */
  readonly lastAt: number;
  /** All was read that the API shows of the query. */
  readonly whole: boolean;
};

/** How often the page size may change at one position before the list counts as moving. */
const SIZE_CHANGES = 6;

/**
 * Reads at least `pages` pages, one after the other. The page size is the API's to choose, and may change
 * between any two requests: so the reading goes by row positions, and asks for the page that holds the next one.
 */
export async function* readFromFirst(
  walk: WalkContext,
  anchor: number | undefined,
  to: number,
  pages: number,
): AsyncGenerator<WalkEvent, CarefulReading> {
  const ids = new Set<RowKey>();
  let lastAt = Number.NEGATIVE_INFINITY;
  let total: number | undefined;
  let size: number | undefined;
  let position = 0;
  let sizeChanges = 0;
  let repeats = false;
  // Fewer rows than counted: either the count is off, or pages are shorter than they claim.
  const isLast = async (number: number): Promise<boolean> =>
    number === LAST_PAGE ||
    (await walk.ask({ from: fromFor(anchor), to, page: number + 1 })).rows.length === 0;
  for (;;) {
    const number = size === undefined ? 1 : Math.floor(position / size) + 1;
    if (number > LAST_PAGE) return { total: undefined, ids, repeats, lastAt, whole: false };
    const page = await walk.ask({ from: fromFor(anchor), to, page: number });
    total ??= page.total;
    if (page.total !== total || sizeChanges > SIZE_CHANGES) {
      return { total: undefined, ids, repeats, lastAt, whole: false };
    }
    const used = page.perPage;
    const start = (number - 1) * used;
    const resized = size !== undefined && used !== size;
    size = used;
    if (start <= position) {
      yield { kind: 'rows', rows: walk.tally.add(page.rows) };
      for (const [index, row] of page.rows.entries()) {
        if (start + index >= position && ids.has(row.id)) repeats = true;
        ids.add(row.id);
      }
      lastAt = walk.order(page.rows, start === position ? lastAt : Number.NEGATIVE_INFINITY);
    }
    const end = start + page.rows.length;
    if (start <= position && end > position) {
      position = end;
      sizeChanges = 0;
    } else if (resized) {
      sizeChanges++;
    } else {
      return { total: (await isLast(number)) ? total : undefined, ids, repeats, lastAt, whole: true };
    }
    if (position >= total) return { total, ids, repeats, lastAt, whole: true };
    if (position >= pages * size) return { total, ids, repeats, lastAt, whole: false };
  }
}
