import type { SliceEvidence } from './slices.ts';

/** What is known of one day (UTC) of a stream. */
export type DayEvidence = {
  readonly day: string;
  /**
   * verified: read from its beginning to its end, and every count agreed; unverified: read, and a count did not agree;
   * partly: read up to `until` so far; unread: no slice reaches its beginning.
   */
  readonly state: 'verified' | 'unverified' | 'partly' | 'unread';
  readonly rows: number;
  /** Epoch seconds of the oldest reading that the rows come from. */
  readonly readAt: number | undefined;
  /** Epoch seconds up to which the day was read. */
  readonly until: number | undefined;
  readonly runs: readonly string[];
};

const DAY = 86_400;

/** Readings one after the other, without a gap and without an overlap, up to `to`. */
type Chain = {
  readonly to: number;
  readonly readAt: number;
  readonly rows: number;
  readonly verified: boolean;
  readonly runs: readonly string[];
};

/**
 * Unites the slices of many runs, day by day. Slices overlap, since later runs read again what earlier ones read; a day's rows
 * are those of one chain of slices that meet end to end, and of several the one that was read last. Nothing is added twice.
 */
export function unite(slices: readonly SliceEvidence[], days: readonly string[]): readonly DayEvidence[] {
  const ascending = slices.toSorted((a, b) => a.from - b.from);
  return days.map((day) => evidenceOf(day, ascending));
}

function evidenceOf(day: string, slices: readonly SliceEvidence[]): DayEvidence {
  const start = Date.parse(`${day}T00:00:00Z`) / 1000;
  const end = start + DAY;
  /** By where they end, in epoch seconds. */
  const chains = new Map<number, Chain>();
  let whole: Chain | undefined;
  let longest: Chain | undefined;
  for (const slice of slices) {
    if (slice.to <= start || slice.from >= end) continue;
    const isBeginning = slice.from <= start;
    const before = isBeginning ? undefined : chains.get(slice.from);
    if (before === undefined && !isBeginning) continue;
    const chain = lengthen(before, slice, day);
    if (slice.to >= end) whole = latest([whole, chain]);
    else chains.set(slice.to, latest([chains.get(slice.to), chain]) ?? chain);
    if (longest === undefined || chain.to > longest.to) longest = chain;
  }
  if (whole !== undefined) return { ...facts(day, whole), state: whole.verified ? 'verified' : 'unverified' };
  if (longest !== undefined) return { ...facts(day, longest), state: 'partly' };
  return { day, state: 'unread', rows: 0, readAt: undefined, until: undefined, runs: [] };
}

function latest(chains: readonly (Chain | undefined)[]): Chain | undefined {
  return chains.reduce(
    (best, chain) =>
      best === undefined || (chain !== undefined && chain.readAt > best.readAt) ? chain : best,
    undefined,
  );
}

function lengthen(before: Chain | undefined, slice: SliceEvidence, day: string): Chain {
  return {
    to: slice.to,
    readAt: Math.min(before?.readAt ?? Number.POSITIVE_INFINITY, slice.at),
    rows: (before?.rows ?? 0) + (slice.days.get(day) ?? 0),
    verified: (before?.verified ?? true) && slice.verified,
    runs: [...new Set([...(before?.runs ?? []), slice.run])],
  };
}

function facts(day: string, { rows, readAt, to, runs }: Chain): Omit<DayEvidence, 'state'> {
  return { day, rows, readAt, until: to, runs };
}
