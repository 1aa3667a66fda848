import type { Knobs } from './knobs.ts';
import type { Row } from './people.ts';
import { badRequest, pastTheCap, type Reply } from './reply.ts';

export type Query = Readonly<Record<string, string>>;

export type Page = { readonly page: number; readonly perPage: number; readonly offset: number };

/** At most so many rows can be reached by page numbers, in every list (observed). */
export const cap = 10_000;

/** The page that a query asks for, or the 400 that it gets. */
export function readPage(query: Query, knobs: Knobs, requestNumber: number): Page | Reply {
  const most = typeof knobs.perPageMax === 'number' ? knobs.perPageMax : knobs.perPageMax(requestNumber);
  const asked = wholeNumber(query['per_page']) ?? 20;
  if (asked > most && knobs.perPageOver === 'reject') return badRequest(`per_page must be at most ${most}`);
  const perPage = Math.max(1, Math.min(asked, most));
  const page = Math.max(1, wholeNumber(query['page']) ?? 1);
  if (page * perPage > cap) return badRequest(pastTheCap);
  return { page, perPage, offset: (page - 1) * perPage };
}

function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

/** A bound in epoch seconds, fractions allowed; anything else is ignored. */
export function readBound(text: string | undefined): number | undefined {
  const bound = text === undefined || text === '' ? NaN : Number(text);
  return Number.isFinite(bound) ? bound : undefined;
}

export function readOrder(query: Query): 'asc' | 'desc' {
  return query['order'] === 'desc' ? 'desc' : 'asc';
}

export type Meta = {
  readonly count: number;
  readonly total: number;
  readonly current_page: number;
  readonly per_page: number;
  readonly next_page_link?: string | null;
  readonly previous_page_link?: string | null;
};

/** The body of a list: its rows under `key` and the meta. `total` is the true one; the knobs make it what is shown. */
export function envelope(
  key: string,
  rows: readonly Row[],
  page: Page,
  total: number,
  context: {
    readonly knobs: Knobs;
    readonly path: string;
    readonly query: Query;
    readonly requestNumber: number;
  },
): Row & { readonly meta: Meta } {
  const { knobs, path, query, requestNumber } = context;
  const offset =
    typeof knobs.totalOffset === 'number' ? knobs.totalOffset : knobs.totalOffset(key, requestNumber);
  const counted = Math.max(0, total + offset);
  const link = (to: number): string => {
    const params = new URLSearchParams({ ...query, page: String(to), per_page: String(page.perPage) });
    return `https://api.aircall.io${path}?${params.toString()}`;
  };
  const meta: Meta = {
    count: rows.length,
    total: knobs.total === 'capped' ? Math.min(counted, cap) : counted,
    current_page: page.page,
    per_page: page.perPage,
    // Still there at the last page that can be asked for: whoever follows it meets the 400.
    next_page_link: page.page * page.perPage < counted ? link(page.page + 1) : null,
    previous_page_link: page.page > 1 ? link(page.page - 1) : null,
  };
  return { [key]: rows, meta };
}
