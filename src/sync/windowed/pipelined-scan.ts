import type { PlacedPage } from './placed.ts';
import { fromFor } from './query.ts';
import type { ScanContext } from './scan-context.ts';
import { missingRows, type ScanEvent, type ScanPosition } from './slice.ts';

/** Pages of a slice once all is quiet: a checkpoint every thousand rows, for one repeated row. */
const PAGES_PER_SLICE = 20;

/** One for all scans: Node.js keeps the reasons of aborted signals, and an error made in a scan would keep the whole scan. */
const SCAN_ENDED = new Error('the scan has ended');

/** The pages of the query that starts at one second. `total` is unknown until its first page has come. */
type PageRun = {
  readonly start: number | undefined;
  readonly perPage: number;
  readonly lastPage: number;
  nextPage: number;
  total: number | undefined;
  /** The second of the last row that has come. */
  lastAt: number;
};

type Request = { readonly run: PageRun; readonly page: number; readonly answer: Promise<PlacedPage> };

/** How a pipelined scan ended: at the window's end, or where the counts did not add up since `start`. */
export type PipelinedEnd = 'finished' | { readonly start: number | undefined };

/**
 * Reads on from `position` to the window's end with several pages under way, and begins new slices on the fly:
 *
 * ```
 *  query from a:  | 1 | 2 | … | i | i+1 | i+2 |            b = the last second of page i
 *  query from b:              |(1)| (2) | (3) | 4 | 5 | …   its first pages are those already asked for
 *                 '---------------'
 *                 rows before b = total(a) - total(b): verified by the total that page 4 of the query from b brings
 * ```
 *
 * So a slice repeats the rows of one second and never waits. Every page has to be as long as its total says
 * and to agree with the total of its query; where anything differs, the scan ends at the last verified slice.
 */
export async function* readPipelined(
  context: ScanContext,
  to: number | undefined,
  position: ScanPosition,
): AsyncGenerator<ScanEvent, PipelinedEnd> {
  const scan = new PipelinedScan(context, to, position);
  try {
    return yield* scan.read(position);
  } finally {
    scan.stop();
  }
}

class PipelinedScan {
  readonly #context: ScanContext;
  readonly #to: number | undefined;
  readonly #abort = new AbortController();
  readonly #signal: AbortSignal;
  readonly #requests: Request[] = [];
  /** The run whose start is verified, and its total; `#asking` is the one whose pages are being asked for. */
  #verified: PageRun;
  #total: number;
  #asking: PageRun;
  #pagesPerSlice: number;
  #pages = 1;

  constructor(context: ScanContext, to: number | undefined, { start, total, perPage }: ScanPosition) {
    this.#context = context;
    this.#to = to;
    this.#signal = AbortSignal.any([context.signal, this.#abort.signal]);
    this.#total = total;
    const lastPage = Math.ceil(total / perPage);
    this.#verified = { start, perPage, lastPage, nextPage: 2, total, lastAt: Number.NEGATIVE_INFINITY };
    this.#asking = this.#verified;
    this.#pagesPerSlice = context.pipelineFailures > 0 ? 1 : PAGES_PER_SLICE;
  }

  stop(): void {
    this.#abort.abort(SCAN_ENDED);
  }

