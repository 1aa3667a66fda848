import type { OpenCall } from './open-calls.ts';

const MINUTE = 60;
const HOUR = 3600;
const DAY = 24 * HOUR;

/** Results come seconds to minutes after a call has ended: before that, it is not asked. */
export const SETTLED_SECONDS = 10 * MINUTE;

/** A call that goes on for longer than this is not waited for. */
export const ENDLESS_SECONDS = DAY;

const HALF_HOUR = HOUR / 2;
const MOST_HALF_HOURS = 7;

/** When a call is asked: what people edit is asked again at the last two times even where there was a result. */
export type Schedule = {
  /** Seconds after the call's end, ascending. */
  readonly ages: readonly number[];
  /** The stage from which on calls with a result are asked; undefined: never. */
  readonly editableFrom: number | undefined;
};

export function scheduleOf(lookbackDays: number, isEditable: boolean): Schedule {
  const ages = [0, HOUR, DAY, ...(lookbackDays > 1 ? [lookbackDays * DAY] : [])];
  return { ages, editableFrom: isEditable ? 2 : undefined };
}

/** The length of a call in the units that are remembered. */
export function halfHoursOf(startedAt: number, endedAt: number): number {
  return Math.min(MOST_HALF_HOURS, Math.ceil((endedAt - startedAt) / HALF_HOUR));
}

/** The second from which on the call is to be asked; Infinity: never again. */
export function dueAt(
  { startedAt, halfHours, stage, fingerprint }: OpenCall,
  { ages, editableFrom }: Schedule,
): number {
  const first = fingerprint === undefined ? stage : Math.max(stage, editableFrom ?? ages.length);
  const age = ages[first];
  if (age === undefined) return Number.POSITIVE_INFINITY;
  // The first time was looked at when the call was noted, by when it really ended.
  return first === 0 ? 0 : startedAt + halfHours * HALF_HOUR + age;
}

/** The call after it was asked at `now`: all times up to then are over. undefined: it is not to be asked again. */
export function afterAsking(
  call: OpenCall,
  schedule: Schedule,
  now: number,
  fingerprint: number | undefined,
): OpenCall | undefined {
  let next: OpenCall = { ...call, stage: call.stage + 1, fingerprint };
  while (dueAt(next, schedule) <= now) next = { ...next, stage: next.stage + 1 };
  return Number.isFinite(dueAt(next, schedule)) ? next : undefined;
}
