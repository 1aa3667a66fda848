import { isoSeconds, parseIsoSeconds } from '../instant.ts';
import { parseBuckets } from './bucket-text.ts';
import { NO_MEMORY, type WindowedMemory } from './memory.ts';
import type { ReadStep, ReadTimes } from './read-times.ts';

export type ParsedWindowedState = {
  readonly memory: WindowedMemory;
  /** What could not be used, for a WARN: each says what follows from it. */
  readonly problems: readonly string[];
};

type State = Readonly<Record<string, unknown>>;

/** A cursor of another connector further ahead of the API's clock than this cannot be one. */
const CURSOR_TOLERANCE_SECONDS = 24 * 3600;

const HOUR = 3600;

/**
 * The memory in a state of any origin. No cursor means a first run. A cursor that is no time means a full start, and so
 * does one that lies more than a day ahead of `now` (epoch seconds of the API's clock) where the state does not say when
 * rows were read; whatever else is garbled is only forgotten, which costs a repeated reading. Never throws.
 */
export function parseWindowedState(state: State | undefined, now: number): ParsedWindowedState {
  const raw = state?.['started_at'];
  if (state === undefined || raw === undefined || raw === null) return { memory: NO_MEMORY, problems: [] };
  const cursor = parseCursor(raw);
  if (cursor === undefined) return startOver('its cursor is not a time');
  const isFirstVersion = state['v'] !== 2;
  const coveredFrom = parseOptionalTime(state[isFirstVersion ? 'since' : 'covered_from']);
  const resumeFrom = parseOptionalTime(state[isFirstVersion ? 'at' : 'resume_from']);
  if (coveredFrom === 'garbled') return startOver('its `covered_from` is not a time');
  if (resumeFrom === 'garbled') return startOver('its `resume_from` is not a time');

  const problems: string[] = [];
  const readTimes = isFirstVersion ? parseTiers(state['tiers'], cursor) : parseReadTimes(state['last_read']);
  if (readTimes === undefined) {
    problems.push('the times of its last readings are garbled, so what may have changed is read again');
  }
  if (cursor > now + CURSOR_TOLERANCE_SECONDS && (readTimes ?? []).length === 0) {
    return startOver(`its cursor ${isoSeconds(cursor)} lies more than a day ahead of Aircall's clock`);
  }
  let buckets = parseBuckets(state['buckets'] ?? '');
  if (buckets !== undefined && (buckets.at(-1)?.end ?? 0) > cursor + 1) buckets = undefined;
  if (buckets === undefined) {
    problems.push('its `buckets` are garbled, so what they covered is written again');
  }
  const account = typeof state['account'] === 'string' ? state['account'] : undefined;
  const lookbackDays = parseDays(state['lookback_days']);
  const memory = { cursor, coveredFrom, resumeFrom, account, lookbackDays, readTimes: readTimes ?? [] };
  return { memory: { ...memory, buckets: buckets ?? [] }, problems };
}

function startOver(reason: string): ParsedWindowedState {
  return { memory: NO_MEMORY, problems: [`${reason}, so everything is read from the start`] };
}

/** Other connectors write the cursor as a number, as a string of digits or as a time. */
function parseCursor(value: unknown): number | undefined {
  const seconds =
    typeof value === 'string' && /^\d{1,12}$/.test(value) ? Number(value) : (parseIsoSeconds(value) ?? value);
  const valid = typeof seconds === 'number' && Number.isFinite(seconds) && seconds >= 0 && seconds <= 8.64e12;
  return valid ? Math.floor(seconds) : undefined;
}

function parseDays(value: unknown): number | undefined {
  return typeof value === 'number' && value > 0 && value <= 3660 ? value : undefined;
}

function parseOptionalTime(value: unknown): number | undefined | 'garbled' {
  if (value === undefined || value === null) return undefined;
  return parseIsoSeconds(value) ?? 'garbled';
}

function parseReadTimes(value: unknown): ReadTimes | undefined {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) return undefined;
  const steps = value.map((entry: unknown) => {
    if (!Array.isArray(entry)) return undefined;
    const from = entry[0] === null ? Number.NEGATIVE_INFINITY : parseIsoSeconds(entry[0]);
    return makeStep(from, parseIsoSeconds(entry[1]));
  });
  if (!steps.every((step) => step !== undefined)) return undefined;
  const isAscending = steps.every(
    ({ from }, index) => from > (steps[index - 1]?.from ?? Number.NEGATIVE_INFINITY) || index === 0,
  );
  return isAscending && (steps[0]?.from ?? Number.NEGATIVE_INFINITY) === Number.NEGATIVE_INFINITY
    ? steps
    : undefined;
}

function makeStep(from: number | undefined, readAt: number | undefined): ReadStep | undefined {
  return from === undefined || readAt === undefined ? undefined : { from, readAt };
}

/**
 * The first version's `tiers`: [hours, time of the last reading]. Each says that everything from that time less
 * its hours on was read at that time. What is older than all of them was read when the cursor was.
 */
function parseTiers(value: unknown, cursor: number): ReadTimes | undefined {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) return undefined;
  const tiers = value.map((entry: unknown) => {
    if (!Array.isArray(entry) || typeof entry[0] !== 'number') return undefined;
    const readAt = parseIsoSeconds(entry[1]);
    return readAt === undefined ? undefined : makeStep(readAt - entry[0] * HOUR, readAt);
  });
  if (!tiers.every((tier) => tier !== undefined)) return undefined;
  const [deepest, ...rest] = tiers.toSorted((a, b) => a.from - b.from);
  if (deepest === undefined) return [];
  const base = { from: Number.NEGATIVE_INFINITY, readAt: Math.min(deepest.readAt, cursor) };
  const steps: ReadStep[] = [deepest.readAt <= cursor ? { ...deepest, from: base.from } : base];
  if (deepest.readAt > cursor) steps.push(deepest);
  for (const step of rest) if (step.readAt > (steps.at(-1)?.readAt ?? 0)) steps.push(step);
  return steps;
}
