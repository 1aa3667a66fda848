import type { PlacedPage } from './placed.ts';
import { fromFor } from './query.ts';
import type { Stand, WalkEvent } from './proof.ts';
import type { WalkContext } from './walk-context.ts';

/** Pages between two anchors once all is quiet: a checkpoint every thousand rows, for one repeated row. */
const PAGES_PER_STRETCH = 20;

/** The pages of the query that starts at one anchor. `total` is unknown until its first page has come. */
type Reading = {
  readonly anchor: number | undefined;
  readonly size: number;
  readonly lastPage: number;
  nextPage: number;
  total: number | undefined;
  /** The second of the last row that has come. */
  lastAt: number;
};

type Asked = {
  readonly reading: Reading;
  readonly page: number;
  readonly answer: Promise<PlacedPage>;
};

/** How a stride ended: at the window's end, or where the counts did not add up since `anchor`. */
export type StrideEnd = 'finished' | { readonly anchor: number | undefined };

/**
 * Reads on from `stand` to the window's end with several pages under way, and moves its anchor on the fly:
 *
 * ```
 *  query from a:  | 1 | 2 | … | i | i+1 | i+2 |            b = the last second of page i
 *  query from b:              |(1)| (2) | (3) | 4 | 5 | …   its first pages are those already asked for
 *                 '---------------'
 *                 rows before b = total(a) - total(b): the proof, brought by page 4 of the query from b
 * ```
 *
 * So an anchor repeats the rows of one second and never waits. Every page has to be as long as its total says
 * and to agree with the total of its query; where anything differs, the stride ends at the last proven anchor.
 */
export async function* stride(
  walk: WalkContext,
  to: number,
  stand: Stand,
  wary: boolean,
): AsyncGenerator<WalkEvent, StrideEnd> {
  const stop = new AbortController();
  const signal = AbortSignal.any([walk.signal, stop.signal]);
  const asked: Asked[] = [];
  let stretch = wary ? 1 : PAGES_PER_STRETCH;
  let proven: Reading = {
    anchor: stand.anchor,
    size: stand.size,
    lastPage: Math.ceil(stand.total / stand.size),
    nextPage: 2,
    total: stand.total,
    lastAt: Number.NEGATIVE_INFINITY,
  };
  let provenTotal = stand.total;
  let asking = proven;
  let pages = 1;

  const askAhead = (): void => {
    const ahead = walk.pagesAhead();
    while (asked.length < ahead && asking.nextPage <= asking.lastPage) {
      const page = asking.nextPage++;
      const answer = walk.ask({ from: fromFor(asking.anchor), to, page }, signal);
      answer.catch(() => undefined);
      asked.push({ reading: asking, page, answer });
    }
  };

  try {
    if (stand.rows.length !== rowsDue(proven, stand.total, 1)) return { anchor: stand.anchor };
    yield { kind: 'rows', rows: walk.tally.add(stand.rows) };
    proven.lastAt = walk.order(stand.rows, proven.lastAt);
    for (;;) {
      askAhead();
      const next = asked.shift();
      if (next === undefined) break;
      const page = await next.answer;
      const { reading } = next;
      if (reading.total === undefined) {
        const anchor = reading.anchor ?? 0;
        if (next.page === 1) {
          walk.bound.learn(fromFor(anchor), page.rows, walk.tally.countAt(anchor - 1));
        }
        const edge = walk.bound.edge(anchor);
        const passed = provenTotal - page.total;
        if (walk.tally.countBefore(edge) !== passed) return { anchor: proven.anchor };
        yield walk.settle(edge, edge, passed, 1);
        reading.total = page.total;
        proven = reading;
        provenTotal = page.total;
        stretch = Math.min(PAGES_PER_STRETCH, stretch * 2);
        pages = 0;
      }
      if (page.total !== reading.total || page.rows.length !== rowsDue(reading, page.total, next.page)) {
        return { anchor: proven.anchor };
      }
      yield { kind: 'rows', rows: walk.tally.add(page.rows) };
      reading.lastAt = walk.order(page.rows, reading.lastAt);
      pages++;
      if (asking === proven && pages >= stretch && asking.nextPage < asking.lastPage && walk.inOrder) {
        asking = reanchor(walk, proven, provenTotal, reading.lastAt) ?? asking;
      }
      if (asking !== proven && !walk.inOrder) return { anchor: proven.anchor };
    }
    if (walk.tally.counted !== provenTotal) return { anchor: proven.anchor };
    yield walk.settle(Number.POSITIVE_INFINITY, to, provenTotal, 1);
    return 'finished';
  } finally {
    stop.abort();
  }
}

function rowsDue(reading: Reading, total: number, page: number): number {
  return Math.max(0, Math.min(reading.size, total - (page - 1) * reading.size));
}

/** A reading from second `anchor` on that goes on where the pages asked for so far end; undefined: no progress. */
function reanchor(
  walk: WalkContext,
  proven: Reading,
  provenTotal: number,
  anchor: number,
): Reading | undefined {
  if (proven.anchor !== undefined && anchor <= proven.anchor) return undefined;
  const edge = walk.bound.edge(anchor);
  const passed = walk.tally.countBefore(edge);
  const lastPage = Math.ceil((provenTotal - passed) / proven.size);
  // Whether rows at the second before the anchor count is not known yet: page 1 will show it.
  const ambiguous = walk.bound.inclusive === undefined && walk.tally.countAt(anchor - 1) > 0;
  const askedFor = (proven.nextPage - 1) * proven.size;
  const firstPage = ambiguous ? 1 : Math.floor((askedFor - passed) / proven.size) + 1;
  if (firstPage > lastPage) return undefined;
  return {
    anchor,
    size: proven.size,
    lastPage,
    nextPage: firstPage,
    total: undefined,
    lastAt: Number.NEGATIVE_INFINITY,
  };
}
