import { isObject } from '../../json/is-object.ts';
import { parseIsoMs } from '../instant.ts';
import type { RowKey } from '../page.ts';
import { NOTHING, type KnownParent, type PerParentMemory } from './memory.ts';

/** The state as it is written. Of each parent: when its rows were read, and the fingerprints of its row and of theirs. */
export type PerParentState = {
  readonly v: 1;
  readonly parents: Readonly<Record<string, ParentState>>;
  readonly account: string | null;
};

type ParentState = {
  readonly read_at: string;
  readonly fingerprint: number;
  readonly children: Readonly<Record<string, number>>;
};

export function formatPerParentState({ parents, account }: PerParentMemory): PerParentState {
  return {
    v: 1,
    parents: Object.fromEntries(
      [...parents].map(([key, { readMs, fingerprint, children }]) => [
        String(key),
        {
          read_at: new Date(readMs).toISOString(),
          fingerprint,
          children: Object.fromEntries(children),
        },
      ]),
    ),
    account: account ?? null,
  };
}

type State = Readonly<Record<string, unknown>>;

export type ParsedPerParentState = { readonly memory: PerParentMemory; readonly problem: string | undefined };

/** The memory in a state of any origin: a parent that is not understood counts as new. Never throws. */
export function parsePerParentState(state: State | undefined): ParsedPerParentState {
  if (state === undefined) return { memory: NOTHING, problem: undefined };
  const stored = state['parents'];
  const account = typeof state['account'] === 'string' ? state['account'] : undefined;
  if (!isObject(stored)) {
    const isEmpty = stored === undefined || stored === null;
    return {
      memory: { parents: new Map(), account },
      problem: isEmpty ? undefined : 'its `parents` are garbled, so every row is sent again',
    };
  }
  const entries = Object.entries(stored).map(([key, value]) => [keyOf(key), parentOf(value)] as const);
  const parents = new Map(
    entries.flatMap(([key, parent]) => (parent === undefined ? [] : [[key, parent] as const])),
  );
  const garbled = entries.length - parents.size;
  return {
    memory: { parents, account },
    problem:
      garbled === 0 ? undefined : `${garbled} of its \`parents\` are garbled, so their rows are sent again`,
  };
}

/** The keys of a JSON object are texts; those of parents are numbers where they can be. */
function keyOf(text: string): RowKey {
  const number = Number(text);
  return /^\d+$/.test(text) && Number.isSafeInteger(number) ? number : text;
}

function parentOf(value: unknown): KnownParent | undefined {
  if (!isObject(value)) return undefined;
  const { read_at: readAt, fingerprint, children } = value;
  const readMs = parseIsoMs(readAt);
  if (readMs === undefined || typeof fingerprint !== 'number' || !isObject(children)) return undefined;
  const known = new Map<string, number>();
  for (const [key, digest] of Object.entries(children)) {
    if (typeof digest !== 'number') return undefined;
    known.set(key, digest);
  }
  return { readMs, fingerprint, children: known };
}
