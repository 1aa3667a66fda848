import { parseIsoMs } from '../instant.ts';
import { formatKnownRows, parseKnownRows, type KnownRows } from './known-rows.ts';

/** What one run leaves to the next. */
export type WholeListMemory = {
  /** The cursor: the latest creation time among the rows ever seen, epoch milliseconds. */
  readonly cursor: number | undefined;
  readonly rows: KnownRows;
};

/** The state as it is written: every key always there, `created_at` in ISO 8601 UTC. */
export type WholeListState = {
  readonly v: 1;
  readonly created_at: string | null;
  readonly fingerprints: string;
};

export function formatWholeListState(memory: WholeListMemory): WholeListState {
  return {
    v: 1,
    created_at: memory.cursor === undefined ? null : new Date(memory.cursor).toISOString(),
    fingerprints: formatKnownRows(memory.rows),
  };
}

const CURSOR_TOLERANCE_MS = 24 * 3600 * 1000;

const NOTHING: WholeListMemory = { cursor: undefined, rows: new Map() };

export type ParsedWholeListState = { readonly memory: WholeListMemory; readonly problem: string | undefined };

/**
 * The memory in a state of any origin. Without usable fingerprints (another connector's state, a garbled one)
 * every row counts as new and is sent once. Never throws.
 */
export function parseWholeListState(
  state: Readonly<Record<string, unknown>> | undefined,
  nowMs: number,
): ParsedWholeListState {
  const raw = state?.['created_at'];
  const text = state?.['fingerprints'];
  if (raw === undefined || raw === null) {
    if (text === undefined || text === null || text === '') return { memory: NOTHING, problem: undefined };
  }
  const cursor = raw === undefined || raw === null ? undefined : parseIsoMs(normalise(raw));
  if (raw !== undefined && raw !== null && cursor === undefined) {
    return { memory: NOTHING, problem: 'its cursor is not a time, so every row is sent again' };
  }
  if (cursor !== undefined && cursor > nowMs + CURSOR_TOLERANCE_MS) {
    return {
      memory: NOTHING,
      problem: "its cursor lies more than a day ahead of Aircall's clock, so every row is sent again",
    };
  }
  if (text === undefined || text === null) return { memory: { cursor, rows: new Map() }, problem: undefined };
  const rows = parseKnownRows(text);
  if (rows !== undefined) return { memory: { cursor, rows }, problem: undefined };
  return {
    memory: { cursor, rows: new Map() },
    problem: 'its `fingerprints` are garbled, so every row is sent again',
  };
}

/** A mere date is the midnight that begins it. */
function normalise(value: unknown): unknown {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? `${value}T00:00:00Z` : value;
}
