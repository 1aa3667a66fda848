import type { Row } from '../page.ts';
import type { Answer, SeenCall } from './answer.ts';
import type { OpenCall } from './open-calls.ts';

export type PerCallOptions = {
  /** The `stream_state` of the last run, whatever it holds. */
  readonly state: Readonly<Record<string, unknown>> | undefined;
  /** Epoch seconds of the API's clock. */
  readonly now: number;
  readonly account: string | undefined;
  /** Calls before this are not asked; undefined: those before the look-back are not. */
  readonly startDate: number | undefined;
  readonly lookbackDays: number;
  /** People change the result afterwards. */
  readonly isEditable: boolean;
  /** A call that nobody answered may get a voicemail up to a day later, and is then asked as well. */
  readonly takesVoicemails: boolean;
  /** How many calls may be asked, given the seconds since the last sync, and those between the last two. */
  readonly budget: (sinceLast: number | undefined, before: number | undefined) => number;
  /** Is told how much of the budget is left. */
  readonly onBudgetLeft: (left: number) => void;
  /** All calls that began from a second on, up to now. */
  readonly callsSince: (from: number) => Promise<readonly SeenCall[]>;
  /** All calls that began in `[from, to)`. */
  readonly callsBetween: (from: number, to: number) => Promise<readonly SeenCall[]>;
  readonly ask: (call: Pick<OpenCall, 'id' | 'startedAt'>) => Promise<Answer>;
  readonly fingerprint: (row: Row) => number;
  /** The record that says that a result is gone. */
  readonly tombstone: (call: Pick<OpenCall, 'id' | 'startedAt'>) => Row;
};