  async *read({ rows }: ScanPosition): AsyncGenerator<ScanEvent, PipelinedEnd> {
    const gaveUp = (): PipelinedEnd => ({ start: this.#verified.start });
    if (rows.length !== rowsDue(this.#verified, this.#total, 1)) return gaveUp();
    yield this.#pass(this.#verified, rows);
    for (;;) {
      this.#askAhead();
      const next = this.#requests.shift();
      if (next === undefined) break;
      const page = await next.answer;
      if (next.run.total === undefined) {
        const slice = this.#verify(next, page);
        if (slice === undefined) return gaveUp();
        yield slice;
      }
      if (page.total !== next.run.total || page.rows.length !== rowsDue(next.run, page.total, next.page)) {
        return gaveUp();
      }
      yield this.#pass(next.run, page.rows);
      if (this.#hasRepeated(next)) return gaveUp();
      this.#pages++;
      if (this.#isSliceFull()) this.#asking = this.#beginSlice() ?? this.#asking;
      if (this.#asking !== this.#verified && !this.#context.inOrder) return gaveUp();
    }
    if (this.#context.counter.counted !== this.#total || !(await this.#isEnd())) return gaveUp();
    yield this.#context.lastSlice(this.#to, { total: this.#total, passes: 1 });
    return 'finished';
  }

  #askAhead(): void {
    const depth = this.#context.prefetchDepth();
    while (this.#requests.length < depth && this.#asking.nextPage <= this.#asking.lastPage) {
      const page = this.#asking.nextPage++;
      const query = { from: fromFor(this.#asking.start), to: this.#to, page };
      const answer = this.#context.ask(query, this.#signal);
      answer.catch(() => undefined);
      this.#requests.push({ run: this.#asking, page, answer });
    }
  }

  #pass(run: PageRun, rows: PlacedPage['rows']): ScanEvent {
    run.lastAt = this.#context.order(rows, run.lastAt);
    return { kind: 'rows', rows: this.#context.counter.add(rows) };
  }

  /** The slice before `run`, whose first page has come; undefined where it does not add up. */
  #verify({ run, page: number }: Request, page: PlacedPage): ScanEvent | undefined {
    const { counter, bound } = this.#context;
    const start = run.start ?? 0;
    if (number === 1) bound.learn(fromFor(start), page.rows, counter.countAt(start - 1));
    const end = bound.firstCounted(start);
    if (missingRows(this.#total, page.total, counter.countBefore(end)) !== 0) return undefined;
    if (!counter.isCertainBefore(end) || counter.hasMovedPast(end, page.rows)) return undefined;
    const slice = this.#context.slice(end, { total: this.#total - page.total, passes: 1 });
    run.total = page.total;
    this.#verified = run;
    this.#total = page.total;
    if (this.#pagesPerSlice === PAGES_PER_SLICE) this.#context.pipelineFailures = 0;
    this.#pagesPerSlice = Math.min(PAGES_PER_SLICE, this.#pagesPerSlice * 2);
    this.#pages = 0;
    return slice;
  }

  /** Fewer different rows than places in the list: one came twice, and so another not at all. */
  #hasRepeated({ run, page }: Request): boolean {
    const places = (page - 1) * run.perPage + rowsDue(run, this.#total, page);
    return run === this.#verified && this.#context.counter.counted < places;
  }

  #isSliceFull(): boolean {
    const { nextPage, lastPage } = this.#asking;
    const isQuiet = this.#asking === this.#verified && this.#context.inOrder;
    return isQuiet && this.#pages >= this.#pagesPerSlice && nextPage < lastPage;
  }

  /** A run from the last second read that goes on where the pages asked for so far end; undefined: no progress. */
  #beginSlice(): PageRun | undefined {
    const { counter, bound } = this.#context;
    const { lastAt: start, perPage, nextPage } = this.#verified;
    if (this.#verified.start !== undefined && start <= this.#verified.start) return undefined;
    const passed = counter.countBefore(bound.firstCounted(start));
    const lastPage = Math.ceil((this.#total - passed) / perPage);
    // Whether rows at the second before the start count is not known yet: page 1 will show it.
    const isAmbiguous = bound.inclusive === undefined && counter.countAt(start - 1) > 0;
    const askedFor = (nextPage - 1) * perPage;
    const firstPage = isAmbiguous ? 1 : Math.floor((askedFor - passed) / perPage) + 1;
    if (firstPage > lastPage) return undefined;
    return {
      start,
      perPage,
      lastPage,
      nextPage: firstPage,
      total: undefined,
      lastAt: Number.NEGATIVE_INFINITY,
    };
  }

  /**
   * A last page that is full need not be the last: a total that is too low hides what follows. Where the total has
   * changed by then, what follows may have moved to a page that was read; where the page size has, the page lies elsewhere.
   */
  async #isEnd(): Promise<boolean> {
    const { start, perPage, total } = this.#verified;
    if (total === undefined || total === 0 || total % perPage !== 0) return true;
    const query = { from: fromFor(start), to: this.#to, page: total / perPage + 1 };
    const page = await this.#context.ask(query, this.#signal);
    return page.rows.length === 0 && page.total === total && page.perPage === perPage;
  }
}

function rowsDue(run: PageRun, total: number, page: number): number {
  return Math.max(0, Math.min(run.perPage, total - (page - 1) * run.perPage));
}
