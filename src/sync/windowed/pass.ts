import type { RowKey } from '../page.ts';
import type { PlacedPage, PlacedRow } from './placed.ts';
import { fromFor } from './query.ts';
import type { ScanContext } from './scan-context.ts';
import type { ScanEvent } from './slice.ts';

export type PassOptions = {
  readonly start: number | undefined;
  readonly to: number | undefined;
  /** At least so many pages are read, unless the list ends before. */
  readonly pages: number;
  /** Page 1, where it was read already. */
  readonly firstPage: PlacedPage | undefined;
};

/** One pass over the query from `start`, row by row from its first. */
export type Pass = {
  /** The total that every page agreed on; undefined: it changed on the way. */
  readonly total: number | undefined;
  readonly ids: ReadonlySet<RowKey>;
  /** How many rows long the list was found to be, repeated rows included. */
  readonly length: number;
  /** How many rows stood before `second`, repeated rows included. */
  readonly rowsBefore: (second: number) => number;
  /** A row came twice: then another one slipped through, and the count is right to be higher. */
  readonly repeats: boolean;
  /** The second of the last row read; -Infinity where there is none. */
  readonly lastAt: number;
  /** `part`: there is more. `whole`: all was read that the API shows. `beyond-cap`: there is more than can be paged to. */
  readonly extent: 'part' | 'whole' | 'beyond-cap';
};

/** How often the page size may change at one position before the list counts as moving. */
const SIZE_CHANGES = 6;

/**
 * Reads pages one after the other, by row positions: the page size is the API's to choose, and may change between any
 * two requests, so the page that holds the next position is asked for.
 *
 * ```
 *   position:  0         50        100       150 …
 *              |  page 1  |  page 2 |  page 3 |           50 rows a page
 *                              |  page 4 (20 rows a page): overlaps, by ids
 * ```
 *
 * The list ends with a page that is not full, whatever its total says.
 */
export async function* readPass(context: ScanContext, options: PassOptions): AsyncGenerator<ScanEvent, Pass> {
  const progress = new PassProgress();
  const ask = (page: number): Promise<PlacedPage> =>
    context.ask({ from: fromFor(options.start), to: options.to, page });
  for (;;) {
    const number = progress.nextPage;
    if (number > context.limits.lastPage) return progress.result('beyond-cap');
    const page = (number === 1 && progress.position === 0 && options.firstPage) || (await ask(number));
    const isGap = progress.take(page, number);
    if (progress.moved) return progress.result('part');
    if (!isGap) {
      yield { kind: 'rows', rows: context.counter.add(page.rows) };
      progress.lastAt = context.order(
        page.rows,
        progress.isSeamless ? progress.lastAt : Number.NEGATIVE_INFINITY,
      );
    }
    const isFull = page.rows.length >= page.perPage;
    if (progress.stalled) {
      if (progress.position >= page.total || number === context.limits.lastPage)
        return progress.result('whole');
      // Fewer rows than counted: either the count is off, or pages are shorter than they claim.
      const after = await ask(number + 1);
      if (after.perPage === page.perPage) return progress.result('whole', after.rows.length === 0);
      progress.noteResize();
      continue;
    }
    if (progress.position >= page.total && !isFull && !isGap) return progress.result('whole');
    if (progress.position >= options.pages * page.perPage && progress.position < page.total) {
      return progress.result('part');
    }
  }
}

/** How far a pass has come. */
class PassProgress {
  position = 0;
  lastAt = Number.NEGATIVE_INFINITY;
  /** The total or the page size changed once too often. */
  moved = false;
  /** The last page brought nothing beyond what was read, at the same page size as before. */
  stalled = false;
  /** The last page began where the one before it ended. */
  isSeamless = true;
  readonly #ids = new Set<RowKey>();
  readonly #seconds: number[] = [];
  #total: number | undefined;
  #perPage: number | undefined;
  #sizeChanges = 0;
  #repeats = false;

  /** The number of the page that holds the next position. */
  get nextPage(): number {
    return this.#perPage === undefined ? 1 : Math.floor(this.position / this.#perPage) + 1;
  }

  /** Takes in page `number`; true where it lies beyond the next position, and so says nothing. */
  take(page: PlacedPage, number: number): boolean {
    this.#total ??= page.total;
    this.moved = page.total !== this.#total || this.#sizeChanges > SIZE_CHANGES;
    if (this.moved) return true;
    const isResized = this.#perPage !== undefined && page.perPage !== this.#perPage;
    this.#perPage = page.perPage;
    const start = (number - 1) * page.perPage;
    const isGap = start > this.position;
    const end = start + page.rows.length;
    this.isSeamless = start === this.position;
    if (!isGap) this.#note(page.rows, this.position - start);
    const hasProgress = !isGap && end > this.position;
    if (hasProgress) this.position = end;
    this.#sizeChanges = hasProgress ? 0 : this.#sizeChanges + (isResized ? 1 : 0);
    this.stalled = !hasProgress && !isResized;
    return isGap;
  }

  /** Takes in that a page came in another size, where no row of it can be used. */
  noteResize(): void {
    this.#sizeChanges++;
  }

  result(extent: Pass['extent'], isTotalKnown = true): Pass {
    return {
      total: this.moved || !isTotalKnown ? undefined : this.#total,
      ids: this.#ids,
      length: this.position,
      rowsBefore: (second) => this.#seconds.filter((at) => at < second).length,
      repeats: this.#repeats,
      lastAt: this.lastAt,
      extent,
    };
  }

  /** The first `known` rows were read before. */
  #note(rows: readonly PlacedRow[], known: number): void {
    for (const [index, { id, at }] of rows.entries()) {
      if (index >= known && this.#ids.has(id)) this.#repeats = true;
      if (index >= known) this.#seconds.push(at);
      this.#ids.add(id);
    }
  }
}
