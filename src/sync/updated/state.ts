import { isoSeconds, parseIsoMs } from '../instant.ts';
import type { RowKey } from '../page.ts';
import { formatFingerprints, formatKeys, parseFingerprints, parseKeys } from './fingerprints.ts';
import { NOTHING, type UpdatedMemory } from './memory.ts';

/**
 * The state as it is written: every key always there, times in ISO 8601 UTC. `fingerprints` and `unseen`: of each row, in
 * compact text; `unlisted`: keys in compact text; `asked`: those among them that were found by their own key, and when.
 */
export type UpdatedState = {
  readonly v: 1;
  readonly updated_at: string | null;
  readonly full_read_at: string | null;
  readonly reading_since: string | null;
  readonly resume_from: string | null;
  readonly fingerprints: string;
  readonly unseen: string;
  readonly unlisted: string;
  readonly asked: readonly (readonly [RowKey, string])[];
  readonly shape: string | null;
  readonly account: string | null;
};

export function formatUpdatedState(memory: UpdatedMemory): UpdatedState {
  const { cursor, fullReadAt, fullReading, unlisted, account } = memory;
  return {
    v: 1,
    updated_at: isoOrNull(cursor),
    full_read_at: isoOrNull(fullReadAt),
    reading_since: isoOrNull(fullReading?.since),
    resume_from: isoOrNull(fullReading?.resumeFrom),
    fingerprints: formatFingerprints(memory.known),
    unseen: formatFingerprints(memory.unseen),
    unlisted: formatKeys(unlisted.keys()),
    asked: [...unlisted].flatMap(([key, at]) => (at === 0 ? [] : [[key, isoSeconds(at)] as const])),
    shape: memory.shape ?? null,
    account: account ?? null,
  };
}

type State = Readonly<Record<string, unknown>>;

export type ParsedUpdatedState = { readonly memory: UpdatedMemory; readonly problem: string | undefined };

/** A cursor, or a time of reading, this far ahead of Aircall's clock is none. */
const TOLERANCE_SECONDS = 86_400;

/** The memory in a state of any origin; one that is not understood is as if there were none. Never throws. */
export function parseUpdatedState(state: State | undefined, nowSeconds: number): ParsedUpdatedState {
  if (state === undefined || state['fingerprints'] === undefined || state['fingerprints'] === null) {
    return { memory: NOTHING, problem: undefined };
  }
  const known = parseFingerprints(state['fingerprints']);
  const unseen = parseFingerprints(state['unseen'] ?? '');
  const unlisted = parseKeys(state['unlisted'] ?? '');
  if (known === undefined || unseen === undefined || unlisted === undefined) {
    return { memory: NOTHING, problem: 'its fingerprints are garbled, so every row is sent again' };
  }
  const time = (name: string): number | undefined => {
    const ms = parseIsoMs(state[name]);
    const seconds = ms === undefined ? undefined : Math.floor(ms / 1000);
    return seconds === undefined || seconds > nowSeconds + TOLERANCE_SECONDS ? undefined : seconds;
  };
  const since = time('reading_since');
  const asked = askedIn(state['asked']);
  return {
    memory: {
      cursor: time('updated_at'),
      fullReadAt: time('full_read_at'),
      fullReading: since === undefined ? undefined : { since, resumeFrom: time('resume_from') },
      known,
      unseen,
      unlisted: new Map(unlisted.map((key) => [key, asked.get(key) ?? 0])),
      shape: typeof state['shape'] === 'string' ? state['shape'] : undefined,
      account: typeof state['account'] === 'string' ? state['account'] : undefined,
    },
    problem: undefined,
  };
}

/** What is garbled here is only forgotten: it is asked again. */
function askedIn(value: unknown): ReadonlyMap<unknown, number> {
  const asked = new Map<unknown, number>();
  for (const entry of Array.isArray(value) ? value : []) {
    if (!Array.isArray(entry)) continue;
    const [key, at]: readonly unknown[] = entry;
    const ms = parseIsoMs(at);
    if (ms !== undefined) asked.set(key, Math.floor(ms / 1000));
  }
  return asked;
}

function isoOrNull(seconds: number | undefined): string | null {
  return seconds === undefined ? null : isoSeconds(seconds);
}
