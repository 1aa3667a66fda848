import type { Bucket } from './buckets.ts';
import type { ReadTimes } from './read-times.ts';

/** What one run leaves to the next. Times are epoch seconds. */
export type WindowedMemory = {
  /** The cursor: the newest row ever written. */
  readonly cursor: number | undefined;
  /** From when on history is covered; undefined: all that the API shows. */
  readonly coveredFrom: number | undefined;
  /** Where a scan was cut off: everything before it is written. undefined when the scan was finished. */
  readonly resumeFrom: number | undefined;
  /** When what was last read; none: not known. */
  readonly readTimes: ReadTimes;
  /** The look-back of the last run: what was younger than that may be read again. */
  readonly lookbackDays: number | undefined;
  readonly buckets: readonly Bucket[];
  /** A digest of the account that the rows are from. */
  readonly account: string | undefined;
};

/** What a first run knows. */
export const NO_MEMORY: WindowedMemory = {
  cursor: undefined,
  coveredFrom: undefined,
  resumeFrom: undefined,
  readTimes: [],
  lookbackDays: undefined,
  buckets: [],
  account: undefined,
};
