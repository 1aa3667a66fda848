import { errorOf } from '../../errors/catalogue.ts';
import { TransientError } from '../../errors/errors.ts';
import type { RowKey } from '../page.ts';
import { readPass, type Pass } from './pass.ts';
import type { PlacedPage } from './placed.ts';
import { fromFor } from './query.ts';
import type { ScanContext } from './scan-context.ts';
import { missingRows, type ScanEvent, type ScanPosition } from './slice.ts';
import { isReachable } from './window.ts';

/** How often a pass may find that rows moved under it before the list counts as never at rest. */
const MOVES_TOLERATED = 20;
/** How many whole passes are united before they count as disagreeing for good. */
const WHOLE_PASSES = 40;
/** How many whole passes in a row have to agree before the API's own count is held to be off. */
const AGREEING_PASSES = 3;
/**
 * How many whole passes in a row have to bring nothing new, once as many rows were found as are counted, or as the list is
 * long: each may repeat some rows and miss others.
 */
const BARREN_PASSES = 10;

/**
 * `finished`: the window's end is verified (or unverified, where whole passes agree with each other only).
 * `out-of-order`: only a whole window can be verified, and a smaller one had better be.
 * `beyond-cap`: the window holds more rows than its total says, and more than can be paged through.
 */
export type VerifyingEnd = ScanPosition | 'finished' | 'out-of-order' | 'beyond-cap';

/**
 * Reads one slice from `start` on, one page after the other, until its counts add up, and returns where to go on:
 *
 * ```
 *   query from a:  | page 1 |          b = the second of page 1's last row
 *   query from b:        | page 1 |    rows before b = total(a) - total(b): verified
 * ```
 *
 * It begins with the shortest slice there is. Where that does not add up, the same rows are read again and united
 * by id as long as that finds more (an index may order the rows of one second anew each time), then twice as many
 * (a row may be pages away from its place), up to the window's end, which needs no order at all. A total that
 * changes starts the count anew.
 *
 * Throws TransientError when the passes go on disagreeing.
 */
export async function* readVerifying(
  context: ScanContext,
  to: number | undefined,
  position: { readonly start: number | undefined; readonly firstPage?: PlacedPage },
): AsyncGenerator<ScanEvent, VerifyingEnd> {
  const scan = new VerifyingScan(context, to, position.start);
  let { firstPage } = position;
  for (;;) {
    const pass: Pass = yield* readPass(context, { start: position.start, to, pages: scan.pages, firstPage });
    firstPage = undefined;
    if (pass.extent === 'beyond-cap') return 'beyond-cap';
    const end = yield* scan.judge(pass);
    if (end !== 'again') return end;
  }
}

class VerifyingScan {
  pages: number;
  readonly #context: ScanContext;
  readonly #to: number | undefined;
  readonly #start: number | undefined;
  readonly #isOrdered: boolean;
  #found = 0;
  #passes = 0;
  #wholePasses = 0;
  #moves = 0;
  #total: number | undefined;
  #agreeing: { readonly ids: ReadonlySet<RowKey>; readonly times: number } | undefined;
  #barrenPasses = 0;

  constructor(context: ScanContext, to: number | undefined, start: number | undefined) {
    this.#context = context;
    this.#to = to;
    this.#start = start;
    this.#isOrdered = context.inOrder;
    this.pages = this.#isOrdered ? 1 : context.limits.lastPage;
    context.counter.restart();
  }

  async *judge(pass: Pass): AsyncGenerator<ScanEvent, VerifyingEnd | 'again'> {
    this.#passes++;
    const total = (this.#total ??= pass.total);
    if (pass.total === undefined || total === undefined || pass.total !== total) return this.#startOver(1);
    if (pass.extent === 'whole') return yield* this.#judgeWhole(pass, total);
    if (this.#isOrdered && !this.#context.inOrder) return 'out-of-order';
    return yield* this.#judgePart(pass, total);
  }

  *#judgeWhole(pass: Pass, total: number): Generator<ScanEvent, 'finished' | 'again'> {
    const counts = { total, passes: this.#passes };
    // A list that is longer than its total has rows that were not found.
    if (this.#context.counter.counted === total && pass.length <= total) {
      yield this.#context.lastSlice(this.#to, counts);
      return 'finished';
    }
    const agrees = this.#agreeing !== undefined && sameIds(this.#agreeing.ids, pass.ids);
    this.#agreeing = pass.repeats
      ? undefined
      : { ids: pass.ids, times: agrees ? (this.#agreeing?.times ?? 0) + 1 : 1 };
    const { counted } = this.#context.counter;
    const isEnough = counted >= Math.min(pass.length, total);
    this.#barrenPasses = counted === this.#found && isEnough ? this.#barrenPasses + 1 : 0;
    this.#found = counted;
    if (this.#agreeing?.times === AGREEING_PASSES || this.#barrenPasses === BARREN_PASSES) {
      yield this.#context.lastSlice(this.#to, { ...counts, verified: counted === total });
      return 'finished';
    }
    if (++this.#wholePasses === WHOLE_PASSES) throw unstable(this.#passes);
    return 'again';
  }

  /** Asks for the list from the pass's last second on, which tells how many rows there are before it. */
  async *#judgePart(pass: Pass, total: number): AsyncGenerator<ScanEvent, ScanPosition | 'again'> {
    const { counter, bound, limits } = this.#context;
    const next = pass.lastAt;
    if (next > (this.#start ?? Number.NEGATIVE_INFINITY)) {
      const page = await this.#context.ask({ from: fromFor(next), to: this.#to, page: 1 });
      bound.learn(fromFor(next), page.rows, counter.countAt(next - 1));
      const end = bound.firstCounted(next);
      const missing = missingRows(total, page.total, counter.countBefore(end));
      const isCertain = counter.isCertainBefore(end) && !counter.hasMovedPast(end, page.rows);
      // A row that came twice hides one that did not come: where the count agrees all the same, the total is off by as many.
      const isOff = missing === 0 && pass.rowsBefore(end) !== total - page.total;
      const isVerified = missing === 0 && isCertain && !isOff;
      if (isVerified && isReachable(page, limits)) {
        yield this.#context.slice(end, { total: total - page.total, passes: this.#passes });
        return { start: next, ...page };
      }
      // More was found than is counted: rows have gone since, or stand pages away from where they count.
      if (missing < 0 || isOff) return this.#startOver(this.pages * 2);
      yield { kind: 'rows', rows: counter.add(page.rows) };
    }
    if (counter.counted === this.#found) this.pages *= 2;
    this.#found = counter.counted;
    return 'again';
  }

  #startOver(pages: number): 'again' {
    if (++this.#moves > MOVES_TOLERATED) throw unstable(this.#passes);
    this.#context.counter.restart();
    this.pages = this.#isOrdered ? pages : this.#context.limits.lastPage;
    this.#found = 0;
    this.#total = undefined;
    this.#agreeing = undefined;
    this.#barrenPasses = 0;
    return 'again';
  }
}

function sameIds(a: ReadonlySet<RowKey>, b: ReadonlySet<RowKey>): boolean {
  return a.size === b.size && [...a].every((id) => b.has(id));
}

function unstable(passes: number): TransientError {
  return errorOf('slice-changing', { passes });
}
