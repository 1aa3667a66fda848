import { isoSeconds } from '../instant.ts';
import { formatBuckets } from './bucket-text.ts';
import type { WindowedMemory } from './memory.ts';

/**
 * The state as it is written: flat, every key always there (a runner that patches states would otherwise keep a
 * stale one), `started_at` as in the record (epoch seconds), other times in ISO 8601 UTC. `last_read`: pairs of the
 * second from which on rows were read (null: from the first on) and when they were.
 */
export type WindowedState = {
  readonly v: 2;
  readonly started_at: number | null;
  readonly covered_from: string | null;
  readonly resume_from: string | null;
  readonly last_read: readonly (readonly [string | null, string])[];
  readonly lookback_days: number | null;
  readonly buckets: string;
  readonly account: string | null;
};

export function formatWindowedState(memory: WindowedMemory): WindowedState {
  const { cursor, coveredFrom, resumeFrom, readTimes, lookbackDays, buckets, account } = memory;
  return {
    v: 2,
    started_at: cursor ?? null,
    covered_from: coveredFrom === undefined ? null : isoSeconds(coveredFrom),
    resume_from: resumeFrom === undefined ? null : isoSeconds(resumeFrom),
    last_read: readTimes.map(({ from, readAt }) => [
      Number.isFinite(from) ? isoSeconds(from) : null,
      isoSeconds(readAt),
    ]),
    lookback_days: lookbackDays ?? null,
    buckets: formatBuckets(buckets),
    account: account ?? null,
  };
}
