import { PAGE_LIMITS } from '../aircall/page-limits.ts';
import { parseLoosePage, type LoosePage } from '../aircall/loose-page.ts';
import { parsePage } from '../aircall/page.ts';
import { HeavyAnswer } from '../errors/errors.ts';
import type { Client } from '../http/client.ts';
import { RowInspector } from '../rows/row-inspector.ts';
import type { ListStream } from '../streams/source.ts';
import type { Stream } from '../streams/stream.ts';
import type { Page, RowKey } from '../sync/page.ts';
import type { ReadChangedPage } from '../sync/updated/newest-first.ts';
import type { ReadListPage } from '../sync/whole-list/list-pass.ts';
import type { ReadPage } from '../sync/windowed/query.ts';
import { Details } from './details.ts';
import { readInParts, type AskPart } from './heavy-page.ts';

/** What a stream's requests brought, for its closing line. */
export type FetchStats = {
  rows: number;
  sanitized: number;
  /** Rows without a usable time. */
  odd: number;
  /** Pages that were read in parts. */
  reduced: number;
  /** Positions of rows that cannot be had even alone. */
  readonly tooLarge: Set<number>;
  readonly inspector: RowInspector;
  readonly details: Details;
};

export function newFetchStats(stream: Stream, details: readonly string[]): FetchStats {
  const { source } = stream;
  return {
    rows: 0,
    sanitized: 0,
    odd: 0,
    reduced: 0,
    tooLarge: new Set(),
    inspector: new RowInspector(stream.schema),
    details: new Details(details, source.kind === 'windowed' ? source.details : {}),
  };
}

/** Where a stream's pages come from. */
export type PageSource = {
  readonly client: Pick<Client, 'get'>;
  readonly stream: ListStream;
  readonly fetched: FetchStats;
};

function hasTime(source: ListStream['source']): boolean {
  if (source.kind === 'snapshots') return false;
  return source.kind === 'windowed' || source.createdAt !== undefined;
}

/** Pages of a windowed list. */
export function windowedPages(source: PageSource): ReadPage {
  return ({ from, to, page }, signal) => {
    const bounds = { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
    return getPage(source, page, bounds, signal);
  };
}

/** Pages with the newest change first; each row's time is that of its change. */
export function changedPages(source: PageSource): ReadChangedPage {
  return (page) => getPage(source, page, { order: 'desc', order_by: 'updated_at' });
}

/** Pages of a list without bounds. */
export function listPages(source: PageSource): ReadListPage {
  const list = source.stream.source;
  if (list.kind === 'whole-list' && list.isLoose) return loosePages(source);
  return (page) => getPage(source, page, {});
}

/** Where answers tell no total, all pages from `number` on count as one, up to one that brings nothing new. */
function loosePages(source: PageSource): ReadListPage {
  const { pageSize, lastPage } = PAGE_LIMITS;
  return async (number) => {
    let page = await askLoosePage(source, number);
    if (page.counted !== undefined) return { rows: page.rows, ...page.counted };
    const rows = new Map<RowKey, Page['rows'][number]>();
    for (let next = number + 1; ; next++) {
      const before = rows.size;
      for (const row of page.rows) rows.set(row.id, row);
      if (page.rows.length < pageSize || rows.size === before || next > lastPage) break;
      page = await askLoosePage(source, next);
    }
    return { rows: [...rows.values()], total: rows.size, perPage: rows.size + 1 };
  };
}

function askLoosePage({ client, stream, fetched }: PageSource, page: number): Promise<LoosePage> {
  const query = { order: 'asc', per_page: PAGE_LIMITS.pageSize, page };
  return client.get({ path: stream.source.path, query }, (body, answer) => {
    const parsed = parseLoosePage(stream, body, page, fetched.inspector);
    fetched.rows += parsed.rows.length;
    fetched.sanitized += answer.sanitized;
    return parsed;
  });
}

/** What a query has beside its page. */
type Bounds = Readonly<Record<string, number | string>>;

/** A page at its full size and with all details; without those that Aircall refuses, and in parts where it is too heavy. */
async function getPage(
  source: PageSource,
  page: number,
  bounds: Bounds,
  signal?: AbortSignal,
): Promise<Page> {
  const { details } = source.fetched;
  const list = { source, bounds, signal };
  let attemptsLeft = details.names.length + 1;
  for (;;) {
    const sent = details.names;
    try {
      return await askPage(list, { page, perPage: PAGE_LIMITS.pageSize, details: sent });
    } catch (error) {
      const probe = (names: readonly string[]): Promise<Page> =>
        askPage(list, { page, perPage: PAGE_LIMITS.pageSize, details: names, mostAttempts: 1 });
      if (attemptsLeft-- > 0 && (await details.mayTryAgain(error, sent, probe))) continue;
      if (!(error instanceof HeavyAnswer)) throw error;
      return getInParts(list, page, error);
    }
  }
}

async function getInParts(list: ListQuery, page: number, cause: HeavyAnswer): Promise<Page> {
  const { fetched } = list.source;
  const ask: AskPart = (part) => askPage(list, { ...part, details: fetched.details.names });
  const stitched = await readInParts(page, ask, cause);
  fetched.reduced += 1;
  for (const position of stitched.tooLarge ?? []) fetched.tooLarge.add(position);
  return stitched;
}

/** A list with its bounds. */
type ListQuery = {
  readonly source: PageSource;
  readonly bounds: Bounds;
  readonly signal: AbortSignal | undefined;
};

type PageQuery = {
  readonly page: number;
  readonly perPage: number;
  readonly details: readonly string[];
  readonly isPatient?: boolean;
  readonly mostAttempts?: number;
};

function askPage(
  { source: { client, stream, fetched }, bounds, signal }: ListQuery,
  { page, perPage, details, isPatient = false, mostAttempts }: PageQuery,
): Promise<Page> {
  const query = { order: 'asc', ...fetched.details.queryFor(details), ...bounds, per_page: perPage, page };
  const request = {
    path: stream.source.path,
    query,
    mayBeHeavy: !isPatient,
    ...(mostAttempts !== undefined && { mostAttempts }),
    ...(signal !== undefined && { signal }),
  };
  return client.get(request, (body, answer) => {
    const parsed = parsePage(stream, body, page, fetched.inspector);
    // A probe's page is asked for once more.
    if (mostAttempts === 1) return parsed;
    fetched.rows += parsed.rows.length;
    fetched.sanitized += answer.sanitized;
    if (hasTime(stream.source)) fetched.odd += parsed.rows.filter(({ at }) => at === undefined).length;
    return parsed;
  });
}
