/**
 * Late changes: calls are read again as often as they are young. Depths double from 2 h to the look-back; a
 * tier is due when a little under a quarter of its depth has passed since it was last read (under, so that the
 * jitter of a schedule does not skip a sync), and is then read from that last reading less its depth, so that a
 * pause of any length leaves no call behind.
 */
export type Tier = {
  /** How far back this tier looks, in whole hours. */
  readonly hours: number;
  /** Epoch seconds of the API's clock when it was last read; undefined for never. */
  readonly last: number | undefined;
};

const HOUR = 3600;
const SHALLOWEST_HOURS = 2;
const DUE_SHARE = 0.225;

/** 2, 4, 8, … hours, and the look-back itself as the deepest. */
export function tierDepths(lookbackDays: number): readonly number[] {
  const deepest = lookbackDays * 24;
  const depths: number[] = [];
  for (let hours = SHALLOWEST_HOURS; hours < deepest; hours *= 2) depths.push(hours);
  return [...depths, deepest];
}

/**
 * The tiers for this look-back with what is remembered of them. A depth not remembered was never read; so was
 * one whose reading lies ahead of `now` (a clock was wrong then).
 */
export function recallTiers(remembered: readonly Tier[], lookbackDays: number, now: number): readonly Tier[] {
  return tierDepths(lookbackDays).map((hours) => {
    const last = remembered.find((tier) => tier.hours === hours)?.last;
    return { hours, last: last !== undefined && last <= now ? last : undefined };
  });
}

/**
 * The second from which this tier's next reading has to start. A tier never read counts as read when the walk
 * stood at `cursor`: whatever is older was read after it began.
 */
function reach(tier: Tier, cursor: number): number {
  return (tier.last ?? cursor) - tier.hours * HOUR;
}

function isDue(tier: Tier, now: number): boolean {
  if (tier.last === undefined || tier.hours === SHALLOWEST_HOURS) return true;
  return now - tier.last >= DUE_SHARE * tier.hours * HOUR;
}

/** The earliest second that a due tier wants read again, at the latest `cursor`. */
export function earliestDue(tiers: readonly Tier[], cursor: number, now: number): number {
  return Math.min(cursor, ...tiers.filter((tier) => isDue(tier, now)).map((tier) => reach(tier, cursor)));
}

/** The tiers after a walk from `start` that began at `now`: those whose whole reach it covers are read anew. */
export function markRead(
  tiers: readonly Tier[],
  start: number,
  cursor: number,
  now: number,
): readonly Tier[] {
  return tiers.map((tier) => (start <= reach(tier, cursor) ? { hours: tier.hours, last: now } : tier));
}

/** The earliest second that any tier's next reading can ask for: what is older needs no digest. */
export function oldestReach(tiers: readonly Tier[], cursor: number): number {
  return Math.min(...tiers.map((tier) => reach(tier, cursor)));
}
