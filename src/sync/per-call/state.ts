import { isObject } from '../../json/is-object.ts';
import { isoSeconds, parseIsoSeconds } from '../instant.ts';
import { NOTHING, type PerCallMemory } from './memory.ts';
import { packCalls, packIds, unpackCalls, unpackIds, type PackedCalls } from './open-calls.ts';

/** The state as it is written. */
export type PerCallState = {
  readonly v: 1;
  readonly seen_from: string | null;
  readonly noted: string;
  readonly voicemails: string;
  readonly voicemails_at: string | null;
  readonly covered_from: string | null;
  readonly open: PackedCalls;
  readonly last_sync: string | null;
  readonly seconds_between: number | null;
  readonly had_any: boolean;
  readonly refusals: number;
  readonly account: string | null;
};

export function formatPerCallState(memory: PerCallMemory): PerCallState {
  return {
    v: 1,
    seen_from: timeOf(memory.seenFrom),
    noted: packIds(memory.noted),
    voicemails: packIds(memory.voicemails),
    voicemails_at: timeOf(memory.deepAt),
    covered_from: timeOf(memory.coveredFrom),
    open: packCalls(memory.open.values()),
    last_sync: timeOf(memory.lastAt),
    seconds_between: memory.gap ?? null,
    had_any: memory.hadAny,
    refusals: memory.refusals,
    account: memory.account ?? null,
  };
}

/** What a state says; where it is of no use, nothing, and why. */
export function parsePerCallState(state: Readonly<Record<string, unknown>> | undefined): {
  readonly memory: PerCallMemory;
  readonly problem: string | undefined;
} {
  if (state === undefined || Object.keys(state).every((key) => key === 'v'))
    return { memory: NOTHING, problem: undefined };
  const { v, seen_from: seen, noted, covered_from: covered, open, last_sync: last } = state;
  const {
    seconds_between: gap,
    had_any: hadAny,
    refusals,
    account,
    voicemails,
    voicemails_at: deepAt,
  } = state;
  if (v !== 1) return ignored('the version is not one that this connector knows');
  if (typeof noted !== 'string' || !isObject(open)) return ignored('the calls are missing');
  try {
    return {
      problem: undefined,
      memory: {
        seenFrom: parseIsoSeconds(seen),
        noted: unpackIds(noted),
        voicemails: typeof voicemails === 'string' ? unpackIds(voicemails) : NOTHING.voicemails,
        deepAt: parseIsoSeconds(deepAt),
        coveredFrom: parseIsoSeconds(covered),
        open: unpackCalls(open),
        lastAt: parseIsoSeconds(last),
        gap: typeof gap === 'number' && gap >= 0 ? gap : undefined,
        hadAny: hadAny === true,
        refusals: typeof refusals === 'number' && refusals >= 0 ? refusals : 0,
        account: typeof account === 'string' ? account : undefined,
      },
    };
  } catch (error) {
    if (error instanceof RangeError) return ignored(error.message);
    throw error;
  }
}

function ignored(problem: string): { readonly memory: PerCallMemory; readonly problem: string } {
  return { memory: NOTHING, problem: `${problem}; all calls within the look-back are asked again` };
}

function timeOf(seconds: number | undefined): string | null {
  return seconds === undefined ? null : isoSeconds(seconds);
}
