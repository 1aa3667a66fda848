import { parsePage } from '../aircall/page.ts';
import { HeavyAnswer } from '../errors/errors.ts';
import type { Client } from '../http/client.ts';
import { RowInspector } from '../rows/row-inspector.ts';
import type { Source } from '../streams/source.ts';
import type { Stream } from '../streams/stream.ts';
import { PAGE_SIZE, type Page } from '../sync/page.ts';
import type { ReadListPage } from '../sync/whole-list/list-pass.ts';
import type { ReadPage } from '../sync/windowed/query.ts';
import { readInParts } from './heavy-page.ts';

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
};

export function newFetchStats(stream: Stream): FetchStats {
  return {
    rows: 0,
    sanitized: 0,
    odd: 0,
    reduced: 0,
    tooLarge: new Set(),
    inspector: new RowInspector(stream.schema),
  };
}

/** Where a stream's pages come from. */
export type PageSource = {
  readonly client: Client;
  readonly stream: Stream;
  readonly fetched: FetchStats;
};

function hasTime(source: Source): boolean {
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

/** A page at its full size; where Aircall cannot answer that, in parts. */
async function getPage(
  source: PageSource,
  page: number,
  bounds: Bounds,
  signal?: AbortSignal,
): Promise<Page> {
  const ask = (part: {
    readonly page: number;
    readonly perPage: number;
    readonly isPatient?: boolean;
  }): Promise<Page> => askPage(source, part, bounds, signal);
  try {
    return await ask({ page, perPage: PAGE_SIZE });
  } catch (error) {
    if (!(error instanceof HeavyAnswer)) throw error;
    const stitched = await readInParts(page, ask, error);
    source.fetched.reduced += 1;
    for (const position of stitched.tooLarge ?? []) source.fetched.tooLarge.add(position);
    return stitched;
  }
}

function askPage(
  { client, stream, fetched }: PageSource,
  {
    page,
    perPage,
    isPatient = false,
  }: { readonly page: number; readonly perPage: number; readonly isPatient?: boolean },
  bounds: Bounds,
  signal: AbortSignal | undefined,
): Promise<Page> {
  const query = { order: 'asc', ...bounds, per_page: perPage, page };
  const request = {
    path: stream.source.path,
    query,
    mayBeHeavy: !isPatient,
    ...(signal !== undefined && { signal }),
  };
  return client.get(request, (body, answer) => {
    const parsed = parsePage(stream, body, page, fetched.inspector);
    fetched.rows += parsed.rows.length;
    fetched.sanitized += answer.sanitized;
    if (hasTime(stream.source)) fetched.odd += parsed.rows.filter(({ at }) => at === undefined).length;
    return parsed;
  });
}
