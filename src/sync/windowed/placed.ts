import type { Page, Row, RowKey } from '../page.ts';

/** A row with the second that it counts at. */
export type PlacedRow = { readonly id: RowKey; readonly at: number; readonly data: Row };

/** A page of a windowed list whose every row has a place. */
export type PlacedPage = Omit<Page, 'rows'> & { readonly rows: readonly PlacedRow[] };

/** Gives rows without a usable time the place of the row before them: that is where the list has them. */
export function placeRows(page: Page, from: number): PlacedPage {
  let last = from;
  const rows = page.rows.map(({ id, at, data }) => {
    last = at ?? last;
    return { id, at: last, data };
  });
  return { ...page, rows };
}
