import { isoDay } from '../sync/instant.ts';
import { unite, type DayEvidence } from './days.ts';
import type { Run } from './history.ts';
import { monthsOf, type MonthEvidence } from './months.ts';
import type { ListEvidence, SliceEvidence } from './slices.ts';

/** What all runs together prove of one stream of one account. */
export type StreamEvidence =
  | {
      readonly kind: 'days';
      readonly stream: string;
      readonly days: readonly DayEvidence[];
      readonly months: readonly MonthEvidence[];
    }
  | { readonly kind: 'list'; readonly stream: string; readonly last: ListEvidence };

/** What the runs with the keys of one company prove. */
export type AccountEvidence = {
  /** A digest of the company's name; undefined: Aircall did not tell it. */
  readonly account: string | undefined;
  readonly runs: readonly Run[];
  readonly streams: readonly StreamEvidence[];
};

/** A time without a run that ended, in epoch milliseconds. */
export type Pause = { readonly fromMs: number; readonly toMs: number };

/** Nothing was read for so long, and for so many times the usual distance of two runs: somebody should know. */
const LONG_PAUSE_MS = 24 * 3_600_000;
const TIMES_USUAL = 3;

/** By account, in the order in which they were first read. A run that was refused before it saw the company is in none. */
export function accountsIn(runs: readonly Run[]): readonly AccountEvidence[] {
  const accounts = [...new Set(runs.filter(hasEvidence).map(({ account }) => account))];
  return accounts.map((account) => {
    const own = runs.filter((run) => run.account === account);
    return { account, runs: own, streams: streamsOf(own) };
  });
}

/** The pauses between the beginnings of runs that ended with every stream complete. */
export function pausesIn(runs: readonly Run[]): readonly Pause[] {
  const times = runs
    .filter(isComplete)
    .map(({ startedMs }) => startedMs)
    .filter((time) => time !== undefined);
  const distances = times.slice(1).map((time, index) => time - (times[index] ?? time));
  const usual = distances.toSorted((a, b) => a - b)[Math.floor(distances.length / 2)] ?? 0;
  const least = Math.max(LONG_PAUSE_MS, TIMES_USUAL * usual);
  return times.flatMap((time, index) => {
    const next = times[index + 1];
    return next !== undefined && next - time > least ? [{ fromMs: time, toMs: next }] : [];
  });
}

/** Whether the run went on to its end, and every stream was complete. */
export function isComplete(run: Run): boolean {
  return run.endedMs !== undefined && run.incomplete.length === 0;
}

function hasEvidence({ slices, lists }: Run): boolean {
  return slices.length + lists.length > 0;
}

function streamsOf(runs: readonly Run[]): readonly StreamEvidence[] {
  const slices = runs.flatMap((run) => run.slices);
  const lists = runs.flatMap((run) => run.lists);
  const names = [...new Set([...slices, ...lists].map(({ stream }) => stream))];
  return names.map((stream): StreamEvidence => {
    const own = slices.filter((slice) => slice.stream === stream);
    const last = lists.filter((list) => list.stream === stream).toSorted((a, b) => b.at - a.at)[0];
    if (own.length === 0 && last !== undefined) return { kind: 'list', stream, last };
    const days = unite(own, daysOf(own));
    return { kind: 'days', stream, days, months: monthsOf(days) };
  });
}

/** From the first day that was read, or has rows where the very beginning was read, to the last. */
function daysOf(slices: readonly SliceEvidence[]): readonly string[] {
  const starts = slices.flatMap(({ from, days }) =>
    Number.isFinite(from) ? [isoDay(from)] : [...days.keys()],
  );
  const first = starts.toSorted()[0];
  // `to` itself was not read: at midnight, nothing of its day.
  const last = isoDay(Math.max(...slices.map(({ to }) => to)) - 1);
  const days: string[] = [];
  if (first === undefined) return [last];
  for (let ms = Date.parse(first); isoDay(ms / 1000) <= last; ms += 86_400_000) days.push(isoDay(ms / 1000));
  return days;
}
