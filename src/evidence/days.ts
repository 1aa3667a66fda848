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
  readonly last: SliceEvidence;
};

/**
 * Unites the slices of many runs, day by day. Slices overlap, since later runs read again what earlier ones read; a day's rows
 * are those of one chain of slices that meet end to end, and of several the one that was read last. Nothing is added twice.
 *
 * @param isFinal whether a slice is the last one of a run that went on to its end: it holds the rows of its very last second,
 *   too, so that no slice of another run can follow it
 */
export function unite(
  slices: readonly SliceEvidence[],
  days: readonly string[],
  isFinal: (slice: SliceEvidence) => boolean,
): readonly DayEvidence[] {
  const ascending = slices.toSorted((a, b) => a.from - b.from);
  return days.map((day) => evidenceOf(day, ascending, isFinal));
}

function evidenceOf(
  day: string,
  slices: readonly SliceEvidence[],
  isFinal: (slice: SliceEvidence) => boolean,
): DayEvidence {
  const start = Date.parse(`${day}T00:00:00Z`) / 1000;
  const end = start + DAY;
  const chains = new Map<string, Chain>();
  let whole: Chain | undefined;
  let longest: Chain | undefined;
  for (const slice of slices) {
    if (slice.to <= start || slice.from >= end) continue;
    const before = slice.from <= start ? 'beginning' : latest(chainsTo(slice, chains, isFinal));
    if (before === undefined) continue;
    const chain = lengthen(before === 'beginning' ? undefined : before, slice, day);
    if (slice.to >= end) whole = latest([whole, chain]);
    else chains.set(keyOf(slice), latest([chains.get(keyOf(slice)), chain]) ?? chain);
    if (longest === undefined || chain.to > longest.to) longest = chain;
  }
  if (whole !== undefined) return { ...facts(day, whole), state: whole.verified ? 'verified' : 'unverified' };
  if (longest !== undefined) return { ...facts(day, longest), state: 'partly' };
  return { day, state: 'unread', rows: 0, readAt: undefined, until: undefined, runs: [] };
}

/** Chains of one run and of others are kept apart: the last slice of a run can only be followed within it. */
function keyOf({ run, to }: SliceEvidence): string {
  return `${to} ${run}`;
}

/** The chains that end where the slice begins. */
function chainsTo(
  slice: SliceEvidence,
  chains: ReadonlyMap<string, Chain>,
  isFinal: (slice: SliceEvidence) => boolean,
): readonly Chain[] {
  return [...chains.values()].filter(
    ({ to, last }) => to === slice.from && (last.run === slice.run || !isFinal(last)),
  );
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
    last: slice,
  };
}

function facts(day: string, { rows, readAt, to, runs }: Chain): Omit<DayEvidence, 'state'> {
  return { day, rows, readAt, until: to, runs };
}
