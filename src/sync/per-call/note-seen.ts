import type { SeenCall } from './answer.ts';
import type { PerCallMemory } from './memory.ts';
import { noteCalls } from './note-calls.ts';
import type { OpenCall } from './open-calls.ts';

const HOUR = 3600;
const DAY = 24 * HOUR;

/** A voicemail may come a day after the call, and calls are looked at again once a day. */
const VOICEMAIL_DAYS = 2;

/** Which calls a run looks at. Times are epoch seconds. */
export type Look = {
  /** All calls from here on are new, but for those that were noted. */
  readonly from: number;
  /** From here on calls are had. */
  readonly callsFrom: number;
  readonly takesVoicemails: boolean;
  /** Whether older calls are looked at for a voicemail that came late. */
  readonly isDeep: boolean;
};

/** `lowest`: nothing before is ever asked. */
export function planLook(
  { seenFrom, deepAt }: PerCallMemory,
  {
    now,
    lowest,
    takesVoicemails,
  }: { readonly now: number; readonly lowest: number; readonly takesVoicemails: boolean },
): Look {
  const from = seenFrom ?? lowest;
  const isDeep = takesVoicemails && (deepAt === undefined || now - deepAt >= DAY - HOUR);
  const deepFrom = Math.max(lowest, now - VOICEMAIL_DAYS * DAY);
  return { from, callsFrom: isDeep ? Math.min(from, deepFrom) : from, takesVoicemails, isDeep };
}

/** Notes the calls that were had. `fresh`: those that are to be asked. */
export function noteSeen(
  calls: readonly SeenCall[],
  look: Look,
  memory: PerCallMemory,
  now: number,
): { readonly memory: PerCallMemory; readonly fresh: readonly OpenCall[] } {
  const young = calls.filter(({ startedAt }) => startedAt >= look.from);
  const { noted, seenFrom, fresh } = noteCalls(young, memory.noted, now);
  const next = { ...memory, noted, seenFrom, coveredFrom: memory.coveredFrom ?? look.from };
  if (!look.takesVoicemails) return { memory: next, fresh };
  const unanswered = calls.filter(({ isAnswered, isEligible }) => !isAnswered && isEligible);
  const late = unanswered.filter(({ id, startedAt }) => startedAt < look.from && !memory.voicemails.has(id));
  const ids = unanswered.map(({ id }) => id);
  return {
    memory: {
      ...next,
      voicemails: new Set(look.isDeep ? ids : [...memory.voicemails, ...ids]),
      deepAt: look.isDeep ? now : memory.deepAt,
    },
    fresh: [...fresh, ...noteCalls(late, new Set(), now).fresh],
  };
}
