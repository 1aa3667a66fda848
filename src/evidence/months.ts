import type { DayEvidence } from './days.ts';

/** What is known of one month (UTC) of a stream. */
export type MonthEvidence = {
  readonly month: string;
  /**
   * complete: every day of it is verified; unverified: every day was read, and a count did not agree on some; incomplete: some
   * days were not read to their end; open: as far as it was read it is verified, and it was not over then.
   */
  readonly state: 'complete' | 'unverified' | 'incomplete' | 'open';
  readonly rows: number;
  readonly days: readonly DayEvidence[];
  /** Days of the month that are neither verified nor still to come. */
  readonly doubtful: readonly DayEvidence[];
  /** Epoch seconds of the oldest and the newest reading that the rows come from. */
  readonly readFirst: number | undefined;
  readonly readLast: number | undefined;
  /** The run that read last. */
  readonly lastRun: string | undefined;
};

/** The months of these days, which follow one another; the first month begins with the first day. */
export function monthsOf(days: readonly DayEvidence[]): readonly MonthEvidence[] {
  const months = new Map<string, DayEvidence[]>();
  for (const day of days) {
    const month = day.day.slice(0, 7);
    months.set(month, [...(months.get(month) ?? []), day]);
  }
  const lastDay = days.at(-1)?.day;
  return [...months].map(([month, own]) => monthEvidence(month, own, lastDay));
}

function monthEvidence(
  month: string,
  days: readonly DayEvidence[],
  lastDay: string | undefined,
): MonthEvidence {
  // The day on which the last run read is never read to its end.
  const isOpen = days.at(-1)?.day === lastDay && days.at(-1)?.state === 'partly';
  const judged = isOpen ? days.slice(0, -1) : days;
  const doubtful = judged.filter(({ state }) => state !== 'verified');
  const times = days.map(({ readAt }) => readAt).filter((at) => at !== undefined);
  const readLast = times.length === 0 ? undefined : Math.max(...times);
  return {
    month,
    state: stateOf(doubtful, isOpen),
    rows: days.reduce((sum, { rows }) => sum + rows, 0),
    days,
    doubtful,
    readFirst: times.length === 0 ? undefined : Math.min(...times),
    readLast,
    lastRun: days.findLast(({ readAt }) => readAt === readLast)?.runs.at(-1),
  };
}

function stateOf(doubtful: readonly DayEvidence[], isOpen: boolean): MonthEvidence['state'] {
  if (doubtful.some(({ state }) => state !== 'unverified')) return 'incomplete';
  if (doubtful.length > 0) return 'unverified';
  return isOpen ? 'open' : 'complete';
}
