import type { SyncEvent } from '../events.ts';
import { existenceUnknown, unlistedButExists } from '../list-notices.ts';
import type { Row, RowKey } from '../page.ts';
import type { RowTracker } from './row-tracker.ts';

export type ConfirmOptions = {
  readonly nowSeconds: number;
  /** Whether a row can be had by its own key. */
  readonly lookUp: (key: RowKey) => Promise<'found' | 'absent' | 'unknown'>;
  /** The record that says that a row is gone. */
  readonly tombstone: (key: RowKey, goneMs: number) => Row;
};

/** How many rows a run asks for at most; the rest waits for the next run. */
const MOST_ASKED = 50;

/** A row that was found by its own key is not asked for again within this time. */
const ASK_AGAIN_SECONDS = 86_400;

/** So many answers in a row that do not tell: then it is not asked any further in this run. */
const MOST_UNKNOWN = 3;

/** Asks for rows that a full reading did not meet, in turns, and writes a tombstone for each that Aircall says is not there. */
export async function* confirmGone(
  tracker: RowTracker,
  { nowSeconds, lookUp, tombstone }: ConfirmOptions,
): AsyncGenerator<SyncEvent, void> {
  const due = [...tracker.memory.unlisted]
    .filter(([, at]) => nowSeconds - at >= ASK_AGAIN_SECONDS)
    .toSorted(([, a], [, b]) => a - b)
    .slice(0, MOST_ASKED);
  const answers = { found: [] as RowKey[], absent: [] as RowKey[], unknown: [] as RowKey[] };
  let unknownInARow = 0;
  for (const [key] of due) {
    const answer = await lookUp(key);
    answers[answer].push(key);
    unknownInARow = answer === 'unknown' ? unknownInARow + 1 : 0;
    if (unknownInARow === MOST_UNKNOWN) break;
  }
  if (answers.found.length > 0) yield unlistedButExists(answers.found);
  if (answers.unknown.length > 0) yield existenceUnknown(answers.unknown);
  if (answers.absent.length > 0) {
    yield { kind: 'records', rows: answers.absent.map((key) => tombstone(key, nowSeconds * 1000)) };
  }
  for (const key of answers.found) tracker.found(key, nowSeconds);
  for (const key of answers.absent) tracker.forget(key);
}
