import { isoSeconds } from '../instant.ts';
import { boundaryAtOrBefore } from './buckets.ts';
import type { WindowedMemory } from './state.ts';
import { earliestDue, markRead, oldestReach, recallTiers, tierDepths, type Tier } from './tiers.ts';

/** What a run is going to read. Times are epoch seconds; `undefined` starts are the beginning of history. */
export type Plan = {
  readonly start: number | undefined;
  /** From when on history is covered once the walk is done, as far as rows are written at all. */
  readonly since: number | undefined;
  /** The tiers as they stand once this walk is done. */
  readonly tiers: readonly Tier[];
  /** The next state needs no digest of what lies before this second. */
  readonly floor: number;
  /** This walk needs fingerprints from this second on: to compare with known digests, and for new ones. */
  readonly fingerprintsFrom: number;
  /** History before `since` that is asked for now and was not before. */
  readonly missing: { readonly from: number | undefined; readonly to: number } | undefined;
  readonly notices: readonly {
    readonly level: 'info' | 'warn';
    readonly code: string;
    readonly text: string;
  }[];
};

export type PlanOptions = {
  readonly memory: WindowedMemory;
  /** The configured start_date. */
  readonly startDate: number | undefined;
  readonly lookbackDays: number;
  /** The API's now. */
  readonly now: number;
};

/** How long Aircall's list shows a call: "the last six months" (API reference). */
const HORIZON_MONTHS = 6;

/** The second before which the API's list shows nothing any more: six calendar months before `now`. */
export function horizon(now: number): number {
  const date = new Date(now * 1000);
  const month = date.getUTCMonth() - HORIZON_MONTHS;
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), month + 1, 0)).getUTCDate();
  date.setUTCMonth(month, Math.min(date.getUTCDate(), lastDay));
  return Math.floor(date.getTime() / 1000);
}

/**
 * Where the one ascending walk of this run starts: at the earliest of the place where the last one was cut off,
 * the reach of the tiers that are due, and the cursor. There is no other mode of resuming.
 */
export function planRun({ memory, startDate, lookbackDays, now }: PlanOptions): Plan {
  const { cursor } = memory;
  if (cursor === undefined) {
    const tiers = tierDepths(lookbackDays).map((hours) => ({ hours, last: now }));
    const floor = Math.max(oldestReach(tiers, now), startDate ?? 0);
    const notices = noticeStart(startDate, now);
    return {
      start: startDate,
      since: startDate,
      tiers,
      floor,
      fingerprintsFrom: floor,
      missing: undefined,
      notices,
    };
  }
  const stand = Math.min(cursor, now);
  const remembered = recallTiers(memory.tiers, lookbackDays, now);
  const wanted = Math.min(memory.at ?? stand, earliestDue(remembered, stand, now));
  const boundary = boundaryAtOrBefore(memory.buckets, wanted);
  const start = memory.since === undefined ? boundary : Math.max(boundary, memory.since);
  // Nothing is wanted from before `since`: a walk from there covers every tier, however deep.
  const covered = start > boundary ? Number.NEGATIVE_INFINITY : start;
  const tiers = markRead(remembered, covered, stand, now);
  const missing = missingHistory(memory.since, startDate);
  const floor = Math.max(oldestReach(tiers, stand), memory.since ?? 0);
  const firstKnown = memory.buckets.find((bucket) => bucket.end > start)?.start ?? floor;
  return {
    start,
    since: memory.since,
    tiers,
    floor,
    fingerprintsFrom: Math.min(floor, firstKnown),
    missing,
    notices: [
      ...(missing === undefined ? [] : noticeStart(startDate, now)),
      ...noticeLostHistory(memory.at ?? Math.max(stand, remembered[0]?.last ?? stand), now),
    ],
  };
}

function missingHistory(since: number | undefined, startDate: number | undefined): Plan['missing'] {
  if (since === undefined || (startDate !== undefined && startDate >= since)) return undefined;
  return { from: startDate, to: since };
}

function noticeStart(startDate: number | undefined, now: number): Plan['notices'] {
  if (startDate === undefined) return [];
  if (startDate > now) {
    const text = `start_date is ${isoSeconds(startDate)}, which is still to come: until then there is nothing to read.`;
    return [{ level: 'warn', code: 'start-date-ahead', text }];
  }
  const oldest = horizon(now);
  if (startDate >= oldest) return [];
  const text = `start_date is ${isoSeconds(startDate)}, but Aircall's API shows calls of the last six months only: data can be had from about ${isoSeconds(oldest)} on. Calls before that may be missing; Aircall support can export them.`;
  return [{ level: 'info', code: 'history-limited', text }];
}

function noticeLostHistory(readUpTo: number, now: number): Plan['notices'] {
  const oldest = horizon(now);
  if (readUpTo >= oldest) return [];
  return [
    {
      level: 'warn',
      code: 'history-lost',
      text: `The last sync reached ${isoSeconds(readUpTo)}, and Aircall's API shows calls of the last six months only: those between ${isoSeconds(readUpTo)} and ${isoSeconds(oldest)} may be missing. Aircall support can export them. Sync at least once in six months.`,
    },
  ];
}
