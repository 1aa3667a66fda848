import type { DayCounts } from './day-counts.ts';
import type { Slice } from './windowed/slice.ts';
import type { Row } from './page.ts';

/** What a notice is about: some of the codes of the log. */
export type NoticeCode =
  | 'account-changed'
  | 'all-rows-missing'
  | 'count-mismatch'
  | 'existence-unknown'
  | 'history-limited'
  | 'history-lost'
  | 'odd-rows'
  | 'row-too-large'
  | 'rows-refused'
  | 'start-date-in-future'
  | 'stream-unavailable'
  | 'state-ignored'
  | 'unlisted-but-exists';

/** What a stream's engine hands to whoever writes messages, in this order of time. */
export type SyncEvent =
  /** Rows to write. */
  | { readonly kind: 'records'; readonly rows: readonly Row[] }
  /** A state that is safe once every record before it is written. */
  | { readonly kind: 'state'; readonly state: object }
  /** A slice, or a whole list, was read and compared with the count that the API gives. */
  | { readonly kind: 'proof'; readonly proof: VerifiedList | CountedSlice }
  /** How many rows this part of the run will read, where the API says so, and how many requests that takes. */
  | { readonly kind: 'expected'; readonly rows: number | undefined; readonly requests: number }
  /** What is left to ask for, and how many syncs that takes at the pace of this one. */
  | {
      readonly kind: 'backlog';
      readonly calls: number;
      readonly requests: number;
      readonly syncs: number;
    }
  /** Something a person should know. */
  | {
      readonly kind: 'notice';
      readonly level: 'info' | 'warn';
      readonly code: NoticeCode;
      readonly text: string;
    };

/** A slice, with its different rows counted by day: as many as `ids`. */
export type CountedSlice = Slice & { readonly days: DayCounts };

/** That a whole list was read: `ids` unique rows where the API counts `total`. */
export type VerifiedList = {
  readonly total: number;
  readonly ids: number;
  /** How often it was read. */
  readonly passes: number;
  readonly requests: number;
  readonly verified: boolean;
};
