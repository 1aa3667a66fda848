import type { Account } from './account.ts';
import type { Knobs } from './knobs.ts';
import type { CallList } from './list-calls.ts';
import { envelope, readBound, readOrder, readPage, type Query } from './paging.ts';
import type { Row } from './people.ts';
import { ok, type Reply } from './reply.ts';

export type RouteContext = {
  readonly account: Account;
  readonly callList: CallList;
  readonly knobs: Knobs;
  readonly path: string;
  readonly query: Query;
  readonly requestNumber: number;
  /** Epoch seconds. */
  readonly now: number;
};

export type Handler = (context: RouteContext, params: readonly string[]) => Reply;

type Dated = { readonly id: number; readonly createdAt: number };

/** The items whose `created_at` is within the query's `from` and `to`. */
export function within<T extends Dated>(
  { knobs, query }: RouteContext,
  items: readonly T[],
  bounds: { from: string; to: string } = { from: knobs.othersFrom, to: knobs.othersTo },
): T[] {
  const from = readBound(query['from']) ?? -Infinity;
  const to = readBound(query['to']) ?? Infinity;
  return items.filter(
    ({ createdAt: at }) =>
      (bounds.from === 'inclusive' ? at >= from : at > from) &&
      (bounds.to === 'inclusive' ? at <= to : at < to),
  );
}

/** The items in the query's order of creation. */
export function byDate<T extends Dated>(items: readonly T[], query: Query): T[] {
  const sorted = items.toSorted((a, b) => a.createdAt - b.createdAt || a.id - b.id);
  return readOrder(query) === 'asc' ? sorted : sorted.toReversed();
}

/** One page of a list. */
export function list<T>(
  context: RouteContext,
  key: string,
  items: readonly T[],
  render: (item: T) => Row,
): Reply {
  const page = readPage(context.query, context.knobs, context.requestNumber);
  if ('status' in page) return page;
  const rows = items.slice(page.offset, page.offset + page.perPage).map((item) => render(item));
  return ok(envelope(key, rows, page, items.length, context));
}
