import type { ConnectorError } from '../../errors/errors.ts';
import type { Row } from '../page.ts';

/** A call, as far as it matters whether and when it is asked. Times are epoch seconds. */
export type SeenCall = {
  readonly id: number;
  readonly startedAt: number;
  /** Undefined: it goes on. */
  readonly endedAt: number | undefined;
  readonly isAnswered: boolean;
  /** Answered, or, where that is asked for, with a voicemail. */
  readonly isEligible: boolean;
};

/** What Aircall said of one call. */
export type Answer =
  /** The row, in its form for a record. */
  | { readonly kind: 'found'; readonly row: Row }
  | { readonly kind: 'absent' }
  | { readonly kind: 'refused'; readonly error: ConnectorError }
  /** After all attempts. */
  | { readonly kind: 'failed'; readonly error: ConnectorError };
