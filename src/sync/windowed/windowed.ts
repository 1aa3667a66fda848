import type { SyncEvent } from '../events.ts';
import type { PageLimits } from '../page.ts';
import { latestPart } from './history-gap.ts';
import { NO_MEMORY, type WindowedMemory } from './memory.ts';
import { accountChangedNotice } from './notices.ts';
import { parseWindowedState } from './parse-state.ts';
import type { PlacedRow } from './placed.ts';
import { planRun, type HistoryGap, type Plan } from './plan.ts';
import type { ReadPage } from './query.ts';
import { scanWindowed } from './scan.ts';
import { SliceEmitter } from './slice-emitter.ts';
import type { ScanEvent } from './slice.ts';

export type WindowedOptions = {
  readonly mode: 'incremental' | 'full_refresh';
  /** The `stream_state` of the last run, whatever it holds. */
  readonly state: Readonly<Record<string, unknown>> | undefined;
  readonly startDate: number | undefined;
  readonly lookbackDays: number;
  /** `fail`: a slice that stays unverified is an error. */
  readonly onCountMismatch: 'warn' | 'fail';
  /** Epoch seconds of the API's clock, fixed for the run. */
  readonly now: number;
  /** false: clocks disagree. Then nothing is cut off at `now` or final because of it. Default: true. */
  readonly nowReliable?: boolean;
  /** From when on the API is likely to show rows, epoch seconds. Default: not known. */
  readonly shownFrom?: number;
  /** A digest of the account that the rows are from, where it is known. */
  readonly account?: string | undefined;
  readonly limits: PageLimits;
  readonly readPage: ReadPage;
  readonly fingerprint: (row: PlacedRow['data']) => number;
  readonly prefetchDepth: () => number;
  readonly signal: AbortSignal;
};

const DAY = 86_400;

/**
 * Reads a windowed list: what is new since the last run and what may have changed since, in one ascending scan; then
 * history that is asked for now and was not before. In full refresh everything from the start date on.
 *
 * @throws TransientError for a slice that stays unverified under `fail`, and whatever the scan throws
 */
export async function* readWindowed(options: WindowedOptions): AsyncGenerator<SyncEvent, void> {
  if (options.mode === 'full_refresh') yield* readEverything(options);
  else yield* readChanges(options);
}

async function* readEverything(options: WindowedOptions): AsyncGenerator<SyncEvent, void> {
  const { startDate } = options;
  const { notices } = plan(options, NO_MEMORY);
  for (const notice of notices) yield { kind: 'notice', ...notice };
  const emitter = new SliceEmitter({
    memory: NO_MEMORY,
    start: startDate ?? Number.NEGATIVE_INFINITY,
    until: Number.POSITIVE_INFINITY,
    digestsFrom: Number.POSITIVE_INFINITY,
    fingerprintsFrom: Number.POSITIVE_INFINITY,
    now: options.now,
    end: endOf(options) ?? Number.POSITIVE_INFINITY,
    onCountMismatch: options.onCountMismatch,
    checkpoints: false,
  });
  for await (const event of scan(options, startDate, undefined, Number.POSITIVE_INFINITY)) {
    yield* emitter.handle(event);
  }
  yield* emitter.finish(false);
  yield { kind: 'state', state: { v: 2 } };
}

async function* readChanges(options: WindowedOptions): AsyncGenerator<SyncEvent, void> {
  const { memory, problems } = parseWindowedState(options.state, options.now);
  for (const problem of problems) {
    yield { kind: 'notice', level: 'warn', code: 'state-ignored', text: `In the state given, ${problem}.` };
  }
  const { account, lookbackDays } = options;
  if (account !== undefined && memory.account !== undefined && account !== memory.account) {
    yield { kind: 'notice', ...accountChangedNotice() };
  }
  const run = plan(options, memory);
  for (const notice of run.notices) yield { kind: 'notice', ...notice };

  const { coveredFrom, readTimes } = run;
  const emitter = new SliceEmitter({
    memory: { ...memory, coveredFrom, readTimes, lookbackDays, account: account ?? memory.account },
    finalReadTimes: run.finalReadTimes,
    start: run.start ?? Number.NEGATIVE_INFINITY,
    until: Number.POSITIVE_INFINITY,
    digestsFrom: run.digestsFrom,
    fingerprintsFrom: run.fingerprintsFrom,
    now: options.now,
    end: endOf(options) ?? Number.POSITIVE_INFINITY,
    onCountMismatch: options.onCountMismatch,
    checkpoints: true,
  });
  for await (const event of scan(options, run.start, undefined, run.fingerprintsFrom)) {
    yield* emitter.handle(event);
  }
  yield* emitter.finish();
  if (run.gap !== undefined) yield* fillGap(options, emitter.finalMemory(), run, run.gap);
}

