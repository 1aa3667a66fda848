import type { SeenCall } from './answer.ts';
import type { OpenCall } from './open-calls.ts';
import { ENDLESS_SECONDS, halfHoursOf, SETTLED_SECONDS } from './schedule.ts';

/** The list may show a call late: what began so long ago is looked at again. */
const LATE_SECONDS = 2 * 3600;

export type Noted = {
  /** Calls that are to be asked, by when they began. */
  readonly fresh: readonly OpenCall[];
  /** From where on the next run has to look again, in epoch seconds. */
  readonly seenFrom: number;
  /** Of the calls from there on, those that were noted. */
  readonly noted: ReadonlySet<number>;
};

/**
 * Notes the calls that have been over for some minutes. Those that are not, and those that nobody answered so far, are looked
 * at again by the next run.
 */
export function noteCalls(calls: readonly SeenCall[], before: ReadonlySet<number>, now: number): Noted {
  const fresh: OpenCall[] = [];
  const noted = new Set<number>();
  let seenFrom = now - LATE_SECONDS;
  for (const call of calls) {
    const isOver = isSettled(call, now);
    if (!isOver) seenFrom = Math.min(seenFrom, call.startedAt);
    if (before.has(call.id)) noted.add(call.id);
    else if (isOver && call.isEligible) {
      noted.add(call.id);
      fresh.push(openCall(call));
    }
  }
  const startOf = new Map(calls.map(({ id, startedAt }) => [id, startedAt]));
  const kept = [...noted].filter((id) => (startOf.get(id) ?? 0) >= seenFrom);
  return { fresh: fresh.toSorted((a, b) => a.startedAt - b.startedAt), seenFrom, noted: new Set(kept) };
}

function isSettled({ startedAt, endedAt }: SeenCall, now: number): boolean {
  return endedAt === undefined ? startedAt < now - ENDLESS_SECONDS : endedAt + SETTLED_SECONDS <= now;
}

function openCall({ id, startedAt, endedAt }: SeenCall): OpenCall {
  const halfHours = endedAt === undefined ? 0 : halfHoursOf(startedAt, endedAt);
  return { id, startedAt, halfHours, stage: 0, fingerprint: undefined };
}
