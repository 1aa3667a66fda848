import { PAGE_LIMITS } from '../aircall/page-limits.ts';
import type { ListedRow, RowKey } from '../sync/page.ts';
import { readVerifiedList } from '../sync/whole-list/verified-list.ts';
import type { ListReader } from './shared-list.ts';

/** Every row of a list, of which about `expected` are likely to be there; each in its latest form. */
export async function readWhole(
  { readPage }: Pick<ListReader, 'readPage'>,
  expected = 0,
): Promise<{
  readonly rows: readonly ListedRow[];
  readonly isComplete: boolean;
}> {
  const rows = new Map<RowKey, ListedRow>();
  const pages = readVerifiedList(readPage, PAGE_LIMITS, expected);
  for (;;) {
    const next = await pages.next();
    if (next.done === true) {
      const { ids, verified, tooLarge } = next.value;
      const listed = [...rows.values()].filter(({ id }) => ids.has(id));
      return { rows: listed, isComplete: verified && tooLarge.length === 0 };
    }
    for (const row of next.value) rows.set(row.id, row);
  }
}
