import type { OpenCall } from './open-calls.ts';

/** What one run leaves to the next. Times are epoch seconds. */
export type PerCallMemory = {
  /** Calls that began from here on are looked at again; undefined: nothing was. */
  readonly seenFrom: number | undefined;
  /** Of these, the calls that were noted. */
  readonly noted: ReadonlySet<number>;
  /** Calls with a voicemail that were noted lately: one may appear a day after the call. */
  readonly voicemails: ReadonlySet<number>;
  /** When calls without one were last looked at again, epoch seconds. */
  readonly deepAt: number | undefined;
  /** All calls that began from here on were noted. */
  readonly coveredFrom: number | undefined;
  readonly open: ReadonlyMap<number, OpenCall>;
  /** The last sync, and how long before it the one before was, in seconds. */
  readonly lastAt: number | undefined;
  readonly gap: number | undefined;
  /** Whether there ever was a result. */
  readonly hadAny: boolean;
  /** Refusals in a row, of this run and of those before. */
  readonly refusals: number;
  /** A digest of the account that the results are from. */
  readonly account: string | undefined;
};

export const NOTHING: PerCallMemory = {
  seenFrom: undefined,
  noted: new Set(),
  voicemails: new Set(),
  deepAt: undefined,
  coveredFrom: undefined,
  open: new Map(),
  lastAt: undefined,
  gap: undefined,
  hadAny: false,
  refusals: 0,
  account: undefined,
};

/** So many calls in a row refused: the account has no licence, or none any more. */
export const MOST_REFUSALS = 5;
