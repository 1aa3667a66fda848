import { readPipelined } from './pipelined-scan.ts';
import type { PlacedPage } from './placed.ts';
import { ScanContext, type ScanOptions } from './scan-context.ts';
import type { ScanEvent, ScanPosition } from './slice.ts';
import { readVerifying } from './verifying-scan.ts';
import {
  guessEnd,
  NARROW,
  openWindow,
  tooDense,
  wideWindow,
  type Window,
  type WindowSize,
} from './window.ts';

/**
 * One ascending scan of a windowed list in verified slices:
 *
 * ```
 *      start                                                                      end
 * -------|---------- slice ----------|---------- slice ---------|-- … --|-----------+-----> time
 *        (a-1                        |                          |                  to]
 *        pages 1 … K, ascending      (b-1                       |                  to]
 *                                    total(a) - total(b) = different ids before b: verified
 * ```
 *
 * Yields rows (each once, or again when it changed under the scan) and, after all rows before it, each slice.
 * Windows keep every page below the API's cap. Throws TransientError when the list never comes to rest,
 * SystemError when one second holds more rows than can be paged through, and what `readPage` rejects with.
 */
export async function* scanWindowed(options: ScanOptions): AsyncGenerator<ScanEvent, void> {
  const context = new ScanContext(options);
  const { now } = options;
  let { start } = options;
  for (const limit of options.ends) {
    const last = limit ?? now;
    let end = limit;
    let isDone = start !== undefined && start >= last && limit !== undefined;
    while (!isDone) {
      const size = sizeFor(context);
      const window: Window = await openWindow({ start, end, now, size, limits: options.limits }, context.ask);
      const { rows, total, perPage } = window.firstPage;
      const windowEnd = window.to ?? now;
      const first = rows[0]?.at ?? start ?? windowEnd;
      if (total > 0 || limit === options.ends.at(-1))
        yield {
          kind: 'opened',
          total: estimate(total, first, windowEnd, options.ends.at(-1) ?? now),
          perPage,
        };
      const reached = yield* readWindow(context, start, window);
      if (reached === 'beyond-cap') {
        if (windowEnd <= first + 1) throw tooDense(first, total, options.limits);
        end = first + Math.floor((windowEnd - first) / 2);
        continue;
      }
      isDone = reached === 'end' && window.to === limit;
      start = reached === 'end' ? windowEnd : reached.start;
      isDone ||= limit !== undefined && start !== undefined && start >= limit;
      const guess = guessEnd(start ?? first, windowEnd - first, total, sizeFor(context).target);
      end = guess === undefined || guess >= last ? limit : guess;
    }
  }
}

function sizeFor(context: ScanContext): WindowSize {
  return context.inOrder ? wideWindow(context.limits) : NARROW;
}

/** What the whole scan is likely to read, if the days to come are as busy as those of its first window. */
function estimate(total: number, first: number, to: number, end: number): number {
  return to > first ? Math.round((total * (end - first)) / (to - first)) : total;
}

type Reached = 'end' | 'beyond-cap' | { readonly start: number | undefined };

/** Slices that are verified one by one after the pipelined scan failed, each time four times as many. */
const CAREFUL_SLICES = 4;

/** Reads the window to its end, or to its last verified slice where rows turned out to be out of order. */
async function* readWindow(
  context: ScanContext,
  start: number | undefined,
  { from, to, firstPage }: Window,
): AsyncGenerator<ScanEvent, Reached> {
  const wasInOrder = context.inOrder;
  context.counter.restart();
  context.bound.learn(from, firstPage.rows, 0);
  let position: ScanPosition = { start, ...firstPage };
  for (;;) {
    const end = yield* readPipelined(context, to, position);
    if (end === 'finished') return 'end';
    if (wasInOrder && !context.inOrder) return end;
    const slices = CAREFUL_SLICES ** ++context.pipelineFailures;
    const next = yield* verifySlices(context, to, end.start, slices);
    if (next === 'end' || next === 'beyond-cap' || !('rows' in next)) return next;
    position = next;
  }
}

/** A number of slices, verified one by one. */
async function* verifySlices(
  context: ScanContext,
  to: number | undefined,
  from: number | undefined,
  slices: number,
): AsyncGenerator<ScanEvent, Reached | ScanPosition> {
  let start = from;
  let firstPage: PlacedPage | undefined;
  for (let slice = 1; ; slice++) {
    const next = yield* readVerifying(context, to, { start, ...(firstPage !== undefined && { firstPage }) });
    if (next === 'finished') return 'end';
    if (next === 'beyond-cap') return next;
    if (next === 'out-of-order') return { start };
    if (slice >= slices) return next;
    ({ start } = next);
    firstPage = next;
  }
}
