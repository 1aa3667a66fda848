import { parseIsoMs } from '../instant.ts';
import type { RowKey } from '../page.ts';
import { formatKnownRows, formatNamedRows, parseKnownRows, parseNamedRows } from './known-rows.ts';
import { NOTHING, type UnlistedRows, type WholeListMemory } from './memory.ts';

/**
 * The state as it is written: every key always there, times in ISO 8601 UTC. `fingerprints` and `named`: the known rows
 * with numbers and with texts as keys. `unlisted`: pairs of a key and when the row was last found by it (null: held).
 */
export type WholeListState = {
  readonly v: 2;
  readonly created_at: string | null;
  readonly fingerprints: string;
  readonly named: Readonly<Record<string, string>>;
  readonly unlisted: readonly (readonly [RowKey, string | null])[];
  readonly account: string | null;
};

export function formatWholeListState({ cursor, rows, unlisted, account }: WholeListMemory): WholeListState {
  return {
    v: 2,
    created_at: cursor === undefined ? null : new Date(cursor).toISOString(),
    fingerprints: formatKnownRows(rows),
    named: formatNamedRows(rows),
    unlisted: [...unlisted].map(([key, at]) => [key, at === 'held' ? null : new Date(at).toISOString()]),
    account: account ?? null,
  };
}

const CURSOR_TOLERANCE_MS = 24 * 3600 * 1000;

type State = Readonly<Record<string, unknown>>;

export type ParsedWholeListState = { readonly memory: WholeListMemory; readonly problem: string | undefined };

/**
 * The memory in a state of any origin. Without usable fingerprints (another connector's state, a garbled one)
 * every row counts as new and is sent once. Never throws.
 */
export function parseWholeListState(state: State | undefined, nowMs: number): ParsedWholeListState {
  const raw = state?.['created_at'] ?? undefined;
  const text = state?.['fingerprints'] ?? undefined;
  if (state === undefined || (raw === undefined && text === undefined && state['named'] === undefined)) {
    return { memory: NOTHING, problem: undefined };
  }
  const cursor = raw === undefined ? undefined : parseIsoMs(normalise(raw));
  if (raw !== undefined && cursor === undefined) return startOver('its cursor is not a time');
  const numbered = parseKnownRows(text ?? '');
  const named = parseNamedRows(state['named']);
  if (numbered === undefined || named === undefined) return startOver('its `fingerprints` are garbled');
  const rows = new Map([...numbered, ...named]);
  if (rows.size === 0 && cursor !== undefined && cursor > nowMs + CURSOR_TOLERANCE_MS) {
    return startOver("its cursor lies more than a day ahead of Aircall's clock");
  }
  const account = typeof state['account'] === 'string' ? state['account'] : undefined;
  return {
    memory: { cursor, rows, unlisted: parseUnlisted(state['unlisted']), account },
    problem: undefined,
  };
}

function startOver(reason: string): ParsedWholeListState {
  return { memory: NOTHING, problem: `${reason}, so every row is sent again` };
}

/** What is garbled here is only forgotten: it is asked again. */
function parseUnlisted(value: unknown): UnlistedRows {
  const unlisted = new Map<RowKey, number | 'held'>();
  for (const entry of Array.isArray(value) ? value : []) {
    if (!Array.isArray(entry)) continue;
    const [key, at]: readonly unknown[] = entry;
    if (typeof key !== 'number' && typeof key !== 'string') continue;
    unlisted.set(key, at === null ? 'held' : (parseIsoMs(at) ?? 0));
  }
  return unlisted;
}

/** A mere date is the midnight that begins it. */
function normalise(value: unknown): unknown {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? `${value}T00:00:00Z` : value;
}
