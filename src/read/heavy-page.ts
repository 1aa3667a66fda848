import { errorOf } from '../errors/catalogue.ts';
import { HeavyAnswer } from '../errors/errors.ts';
import { PAGE_LIMITS } from '../aircall/page-limits.ts';
import type { ListedRow, Page } from '../sync/page.ts';

/** Page sizes to fall back to; each divides the one before, so that positions stay the same. */
const SMALLER = [25, 5, 1];

/** So many single rows in a row that cannot be had are no heavy rows: Aircall is not answering at all. */
const MOST_IN_A_ROW = 3;

export type AskPart = (part: {
  readonly page: number;
  readonly perPage: number;
  /** Retry as usual, however heavy the page is. */
  readonly isPatient?: boolean;
}) => Promise<Page>;

/**
 * Reads a page that is too heavy for one answer in parts, down to single rows. A row that cannot be had even alone
 * is passed over: its position is in `tooLarge`. Where nothing can be had, the whole page is asked for once more, as
 * patiently as in any outage. Throws what that throws, and TransientError where the list moves meanwhile.
 */
export async function readInParts(page: number, ask: AskPart, cause: HeavyAnswer): Promise<Page> {
  const parts = new Parts(page);
  const isComplete = await parts.read((page - 1) * PAGE_LIMITS.pageSize, PAGE_LIMITS.pageSize, 0, ask);
  if (isComplete) return parts.page(cause);
  return ask({ page, perPage: PAGE_LIMITS.pageSize, isPatient: true });
}

class Parts {
  readonly #page: number;
  readonly #rows: ListedRow[] = [];
  readonly #tooLarge: number[] = [];
  readonly #totals = new Set<number>();
  #failedInARow = 0;

  constructor(page: number) {
    this.#page = page;
  }

  /** Reads `count` rows behind position `start` at the next smaller size; false where Aircall does not answer at all. */
  async read(start: number, count: number, level: number, ask: AskPart): Promise<boolean> {
    const perPage = SMALLER[level] ?? 1;
    for (let position = start; position < start + count; position += perPage) {
      const part = await this.#ask(position, perPage, ask);
      if (part !== undefined) {
        this.#failedInARow = 0;
        this.#rows.push(...part.rows);
        if (part.rows.length < perPage) return true;
      } else if (perPage > 1) {
        if (!(await this.read(position, perPage, level + 1, ask))) return false;
      } else {
        this.#tooLarge.push(position + 1);
        if (++this.#failedInARow === MOST_IN_A_ROW) return false;
      }
    }
    return true;
  }

  page(cause: HeavyAnswer): Page {
    const [total, ...others] = this.#totals;
    if (total === undefined || others.length > 0) {
      throw errorOf('page-changing', { page: this.#page }, { details: cause.message, cause });
    }
    const tooLarge = this.#tooLarge;
    return {
      rows: this.#rows,
      total,
      perPage: PAGE_LIMITS.pageSize,
      ...(tooLarge.length > 0 && { tooLarge }),
    };
  }

  async #ask(position: number, perPage: number, ask: AskPart): Promise<Page | undefined> {
    try {
      const part = await ask({ page: position / perPage + 1, perPage });
      this.#totals.add(part.total);
      // The API chose another size: positions would not fit together.
      if (part.perPage !== perPage) this.#totals.add(-1);
      return part;
    } catch (error) {
      if (error instanceof HeavyAnswer) return undefined;
      throw error;
    }
  }
}
