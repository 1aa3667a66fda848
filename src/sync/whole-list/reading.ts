import { SystemError, TransientError } from '../../errors/errors.ts';
import { LAST_PAGE, PAGE_SIZE, ROW_CAP, type Page, type ListedRow, type RowKey } from '../page.ts';

export type ReadListPage = (page: number) => Promise<Page>;

/** One whole list. `proven` is false where whole readings agree with each other but not with the API's count. */
export type Listing = {
  readonly ids: ReadonlySet<RowKey>;
  readonly total: number;
  readonly readings: number;
  readonly requests: number;
  readonly proven: boolean;
};

export type ReadListOptions = {
  readonly readPage: ReadListPage;
  /** How many rows the list is likely to have; 0 when nothing is known of it. */
  readonly expected: number;
};

const READINGS = 20;
const AGREEING_READINGS = 3;

/**
 * Reads a whole list, from its last page to its first, until its unique ids are as many as every page of one
 * reading says.
 *
 * Backward, because a row that is deleted moves the rest of the list forward: reading forward, one row slips
 * through between two pages, and where another row is added at the same time the count still agrees. Reading
 * backward it is met twice instead.
 *
 * Yields each page's rows as they come (a row may come more than once). Throws TransientError when the readings
 * go on disagreeing, SystemError for a list beyond the API's cap.
 */
export async function* readList(options: ReadListOptions): AsyncGenerator<readonly ListedRow[], Listing> {
  let requests = 0;
  let lastPage = Math.min(LAST_PAGE, Math.max(1, Math.ceil(options.expected / PAGE_SIZE)));
  let agreeing = 0;
  let previous: Attempt | undefined;
  let united = new Set<RowKey>();
  for (let readings = 1; readings <= READINGS; readings++) {
    const attempt: Attempt = yield* readBackward(options.readPage, lastPage);
    requests += attempt.requests;
    lastPage = attempt.lastPage;
    const { ids, total, settled, repeats } = attempt;
    if (settled && ids.size === total) return { ids, total, readings, requests, proven: true };
    // Rows created in one second may come in another order at each request: then one comes twice and another not
    // at all, and only several readings together hold them all.
    united = settled && previous?.total === total ? united.union(ids) : new Set(ids);
    if (settled && united.size === total) return { ids: united, total, readings, requests, proven: true };
    agreeing = settled && !repeats && previous !== undefined && agree(attempt, previous) ? agreeing + 1 : 1;
    if (agreeing >= AGREEING_READINGS) return { ids, total, readings, requests, proven: false };
    previous = settled ? attempt : undefined;
  }
  throw new TransientError(
    `The list kept changing while it was read: ${READINGS} readings disagreed with each other. Nothing is lost; the next sync reads it again.`,
  );
}

type Attempt = {
  readonly ids: ReadonlySet<RowKey>;
  readonly total: number;
  readonly lastPage: number;
  readonly requests: number;
  /** Every page was part of the same list: same total, same page size, none missing. */
  readonly settled: boolean;
  /** A row came twice. */
  readonly repeats: boolean;
};

async function* readBackward(
  readPage: ReadListPage,
  startPage: number,
): AsyncGenerator<readonly ListedRow[], Attempt> {
  let ids = new Set<RowKey>();
  let requests = 0;
  let total: number | undefined;
  let lastPage = startPage;
  let repeats = false;
  for (let number = startPage; number >= 1; number--) {
    const page = await readPage(number);
    requests++;
    const moved = total !== undefined && page.total !== total;
    total = page.total;
    const pages = Math.max(1, Math.ceil(total / sizeOf(page, number)));
    if (total > ROW_CAP || pages > LAST_PAGE) throw tooLong(total);
    yield page.rows;
    if (moved) return { ids, total, lastPage: pages, requests, settled: false, repeats };
    for (const row of page.rows) {
      repeats ||= ids.has(row.id);
      ids.add(row.id);
    }
    if (pages === lastPage) continue;
    // The list is longer or shorter than expected, or its pages are: begin at its real end.
    if (requests > 1) return { ids, total, lastPage: pages, requests, settled: false, repeats };
    ids = new Set();
    repeats = false;
    lastPage = pages;
    number = pages + 1;
  }
  return { ids, total: total ?? 0, lastPage, requests, settled: true, repeats };
}

/** The page size really used, which a full page before the last shows. */
function sizeOf(page: Page, number: number): number {
  const isLast = number * page.perPage >= page.total;
  return isLast || page.rows.length === 0 ? page.perPage : page.rows.length;
}

function agree(a: Attempt, b: Attempt): boolean {
  return a.total === b.total && a.ids.size === b.ids.size && [...a.ids].every((id) => b.ids.has(id));
}

function tooLong(total: number): SystemError {
  return new SystemError(
    `Aircall counts ${total} rows in this list, and its API pages through no more than ${ROW_CAP}. It cannot be read completely, so nothing of it is reported as complete. Please report this.`,
  );
}
