import type { PlacedRow } from './placed.ts';
import type { SyncEvent } from '../events.ts';
import type { Row } from '../page.ts';
import { latestChunk, type Missing } from './missing.ts';
import { planRun, type Plan } from './plan.ts';
import { Recorder } from './recorder.ts';
import type { ReadPage } from './query.ts';
import { NO_MEMORY, parseWindowedState, type WindowedMemory } from './state.ts';
import { walkTimeline } from './walk.ts';

export type WindowedOptions = {
  readonly mode: 'incremental' | 'full_refresh';
  /** The `stream_state` of the last run, whatever it holds. */
  readonly state: Readonly<Record<string, unknown>> | undefined;
  readonly startDate: number | undefined;
  readonly lookbackDays: number;
  /** `strict`: a stretch that stays unproven is an error. */
  readonly onCountMismatch: 'warn' | 'fail';
  /** Epoch seconds of the API's clock, fixed for the run. */
  readonly now: number;
  readonly readPage: ReadPage;
  readonly fingerprint: (row: Row) => number;
  readonly pagesAhead: () => number;
  readonly signal: AbortSignal;
};

const DAY = 86_400;

/**
 * Reads a timeline: what is new since the last run and what may have changed since, in one ascending walk; then
 * history that is asked for now and was not before. In full refresh everything from the start date on.
 *
 * @throws TransientError for a stretch that stays unproven under `strict`, and whatever the walk throws
 */
export async function* readWindowed(options: WindowedOptions): AsyncGenerator<SyncEvent, void> {
  if (options.mode === 'full_refresh') yield* readEverything(options);
  else yield* readChanges(options);
}

async function* readEverything(options: WindowedOptions): AsyncGenerator<SyncEvent, void> {
  const { startDate, lookbackDays, now } = options;
  const { notices } = planRun({ memory: NO_MEMORY, startDate, lookbackDays, now });
  yield* notices.map(asEvent);
  const recorder = new Recorder({
    memory: NO_MEMORY,
    start: startDate ?? 0,
    span: { from: startDate, until: undefined },
    floor: Number.POSITIVE_INFINITY,
    fingerprintsFrom: Number.POSITIVE_INFINITY,
    now,
    onCountMismatch: options.onCountMismatch,
    checkpoints: false,
  });
  for await (const event of walk(options, startDate, now, () => 0)) yield* recorder.handle(event);
  yield { kind: 'state', state: { v: 1 } };
}

async function* readChanges(options: WindowedOptions): AsyncGenerator<SyncEvent, void> {
  const { startDate, lookbackDays, now, onCountMismatch } = options;
  const { memory, problems } = parseWindowedState(options.state, now);
  for (const problem of problems) {
    yield { kind: 'notice', level: 'warn', code: 'state-ignored', text: `Of the state given, ${problem}.` };
  }
  const plan = planRun({ memory, startDate, lookbackDays, now });
  yield* plan.notices.map(asEvent);

  const planned: WindowedMemory = { ...memory, since: plan.since, tiers: plan.tiers };
  const recorder = new Recorder({
    memory: planned,
    start: plan.start ?? 0,
    span: { from: plan.since, until: undefined },
    floor: plan.floor,
    fingerprintsFrom: plan.fingerprintsFrom,
    now,
    onCountMismatch,
    checkpoints: true,
  });
  const markOf = markFrom(options, plan.fingerprintsFrom);
  for await (const event of walk(options, plan.start, now, markOf)) yield* recorder.handle(event);
  yield* recorder.finish();
  if (plan.missing !== undefined) yield* readMissing(options, recorder.memory(), plan, plan.missing);
}

/** History before the one that is covered: backward, a window at a time, each a checkpoint. */
async function* readMissing(
  options: WindowedOptions,
  memory: WindowedMemory,
  plan: Plan,
  missing: Missing,
): AsyncGenerator<SyncEvent, void> {
  const { now, onCountMismatch, readPage, signal } = options;
  const chunk = await latestChunk(missing, readPage, signal);
  const recorder = new Recorder({
    memory: { ...memory, since: chunk.from },
    start: Number.POSITIVE_INFINITY,
    span: { from: chunk.from, until: chunk.to },
    floor: plan.floor,
    fingerprintsFrom: plan.fingerprintsFrom,
    now,
    onCountMismatch,
    checkpoints: false,
  });
  for await (const event of walk(options, chunk.from, chunk.to, markFrom(options, plan.fingerprintsFrom))) {
    yield* recorder.handle(event);
  }
  yield* recorder.finish();
  if (chunk.from === missing.from || chunk.from === undefined) return;
  yield* readMissing(options, recorder.memory(), plan, { from: missing.from, to: chunk.from });
}

function walk(
  options: WindowedOptions,
  start: number | undefined,
  end: number,
  markOf: (row: PlacedRow) => number,
): ReturnType<typeof walkTimeline> {
  const { now, lookbackDays, readPage, pagesAhead, signal } = options;
  // Settled history is read in windows of its own: a call that comes in late, at the young end, cannot make up
  // in a count for one that vanishes at the old end. What is younger is read again by the tiers in any case.
  const young = now - lookbackDays * DAY;
  const isLong = start === undefined || start < young - lookbackDays * DAY;
  const ends = isLong && end > young ? [young, end] : [end];
  return walkTimeline({ start, ends, readPage, markOf, pagesAhead, signal });
}

/** Fingerprints where digests are kept; elsewhere a row that is met again counts as unchanged. */
function markFrom(options: WindowedOptions, from: number): (row: PlacedRow) => number {
  return (row) => (row.at >= from ? options.fingerprint(row.data) : 0);
}

function asEvent(notice: Plan['notices'][number]): SyncEvent {
  return { kind: 'notice', ...notice };
}
