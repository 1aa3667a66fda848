import type { Client } from '../http/client.ts';
import { parsePage } from '../aircall/page.ts';
import type { SnapshotStream, StreamDeclaration, TimelineStream } from '../streams/stream.ts';
import { PAGE_SIZE, type Page } from '../sync/page.ts';
import type { ReadListPage } from '../sync/whole-list/list-pass.ts';
import type { ReadPage } from '../sync/windowed/query.ts';

/** What a stream's requests brought, for its closing line. */
export type FetchStats = { rows: number; sanitized: number };

/** Pages of a windowed list. */
export function windowedPages(client: Client, stream: TimelineStream, fetched: FetchStats): ReadPage {
  return ({ from, to, page }, signal) => {
    const bounds = { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
    return getPage(client, stream, page, fetched, bounds, signal);
  };
}

/** Pages of a list without bounds. */
export function listPages(client: Client, stream: SnapshotStream, fetched: FetchStats): ReadListPage {
  return (page) => getPage(client, stream, page, fetched, {});
}

function getPage(
  client: Client,
  stream: StreamDeclaration,
  page: number,
  fetched: FetchStats,
  bounds: Readonly<Record<string, number>>,
  signal?: AbortSignal,
): Promise<Page> {
  const query = { order: 'asc', ...bounds, per_page: PAGE_SIZE, page };
  const request = { path: stream.path, query, ...(signal !== undefined && { signal }) };
  return client.get(request, (body, answer) => {
    const parsed = parsePage(stream, body, page);
    fetched.rows += parsed.rows.length;
    fetched.sanitized += answer.sanitized;
    return parsed;
  });
}
