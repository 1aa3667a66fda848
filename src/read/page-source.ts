import { PAGE_LIMITS } from '../aircall/page-limits.ts';
import { parsePage } from '../aircall/page.ts';
import { HeavyAnswer } from '../errors/errors.ts';
import type { Client } from '../http/client.ts';
import { RowInspector } from '../rows/row-inspector.ts';
import type { ListStream } from '../streams/source.ts';
import type { Stream } from '../streams/stream.ts';
import type { Page } from '../sync/page.ts';
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
  readonly client: Client;
  readonly stream: ListStream;
  readonly fetched: FetchStats;
};

function hasTime(source: ListStream['source']): boolean {
  return source.kind === 'windowed' || source.createdAt !== undefined;
}

/** Pages of a windowed list. */
export function windowedPages(source: PageSource): ReadPage {
  return ({ from, to, page }, signal) => {
    const bounds = { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
    return getPage(source, page, bounds, signal);
  };
}

/** Pages of a list without bounds. */
export function listPages(source: PageSource): ReadListPage {
  return (page) => getPage(source, page, {});
}

type Bounds = Readonly<Record<string, number>>;

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
        askPage(list, { page, perPage: PAGE_LIMITS.pageSize, details: names, isProbe: true });
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
  readonly isProbe?: boolean;
};

function askPage(
  { source: { client, stream, fetched }, bounds, signal }: ListQuery,
  { page, perPage, details, isPatient = false, isProbe = false }: PageQuery,
): Promise<Page> {
  const query = { order: 'asc', ...fetched.details.queryFor(details), ...bounds, per_page: perPage, page };
  const request = {
    path: stream.source.path,
    query,
    mayBeHeavy: !isPatient,
    isProbe,
    ...(signal !== undefined && { signal }),
  };
  return client.get(request, (body, answer) => {
    const parsed = parsePage(stream, body, page, fetched.inspector);
    if (isProbe) return parsed;
    fetched.rows += parsed.rows.length;
    fetched.sanitized += answer.sanitized;
    if (hasTime(stream.source)) fetched.odd += parsed.rows.filter(({ at }) => at === undefined).length;
    return parsed;
  });
}
