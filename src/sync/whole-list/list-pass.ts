import { errorOf } from '../../errors/catalogue.ts';
import { SystemError } from '../../errors/errors.ts';
import type { ListedRow, Page, PageLimits, RowKey } from '../page.ts';

export type ReadListPage = (page: number) => Promise<Page>;

/** One pass over a whole list. */
export type ListPass = {
  readonly ids: ReadonlySet<RowKey>;
  /** How many rows came, repeated ones included. */
  readonly length: number;
  readonly total: number;
  readonly lastPage: number;
  readonly requests: number;
  /** Every page was part of the same list: same total, same page size, none missing. */
  readonly isAtRest: boolean;
  /** A row came twice. */
  readonly repeats: boolean;
  /** Positions of rows that are too large to be had. */
  readonly tooLarge: readonly number[];
};

/**
 * Reads a list from its last page to its first:
 *
 * ```
 *   | 1 | 2 | … | K-1 | K |  (K+1: only where page K is full, since a total may be too low)
 *     <------------------
 * ```
 *
 * Backward, because a row that is deleted moves the rest of the list forward: reading forward, one row slips
 * through between two pages, and where another row is added at the same time the count still agrees. Reading
 * backward it is met twice instead.
 *
 * `startPage` is where the list is likely to end; where it ends elsewhere, the pass begins anew at its real end. Yields
 * each page's rows. Throws SystemError for a list beyond the API's cap.
 */
export async function* readListPass(
  readPage: ReadListPage,
  limits: PageLimits,
  startPage: number,
): AsyncGenerator<readonly ListedRow[], ListPass> {
  const pass = new PassProgress(limits);
  let lastPage = startPage;
  let isEndKnown = false;
  for (let number = startPage; number >= 1; number--) {
    const page = await readPage(number);
    const pages = pass.pagesOf(page, number);
    yield page.rows;
    if (pass.moved) return pass.result(pages, false);
    if (pages !== lastPage) {
      // The list is longer or shorter than expected, or its pages are: begin at its real end.
      if (pass.requests > 1) return pass.result(pages, false);
      pass.restart();
      lastPage = pages;
      number = pages + 1;
      continue;
    }
    pass.add(page, number);
    if (isEndKnown || number !== lastPage) continue;
    isEndKnown = true;
    number = yield* readBeyond(readPage, pass, lastPage);
    if (pass.moved) return pass.result(pages, false);
  }
  return pass.result(lastPage, true);
}

/**
 * Reads on behind a last page that is full, until one is not, and returns the number of the last page that has rows. Read
 * forward, they count from that page on only: the pages before it have to be read after it.
 */
async function* readBeyond(
  readPage: ReadListPage,
  pass: PassProgress,
  lastPage: number,
): AsyncGenerator<readonly ListedRow[], number> {
  let number = lastPage;
  while (pass.isFull && number < pass.limits.lastPage) {
    const page = await readPage(number + 1);
    // Pages of another size are another list's.
    if (pass.pagesOf(page, number + 1) !== lastPage) pass.moved = true;
    if (pass.moved || lengthOf(page) === 0) break;
    yield page.rows;
    pass.restart();
    pass.add(page, ++number);
  }
  return number;
}

class PassProgress {
  readonly limits: PageLimits;
  requests = 0;
  moved = false;
  /** The page added last was as long as its size. */
  isFull = false;
  #ids = new Set<RowKey>();
  #total: number | undefined;
  #repeats = false;
  #length = 0;
  #tooLarge: number[] = [];

  constructor(limits: PageLimits) {
    this.limits = limits;
  }

  /** Takes in what a page says of the list, and returns how many pages that makes. */
  pagesOf(page: Page, number: number): number {
    this.requests++;
    this.moved = this.#total !== undefined && page.total !== this.#total;
    this.#total = page.total;
    const pages = Math.max(1, Math.ceil(page.total / sizeOf(page, number)));
    const { rowCap, lastPage } = this.limits;
    if (page.total > rowCap || pages > lastPage) throw tooLong(page.total, rowCap);
    return pages;
  }

  add(page: Page, number: number): void {
    const { rows, perPage, tooLarge = [] } = page;
    for (const { id } of rows) {
      this.#repeats ||= this.#ids.has(id);
      this.#ids.add(id);
    }
    // They count, as nobody knows under which id.
    for (const position of tooLarge) this.#ids.add(`too large, at position ${position}`);
    this.#tooLarge.push(...tooLarge);
    this.#length += lengthOf(page);
    this.isFull = lengthOf(page) >= perPage && number >= 1;
  }

  restart(): void {
    this.#ids = new Set();
    this.#repeats = false;
    this.#length = 0;
    this.#tooLarge = [];
  }

  result(lastPage: number, isAtRest: boolean): ListPass {
    const { requests } = this;
    const counts = {
      ids: this.#ids,
      length: this.#length,
      total: this.#total ?? 0,
      repeats: this.#repeats,
      tooLarge: this.#tooLarge,
    };
    return { ...counts, lastPage, requests, isAtRest };
  }
}

/** The page size really used, which a full page before the last shows. */
function sizeOf(page: Page, number: number): number {
  const isLast = number * page.perPage >= page.total;
  const length = lengthOf(page);
  return isLast || length === 0 ? page.perPage : length;
}

function lengthOf({ rows, tooLarge = [] }: Page): number {
  return rows.length + tooLarge.length;
}

function tooLong(total: number, rowCap: number): SystemError {
  return errorOf('list-beyond-cap', { total, cap: rowCap });
}