/** History before the one that is covered: backward, a window at a time, each a checkpoint. */
async function* fillGap(
  options: WindowedOptions,
  memory: WindowedMemory,
  run: Plan,
  gap: HistoryGap,
): AsyncGenerator<SyncEvent, void> {
  const { from, to } = await latestPart(gap, readPageFrom(options, gap.from), options.limits, options.signal);
  const emitter = new SliceEmitter({
    memory: { ...memory, coveredFrom: from },
    start: from ?? Number.NEGATIVE_INFINITY,
    until: to,
    digestsFrom: run.digestsFrom,
    fingerprintsFrom: run.digestsFrom,
    now: options.now,
    end: to,
    onCountMismatch: options.onCountMismatch,
    checkpoints: false,
  });
  for await (const event of scan(options, from, to, run.digestsFrom)) yield* emitter.handle(event);
  yield* emitter.finish();
  if (from === gap.from || from === undefined) return;
  yield* fillGap(options, emitter.memory(), run, { from: gap.from, to: from });
}

function plan(options: WindowedOptions, memory: WindowedMemory): Plan {
  const { startDate, lookbackDays, now, nowReliable = true, shownFrom = Number.NEGATIVE_INFINITY } = options;
  return planRun({ memory, startDate, lookbackDays, now, isNowReliable: nowReliable, shownFrom });
}

/** Where a scan ends: now, or nowhere where now is not known for sure. */
function endOf({ now, nowReliable = true }: WindowedOptions): number | undefined {
  return nowReliable ? now : undefined;
}

/** `end` undefined: as far as the API shows rows. */
function scan(
  options: WindowedOptions,
  start: number | undefined,
  end: number | undefined,
  fingerprintsFrom: number,
): AsyncGenerator<ScanEvent, void> {
  const { now, lookbackDays, limits, prefetchDepth, signal } = options;
  const last = end ?? endOf(options);
  // What is older than the look-back is verified by itself: a call that comes in late, at the young end, cannot make
  // up in a count for one that vanishes at the old end. What is younger is read again in any case. A query takes in
  // the second of its end (observed 2026-09), so it ends before the first second that is read again.
  const young = now - lookbackDays * DAY - 1;
  const isLong = (start ?? Number.NEGATIVE_INFINITY) < young && (last ?? now) > young;
  return scanWindowed({
    start: isBeforeShown(options, start) ? undefined : start,
    ends: isLong ? [young, last] : [last],
    now: end ?? now,
    limits,
    readPage: options.readPage,
    fingerprintOf: (row) => (row.at >= fingerprintsFrom ? options.fingerprint(row.data) : 0),
    prefetchDepth,
    signal,
  });
}

/**
 * How the API takes a `from` before the first row that it shows is not documented (nothing was seen to fail, 2026-09);
 * without one it shows all that it has. So a start that was not read off a row is left out there.
 */
function isBeforeShown({ shownFrom }: WindowedOptions, start: number | undefined): boolean {
  return start !== undefined && start < (shownFrom ?? Number.NEGATIVE_INFINITY);
}

function readPageFrom(options: WindowedOptions, start: number | undefined): ReadPage {
  const { readPage } = options;
  if (!isBeforeShown(options, start) || start === undefined) return readPage;
  return (query, signal) =>
    readPage(query.from === start - 1 ? { ...query, from: undefined } : query, signal);
}
