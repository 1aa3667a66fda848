import { isoDay } from './instant.ts';

/** How many rows there are on each day in UTC, ascending; days without rows are left out. */
export type DayCounts = readonly (readonly [day: string, rows: number])[];

const DAY = 86_400;

/** Counts rows by the day of `at` (epoch seconds), those before second `to` only. */
export function countByDay(
  rows: readonly { readonly at: number }[],
  to = Number.POSITIVE_INFINITY,
): DayCounts {
  const counts = new Map<number, number>();
  for (const { at } of rows) {
    if (at >= to) continue;
    const day = Math.floor(at / DAY);
    counts.set(day, (counts.get(day) ?? 0) + 1);
  }
  return [...counts].toSorted(([a], [b]) => a - b).map(([day, rowsOfDay]) => [isoDay(day * DAY), rowsOfDay]);
}
