import type { Client } from '../http/client.ts';
import { parsePage } from '../aircall/page.ts';
import type { SnapshotStream, StreamDeclaration, TimelineStream } from '../streams/stream.ts';
import { PAGE_SIZE, type Page } from '../sync/page.ts';
import type { ReadListPage } from '../sync/whole-list/reading.ts';
import { horizon } from '../sync/windowed/plan.ts';
import type { ReadPage } from '../sync/windowed/query.ts';

/** What a stream's requests brought, for its closing line. */
export type Intake = { rows: number; mended: number };

/** Pages of a timeline. `now`: epoch seconds of the API's clock. */
export function timelinePages(client: Client, stream: TimelineStream, now: number, intake: Intake): ReadPage {
  const oldest = horizon(now);
  return ({ from, to, page }, signal) => {
    // How the API takes a `from` of before its horizon is not documented; without one it shows all that it has.
    const bounds = from === undefined || from < oldest ? { to } : { from, to };
    return getPage(client, stream, page, intake, bounds, signal);
  };
}

/** Pages of a list without bounds. */
export function listPages(client: Client, stream: SnapshotStream, intake: Intake): ReadListPage {
  return (page) => getPage(client, stream, page, intake, {});
}

function getPage(
  client: Client,
  stream: StreamDeclaration,
  page: number,
  intake: Intake,
  bounds: Readonly<Record<string, number>>,
  signal?: AbortSignal,
): Promise<Page> {
  const query = { order: 'asc', ...bounds, per_page: PAGE_SIZE, page };
  const request = { path: stream.path, query, ...(signal !== undefined && { signal }) };
  return client.get(request, (body, answer) => {
    const parsed = parsePage(stream, body, page);
    intake.rows += parsed.rows.length;
    intake.mended += answer.mended;
    return parsed;
  });
}
