import { isoSeconds, parseIsoSeconds } from '../instant.ts';
import { formatBuckets, parseBuckets, type Bucket } from './buckets.ts';
import type { Tier } from './tiers.ts';

/** What one run leaves to the next. Times are epoch seconds. */
export type WindowedMemory = {
  /** The cursor: the newest row ever written. */
  readonly cursor: number | undefined;
  /** From when on history is covered; undefined: all that the API shows. */
  readonly since: number | undefined;
  /** The place of a walk that was cut off: everything before it is written. undefined when the walk was finished. */
  readonly at: number | undefined;
  readonly tiers: readonly Tier[];
  readonly buckets: readonly Bucket[];
};

/**
 * The state as it is written: flat, every key always there (a runner that patches states would otherwise keep a
 * stale one), `started_at` as in the record, times in ISO 8601 UTC, `tiers` as [hours, time of the last reading].
 */
export type WindowedState = {
  readonly v: 1;
  readonly started_at: number | null;
  readonly since: string | null;
  readonly at: string | null;
  readonly tiers: readonly (readonly [number, string])[];
  readonly buckets: string;
};

export function formatWindowedState(memory: WindowedMemory): WindowedState {
  return {
    v: 1,
    started_at: memory.cursor ?? null,
    since: memory.since === undefined ? null : isoSeconds(memory.since),
    at: memory.at === undefined ? null : isoSeconds(memory.at),
    tiers: memory.tiers.flatMap(({ hours, last }) =>
      last === undefined ? [] : [[hours, isoSeconds(last)] as const],
    ),
    buckets: formatBuckets(memory.buckets),
  };
}

export type ParsedWindowedState = {
  readonly memory: WindowedMemory;
  /** What could not be used, for a WARN: each says what follows from it. */
  readonly problems: readonly string[];
};

/** A cursor further ahead of the API's clock than this cannot be one of ours. */
const CURSOR_TOLERANCE_SECONDS = 24 * 3600;

/** What a first run knows. */
export const NO_MEMORY: WindowedMemory = {
  cursor: undefined,
  since: undefined,
  at: undefined,
  tiers: [],
  buckets: [],
};

/**
 * The memory in a state of any origin. No cursor means a first run. A cursor that is no time, or lies more than
 * a day ahead of `now` (epoch seconds of the API's clock), means a full start; whatever else is garbled is only
 * forgotten, which costs a repeated reading. Never throws.
 */
export function parseWindowedState(
  state: Readonly<Record<string, unknown>> | undefined,
  now: number,
): ParsedWindowedState {
  const raw = state?.['started_at'];
  if (state === undefined || raw === undefined || raw === null) return { memory: NO_MEMORY, problems: [] };
  const cursor = parseCursor(raw);
  if (cursor === undefined) {
    return {
      memory: NO_MEMORY,
      problems: ['its cursor is not a time, so everything is read from the start'],
    };
  }
  if (cursor > now + CURSOR_TOLERANCE_SECONDS) {
    return {
      memory: NO_MEMORY,
      problems: [
        `its cursor ${isoSeconds(cursor)} lies more than a day ahead of Aircall's clock, so everything is read from the start`,
      ],
    };
  }
  const problems: string[] = [];
  const since = parseOptionalTime(state['since']);
  if (since === 'garbled')
    problems.push('its `since` is not a time, so history is read from the start again');
  const at = parseOptionalTime(state['at']);
  if (at === 'garbled')
    problems.push('its `at` is not a time, so an unfinished walk starts over from the start of history');
  const tiers = parseTiers(state['tiers']);
  if (tiers === undefined) problems.push('its `tiers` are garbled, so every one is read again');
  let buckets = parseBuckets(state['buckets'] ?? '');
  if (buckets !== undefined && (buckets.at(-1)?.end ?? 0) > cursor + 1) buckets = undefined;
  if (buckets === undefined) {
    problems.push('its `buckets` are garbled, so what they covered is written again');
  }
  if (since === 'garbled' || at === 'garbled') return { memory: NO_MEMORY, problems };
  return { memory: { cursor, since, at, tiers: tiers ?? [], buckets: buckets ?? [] }, problems };
}

/** Other connectors write the cursor as a number, as a string of digits or as a time. */
function parseCursor(value: unknown): number | undefined {
  const seconds =
    typeof value === 'string' && /^\d{1,12}$/.test(value) ? Number(value) : (parseIsoSeconds(value) ?? value);
  const valid = typeof seconds === 'number' && Number.isFinite(seconds) && seconds >= 0 && seconds <= 8.64e12;
  return valid ? Math.floor(seconds) : undefined;
}

function parseOptionalTime(value: unknown): number | undefined | 'garbled' {
  if (value === undefined || value === null) return undefined;
  return parseIsoSeconds(value) ?? 'garbled';
}

function parseTiers(value: unknown): readonly Tier[] | undefined {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) return undefined;
  const tiers = value.map((entry: unknown) => {
    if (!Array.isArray(entry) || typeof entry[0] !== 'number') return undefined;
    const last = parseIsoSeconds(entry[1]);
    return last === undefined ? undefined : { hours: entry[0], last };
  });
  return tiers.every((tier) => tier !== undefined) ? tiers : undefined;
}
