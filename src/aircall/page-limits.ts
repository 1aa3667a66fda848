import type { PageLimits } from '../sync/page.ts';

/** The largest page that the API gives (API reference, "Pagination"). */
const PAGE_SIZE = 50;

/** Any page with `page * per_page` beyond this is refused (API reference, "Pagination"; observed 2026-09 on every list). */
const ROW_CAP = 10_000;

export const PAGE_LIMITS: PageLimits = {
  pageSize: PAGE_SIZE,
  rowCap: ROW_CAP,
  lastPage: ROW_CAP / PAGE_SIZE,
};
