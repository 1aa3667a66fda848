import { boundaryAtOrBefore } from './buckets.ts';
import type { WindowedMemory } from './memory.ts';
import { historyNotices, startNotices, type Notice } from './notices.ts';
import { allReadAt, earliestDue, oldestDue, withReading, type ReadTimes } from './read-times.ts';

/** History that was never read; `from` undefined: from the oldest row that the API shows. Epoch seconds. */
export type HistoryGap = { readonly from: number | undefined; readonly to: number };

/** What a run is going to read. Times are epoch seconds; `undefined` starts are the beginning of history. */
export type Plan = {
  readonly start: number | undefined;
  /** From when on history is covered once the scan is done. */
  readonly coveredFrom: number | undefined;
  /** When what was last read, as a state within the scan says it: as if it was done. */
  readonly readTimes: ReadTimes;
  /** The same once the scan is done, and the newest row is known. */
  readonly finalReadTimes: (cursor: number | undefined) => ReadTimes;
  /** The next state needs no digest of what lies before this second. */
  readonly digestsFrom: number;
  /** This scan needs fingerprints from this second on: to compare with known digests, and for new ones. */
  readonly fingerprintsFrom: number;
  /** History before `coveredFrom` that is asked for now and was not before. */
  readonly gap: HistoryGap | undefined;
  readonly notices: readonly Notice[];
};

export type PlanOptions = {
  readonly memory: WindowedMemory;
  /** The configured start_date. */
  readonly startDate: number | undefined;
  readonly lookbackDays: number;
  /** The API's now, and whether it can be trusted. */
  readonly now: number;
  readonly isNowReliable: boolean;
  /** From when on the API is likely to show rows. */
  readonly shownFrom: number;
};

/**
 * Where the one ascending scan of this run starts: at the earliest of the place where the last one was cut off,
 * what is due for reading again, and the cursor. There is no other mode of resuming.
 */
export function planRun(options: PlanOptions): Plan {
  const { memory } = options;
  return memory.cursor === undefined ? planFirst(options) : planNext(options, memory.cursor);
}

function planFirst({ startDate, lookbackDays, now, isNowReliable, shownFrom }: PlanOptions): Plan {
  const readTimes = isNowReliable ? allReadAt(now) : [];
  const due = isNowReliable ? oldestDue(readTimes, lookbackDays) : 0;
  const digestsFrom = Math.max(due, startDate ?? 0);
  return {
    start: startDate,
    coveredFrom: startDate,
    readTimes,
    finalReadTimes: (cursor) =>
      isNowReliable || cursor === undefined ? readTimes : allReadAt(Math.min(now, cursor)),
    digestsFrom,
    fingerprintsFrom: digestsFrom,
    gap: undefined,
    notices: isNowReliable ? startNotices(startDate, now, shownFrom) : [],
  };
}

function planNext({ memory, startDate, lookbackDays, ...options }: PlanOptions, cursor: number): Plan {
  const { now, isNowReliable, shownFrom } = options;
  const { buckets, coveredFrom, resumeFrom } = memory;
  // Not known: whatever is older than the cursor was read when the cursor was, or later.
  const known = memory.readTimes.length > 0 ? memory.readTimes : allReadAt(Math.min(cursor, now));
  const lastRead = Math.max(...known.map(({ readAt }) => readAt));
  const position = Math.min(cursor, now, lastRead);
  const due = Math.min(
    earliestDue(known, lookbackDays, now),
    // Made shorter: what was going to be read again still is, once.
    (memory.lookbackDays ?? 0) > lookbackDays ? oldestDue(known, memory.lookbackDays ?? 0) : position,
  );
  const wanted = Math.min(resumeFrom ?? position, position, due);
  const boundary = boundaryAtOrBefore(buckets, wanted);
  const start = coveredFrom === undefined ? boundary : Math.max(boundary, coveredFrom);
  // Nothing is wanted from before the covered history: a scan from there reads all of it.
  const from = start > boundary ? Number.NEGATIVE_INFINITY : start;
  const readingAt = (readAt: number): ReadTimes => withReading(known, { from, readAt }, lookbackDays);
  // A doubtful clock makes nothing final: only the newest row tells how late it was at least.
  const readTimes = isNowReliable ? readingAt(now) : known;
  const gap = historyGap(coveredFrom, startDate);
  // The newest rows keep their digests however long nothing happens: they are read again at every sync.
  const digestsFrom = Math.max(Math.min(oldestDue(readTimes, lookbackDays), position), coveredFrom ?? 0);
  const firstKnown = buckets.find((bucket) => bucket.end > start)?.start ?? digestsFrom;
  return {
    start,
    coveredFrom,
    readTimes,
    finalReadTimes: (newest = position) => (isNowReliable ? readTimes : readingAt(Math.min(now, newest))),
    digestsFrom,
    fingerprintsFrom: Math.min(digestsFrom, firstKnown),
    gap,
    notices: isNowReliable
      ? [
          ...(gap === undefined ? [] : startNotices(startDate, now, shownFrom)),
          ...historyNotices(resumeFrom ?? Math.max(position, lastRead), shownFrom),
        ]
      : [],
  };
}

function historyGap(coveredFrom: number | undefined, startDate: number | undefined): HistoryGap | undefined {
  if (coveredFrom === undefined || (startDate !== undefined && startDate >= coveredFrom)) return undefined;
  return { from: startDate, to: coveredFrom };
}
