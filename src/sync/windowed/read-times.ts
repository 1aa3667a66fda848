/**
 * When calls were last read, and when they are due again. Calls carry no time of change, so they are read again: the
 * younger, the more often.
 *
 * ```
 *   last read at
 *      ^                                              .------ this sync
 *      |                              .---------------'
 *      |             .----------------'                         `from` of each step: everything from there on was
 *      |-------------'                                          read at `readAt`, or later
 *      +-------------+----------------+---------------+-----> time of the call
 * ```
 *
 * Depths double from 2 h to the look-back. A depth is due when a little under a quarter of it has passed since its
 * calls were last read (under, so that the jitter of a schedule does not skip a sync), and is then read from the first
 * call that was no older than the depth when it was last read. So no pause of whatever length and no change of the
 * look-back leaves a call behind.
 */
export type ReadStep = {
  /** Epoch seconds; -Infinity in the first step. */
  readonly from: number;
  /** Epoch seconds of the API's clock when the reading began. */
  readonly readAt: number;
};

/** Ascending by `from`. */
export type ReadTimes = readonly ReadStep[];

const HOUR = 3600;
const SHALLOWEST = 2 * HOUR;
const DUE_SHARE = 0.225;
const MOST_STEPS = 24;

/** 2, 4, 8, … hours and the look-back itself as the deepest, in seconds. */
export function depthsOf(lookbackDays: number): readonly number[] {
  const deepest = lookbackDays * 24 * HOUR;
  const depths: number[] = [];
  for (let depth = SHALLOWEST; depth < deepest; depth *= 2) depths.push(depth);
  return [...depths, deepest];
}

/** Of no reading but one of everything, at `readAt`. */
export function allReadAt(readAt: number): ReadTimes {
  return [{ from: Number.NEGATIVE_INFINITY, readAt }];
}

/** After everything from second `from` on was read once more, beginning at `readAt`. */
export function withReading(times: ReadTimes, { from, readAt }: ReadStep, lookbackDays: number): ReadTimes {
  const steps = [...times.filter((step) => step.from < from), { from, readAt }];
  const deepest = lookbackDays * 24 * HOUR;
  // What is older than the look-back when it is read is final: its step says no more than the next one.
  while (steps[1] !== undefined && (steps[0]?.readAt ?? 0) - steps[1].from >= deepest) steps.shift();
  const [first, ...rest] = steps;
  return first === undefined ? [] : shorten([{ ...first, from: Number.NEGATIVE_INFINITY }, ...rest]);
}

/** Where there are too many steps, the one that says least more than the one before it is left out. */
function shorten(steps: ReadTimes): ReadTimes {
  let kept = steps;
  while (kept.length > MOST_STEPS) {
    const gains = kept.slice(1).map((step, index) => step.readAt - (kept[index]?.readAt ?? 0));
    kept = kept.toSpliced(gains.indexOf(Math.min(...gains)) + 1, 1);
  }
  return kept;
}

/** The earliest second that was read when it was no older than `depth`, with the time of that reading. */
function reachOf(times: ReadTimes, depth: number): ReadStep {
  let reach: ReadStep | undefined;
  for (const [index, step] of times.entries()) {
    const from = Math.max(step.from, step.readAt - depth);
    if (from >= (times[index + 1]?.from ?? Number.POSITIVE_INFINITY)) continue;
    if (reach === undefined || from < reach.from) reach = { from, readAt: step.readAt };
  }
  return reach ?? { from: Number.POSITIVE_INFINITY, readAt: Number.NEGATIVE_INFINITY };
}

/** The earliest second that is due for reading at `now`. */
export function earliestDue(times: ReadTimes, lookbackDays: number, now: number): number {
  const due = depthsOf(lookbackDays).flatMap((depth) => {
    const { from, readAt } = reachOf(times, depth);
    return depth === SHALLOWEST || now - readAt >= DUE_SHARE * depth ? [from] : [];
  });
  // A reading that lies ahead was stamped by a wrong clock: what it covers may never have been read at its age.
  const ahead = times.find(({ from, readAt }) => readAt > now && Number.isFinite(from));
  return Math.min(...due, ahead?.from ?? Number.POSITIVE_INFINITY);
}

/** The earliest second that any later reading can ask for: what is older needs no digest. */
export function oldestDue(times: ReadTimes, lookbackDays: number): number {
  return Math.min(...depthsOf(lookbackDays).map((depth) => reachOf(times, depth).from));
}
