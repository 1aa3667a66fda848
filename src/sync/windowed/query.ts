import type { Page } from '../page.ts';
import type { PlacedPage, PlacedRow } from './placed.ts';

/**
 * Rows after `from` and up to `to` (epoch seconds), oldest first. `from` undefined: from the first on; `to` undefined:
 * up to the last.
 */
export type Query = {
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly page: number;
};

/** Asks for one page. May be called for several pages at once; rejects when the page cannot be had. */
export type ReadPage = (query: Query, signal: AbortSignal) => Promise<Page>;

/** The same with a place for every row. */
export type AskPage = (query: Query, signal?: AbortSignal) => Promise<PlacedPage>;

/**
 * The `from` that shows every row at or after `second`, whether the API takes `from` as exclusive
 * (observed 2026-09) or as inclusive: windows overlap by that second.
 */
export function fromFor(second: number | undefined): number | undefined {
  return second === undefined ? undefined : second - 1;
}

/** At how many starts rows that were known have to be absent before bounds are held to be exclusive. */
const ABSENCES = 2;

/**
 * Whether the API counts rows exactly at `from`. The documentation does not say. A row that is shown there settles it for
 * the run. One that is not shown although it is known may have been deleted: only at another start the same tells that
 * `from` is exclusive.
 */
export class FromBound {
  #isShown = false;
  readonly #absentAt = new Set<number>();

  /** undefined: not known. */
  get inclusive(): boolean | undefined {
    if (this.#isShown) return true;
    return this.#absentAt.size >= ABSENCES ? false : undefined;
  }

  /** @param knownThere how many rows were seen before at exactly `from` */
  learn(from: number | undefined, rows: readonly PlacedRow[], knownThere: number): void {
    if (from === undefined || rows.length === 0) return;
    if (rows.some((row) => row.at === from)) this.#isShown = true;
    else if (knownThere > 0 && this.#absentAt.size < ABSENCES) this.#absentAt.add(from);
  }

  /** The first second that a query from `start` counts. */
  firstCounted(start: number): number {
    return this.inclusive === true ? start - 1 : start;
  }
}
