import { TransientError } from '../../errors/errors.ts';
import { LAST_PAGE, type RowKey } from '../page.ts';
import { readFromFirst } from './careful-reading.ts';
import type { Stand, WalkEvent } from './proof.ts';
import type { WalkContext } from './walk-context.ts';
import { fromFor } from './query.ts';
import { isReachable } from './window.ts';

/** How often a reading may find that rows moved under it before the list counts as never at rest. */
const MOVES_TOLERATED = 20;
/** How many whole readings are united before they count as disagreeing for good. */
const WHOLE_READINGS = 40;
/** How many whole readings in a row have to agree before the API's own count is held to be off. */
const AGREEING_READINGS = 3;

/**
 * `finished`: the window's end is proven (or unproven, where whole readings agree with each other only).
 * `out-of-order`: only a whole window can be a proof, and a smaller one had better be.
 */
export type CarefulEnd = Stand | 'finished' | 'out-of-order';

/**
 * Reads from `anchor` on, one page after the other, until a proof succeeds, and returns where to go on from.
 *
 * It begins with the shortest stretch there is: page 1 and the page 1 that follows it. Where those do not add
 * up, the same rows are read again and united by id as long as that finds more (an index may order the rows of
 * one second anew each time), then twice as many (a row may stand pages away from its place), up to the window's
 * end, where the proof needs no order at all. A total that changes starts the count anew.
 *
 * Throws TransientError when the readings go on disagreeing.
 */
export async function* readCarefully(
  walk: WalkContext,
  to: number,
  anchor: number | undefined,
): AsyncGenerator<WalkEvent, CarefulEnd> {
  const isOrdered = walk.inOrder;
  let pages = isOrdered ? 1 : LAST_PAGE;
  let found = 0;
  let readings = 0;
  let wholeReadings = 0;
  let moves = 0;
  let total: number | undefined;
  let agreeing: { readonly ids: ReadonlySet<RowKey>; readonly times: number } | undefined;

  const startOver = (stretch: number): void => {
    if (++moves > MOVES_TOLERATED) throw unstable(readings);
    walk.tally.recount();
    pages = isOrdered ? stretch : LAST_PAGE;
    found = 0;
    total = undefined;
    agreeing = undefined;
  };

  walk.tally.recount();
  for (;;) {
    readings++;
    const reading = yield* readFromFirst(walk, anchor, to, pages);
    total ??= reading.total;
    if (reading.total === undefined || total === undefined || reading.total !== total) {
      startOver(1);
      continue;
    }

    if (reading.whole) {
      if (walk.tally.counted === total) {
        yield walk.settle(Number.POSITIVE_INFINITY, to, total, readings);
        return 'finished';
      }
      const times = agreeing !== undefined && sameIds(agreeing.ids, reading.ids) ? agreeing.times + 1 : 1;
      agreeing = reading.repeats ? undefined : { ids: reading.ids, times };
      if (agreeing?.times === AGREEING_READINGS) {
        yield walk.settle(Number.POSITIVE_INFINITY, to, total, readings, false);
        return 'finished';
      }
      if (++wholeReadings === WHOLE_READINGS) throw unstable(readings);
      continue;
    }

    if (isOrdered && !walk.inOrder) return 'out-of-order';
    const next = reading.lastAt;
    if (next > (anchor ?? Number.NEGATIVE_INFINITY)) {
      const page = await walk.ask({ from: fromFor(next), to, page: 1 });
      walk.bound.learn(fromFor(next), page.rows, walk.tally.countAt(next - 1));
      const edge = walk.bound.edge(next);
      const missing = total - page.total - walk.tally.countBefore(edge);
      if (missing === 0 && isReachable(page.total, page.perPage)) {
        yield walk.settle(edge, edge, total - page.total, readings);
        return { anchor: next, total: page.total, size: page.perPage, rows: page.rows };
      }
      if (missing < 0) {
        // More was found than is counted: rows have gone since, or stand pages away from where they count.
        startOver(pages * 2);
        continue;
      }
      yield { kind: 'rows', rows: walk.tally.add(page.rows) };
    }
    if (walk.tally.counted === found) pages *= 2;
    found = walk.tally.counted;
  }
}

function sameIds(a: ReadonlySet<RowKey>, b: ReadonlySet<RowKey>): boolean {
  return a.size === b.size && [...a].every((id) => b.has(id));
}

function unstable(readings: number): TransientError {
  return new TransientError(
    `The list kept changing while it was read: ${readings} readings of the same stretch disagreed with each other. What is proven so far is kept; the next sync goes on from there.`,
  );
}
