import type { PlacedRow } from './placed.ts';
import { readCarefully } from './careful.ts';
import type { Stand, WalkEvent } from './proof.ts';
import type { ReadPage } from './query.ts';
import { stride } from './stride.ts';
import { WalkContext } from './walk-context.ts';
import { guessEnd, NARROW, openWindow, WIDE, type Window } from './window.ts';

export type WalkOptions = {
  /** The first second to read; undefined: from the oldest row that the API shows. */
  readonly start: number | undefined;
  /** Ascending ends of the parts to read one after the other; the last is the end of the walk. */
  readonly ends: readonly number[];
  readonly readPage: ReadPage;
  readonly markOf: (row: PlacedRow) => number;
  readonly pagesAhead: () => number;
  readonly signal: AbortSignal;
};

/**
 * One ascending walk over a timeline in proven stretches:
 *
 * ```
 *      start                                                                      end
 * -------|--------- stretch ---------|--------- stretch --------|-- … --|-----------+-----> placed at
 *        (a-1                        |                          |                  to]
 *        pages 1 … K, ascending      (b-1                       |                  to]
 *                                    total(a) - total(b) = unique ids before b: proven
 * ```
 *
 * Yields rows (each once, or again when it changed under the walk) and, after all rows before it, each proof.
 * Windows keep every page below the API's cap. Throws TransientError when the list never comes to rest,
 * SystemError when one second holds more rows than can be paged through, and what `readPage` rejects with.
 */
export async function* walkTimeline(options: WalkOptions): AsyncGenerator<WalkEvent, void> {
  const walk = new WalkContext(options);
  let anchor = options.start;
  let guess: number | undefined;
  for (const limit of options.ends) {
    while (anchor === undefined || anchor < limit) {
      const size = walk.inOrder ? WIDE : NARROW;
      const end = Math.min(limit, guess ?? limit);
      const window: Window = await openWindow(anchor, end, size, (query) => walk.ask(query), walk.signal);
      const first = window.firstPage.rows[0]?.at ?? anchor ?? window.to;
      yield { kind: 'opened', total: expectedRows(window, first, options.ends.at(-1)), size: window.size };
      const provenTo = yield* readWindow(walk, anchor, window);
      guess = guessEnd(
        provenTo ?? first,
        window.to - first,
        window.total,
        limit,
        walk.inOrder ? WIDE : NARROW,
      );
      anchor = provenTo;
    }
    guess = undefined;
  }
}

/** What the whole walk is likely to bring, if the days to come are as busy as those of its first window. */
function expectedRows({ to, total }: Window, first: number, end = to): number {
  return to > first ? Math.round((total * (end - first)) / (to - first)) : total;
}

/** Reads the window to its end, or to the last proven anchor where rows turned out to be out of order. */
async function* readWindow(
  walk: WalkContext,
  anchor: number | undefined,
  window: Window,
): AsyncGenerator<WalkEvent, number | undefined> {
  const wasInOrder = walk.inOrder;
  walk.tally.recount();
  walk.bound.learn(window.from, window.firstPage.rows, 0);
  let stand: Stand = { anchor, total: window.total, size: window.size, rows: window.firstPage.rows };
  for (let wary = false; ; wary = true) {
    const end = yield* stride(walk, window.to, stand, wary);
    if (end === 'finished') return window.to;
    if (wasInOrder && !walk.inOrder) return end.anchor;
    const next = yield* readCarefully(walk, window.to, end.anchor);
    if (next === 'finished') return window.to;
    if (next === 'out-of-order') return end.anchor;
    stand = next;
  }
}
