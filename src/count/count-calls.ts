import type { Period } from './calendar.ts';

/** Asks for the number of calls after `from` and up to `to` (epoch seconds), and the second of the first of them. */
export type AskTotal = (bounds: {
  readonly from: number;
  readonly to: number;
}) => Promise<{ readonly total: number; readonly firstAt: number | undefined }>;

/** Whether a query takes in calls exactly at its ends: not documented; `from` was seen to be exclusive, `to` inclusive (2026-09). */
type Bounds = { readonly includesFrom: boolean; readonly includesTo: boolean };

const OBSERVED: Bounds = { includesFrom: false, includesTo: true };

/**
 * Aircall's own count of the calls in each period, a request each; two more find out what the bounds take in. A period with
 * `cap` calls or more is counted in parts, since a total may stop there.
 */
export async function countCalls(
  periods: readonly Period[],
  ask: AskTotal,
  cap: number,
): Promise<readonly number[]> {
  const bounds = await learnBounds(periods, ask);
  const counts: number[] = [];
  for (const period of periods) counts.push(await countIn(period, bounds, ask, cap));
  return counts;
}

/** From the first call of all periods: whether it is found by a query that begins, or ends, at its second. */
async function learnBounds(periods: readonly Period[], ask: AskTotal): Promise<Bounds> {
  const [first, last] = [periods[0], periods.at(-1)];
  if (first === undefined || last === undefined) return OBSERVED;
  const whole = await ask({ from: first.from - 1, to: last.to });
  const at = whole.firstAt;
  if (at === undefined) return OBSERVED;
  const after = await ask({ from: at, to: at + 1 });
  const until = await ask({ from: at - 1, to: at });
  return { includesFrom: after.firstAt === at, includesTo: until.firstAt === at };
}

async function countIn(
  { from, to }: Pick<Period, 'from' | 'to'>,
  bounds: Bounds,
  ask: AskTotal,
  cap: number,
): Promise<number> {
  const { total } = await ask({
    from: bounds.includesFrom ? from : from - 1,
    to: bounds.includesTo ? to - 1 : to,
  });
  if (total < cap || to - from <= 1) return total;
  const middle = from + Math.floor((to - from) / 2);
  const [early, late] = [
    { from, to: middle },
    { from: middle, to },
  ];
  return (await countIn(early, bounds, ask, cap)) + (await countIn(late, bounds, ask, cap));
}
