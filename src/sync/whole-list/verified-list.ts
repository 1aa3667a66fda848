import { errorOf } from '../../errors/catalogue.ts';

import type { ListedRow, PageLimits, RowKey } from '../page.ts';
import { readListPass, type ListPass, type ReadListPage } from './list-pass.ts';

/** One whole list. `verified` is false where whole passes agree with each other but not with the API's count. */
export type Listing = {
  readonly ids: ReadonlySet<RowKey>;
  readonly total: number;
  readonly passes: number;
  readonly requests: number;
  readonly verified: boolean;
  readonly tooLarge: readonly number[];
};

const MOST_PASSES = 20;
const AGREEING_PASSES = 3;
/** How many passes in a row have to bring nothing new where each repeats some rows and misses others. */
const BARREN_PASSES = 6;

/**
 * Reads a whole list until its different ids are as many as every page of one pass says. `expected`: how many rows it is
 * likely to have; 0 when nothing is known of it.
 *
 * Yields each page's rows as they come (a row may come more than once). Throws TransientError when the passes
 * go on disagreeing, SystemError for a list beyond the API's cap.
 */
export async function* readVerifiedList(
  readPage: ReadListPage,
  limits: PageLimits,
  expected: number,
): AsyncGenerator<readonly ListedRow[], Listing> {
  let requests = 0;
  let lastPage = Math.min(limits.lastPage, Math.max(1, Math.ceil(expected / limits.pageSize)));
  let agreeing = 0;
  let barren = 0;
  let previous: ListPass | undefined;
  let united: ReadonlySet<RowKey> = new Set();
  for (let passes = 1; passes <= MOST_PASSES; passes++) {
    const pass: ListPass = yield* readListPass(readPage, limits, lastPage);
    requests += pass.requests;
    lastPage = pass.lastPage;
    const { ids, length, total, isAtRest, repeats, tooLarge } = pass;
    // A list that is longer than its total has rows that were not found.
    const isCounted = isAtRest && length === total;
    const listing = { total, passes, requests, tooLarge };
    if (isCounted && ids.size === total) return { ...listing, ids, verified: true };
    // Rows created in one second may come in another order at each request: then one comes twice and another not
    // at all, and only several passes together hold them all.
    const isSameList = isAtRest && previous?.total === total;
    const known = united.size;
    united = isSameList ? united.union(ids) : ids;
    barren = isSameList && united.size === known ? barren + 1 : 0;
    if (isCounted && united.size === total) return { ...listing, ids: united, verified: true };
    agreeing = isAtRest && !repeats && previous !== undefined && agree(pass, previous) ? agreeing + 1 : 1;
    if (agreeing >= AGREEING_PASSES) return { ...listing, ids, verified: false };
    if (barren >= BARREN_PASSES) return { ...listing, ids: united, verified: false };
    previous = isAtRest ? pass : undefined;
  }
  throw errorOf('list-changing', { passes: MOST_PASSES });
}

function agree(a: ListPass, b: ListPass): boolean {
  return a.total === b.total && a.ids.size === b.ids.size && [...a.ids].every((id) => b.ids.has(id));
}
