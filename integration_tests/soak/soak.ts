import { Aircall } from '../simulator/aircall.ts';
import { Random } from '../simulator/random.ts';
import { SoakedCompany, type SyncFigures } from './company.ts';

export type SoakPlan = {
  readonly name: string;
  readonly callsADay: number;
  readonly days: number;
  /** Seconds from one sync to the next. */
  readonly every: number;
  /** A pause of so many days in the middle. */
  readonly pauseDays?: number;
  readonly lookbackDays?: number;
  /** The share of syncs that are killed after a random number of messages; the last days are left in peace. */
  readonly killShare?: number;
  readonly seed?: number;
};

export type SoakResult = {
  readonly name: string;
  readonly syncs: number;
  readonly kills: number;
  readonly requestsADay: number;
  /** Of the requests that reading again from the last sync less the whole look-back would have cost each time. */
  readonly shareOfFlat: number;
  /** Requests beyond those that the new rows alone would have cost, of all. */
  readonly rereadingShare: number;
  /** Rows written again, of the rows read again; calls that settle apart. */
  readonly rewrittenShare: number;
  readonly largestState: number;
  /** Calls missing or not up to date at the end. */
  readonly wrong: number;
  readonly latencies: readonly { readonly ageSeconds: number; readonly seconds: number }[];
};

const DAY = 86_400;
/** Calls that lie before the first sync. */
const PAST_DAYS = 10;
/** After kills the deepest tier comes round again within this time. */
const PEACEFUL_DAYS = 6;

/** Lets a company live for some simulated months, syncs it on a schedule, and measures. */
export async function soak(plan: SoakPlan): Promise<SoakResult> {
  const { callsADay, days, every, pauseDays = 0, lookbackDays = 7, killShare = 0, seed = 1 } = plan;
  const total = days + pauseDays;
  const aircall = new Aircall({
    seed,
    calls: PAST_DAYS * callsADay,
    days: PAST_DAYS,
    futureCalls: total * callsADay,
    futureDays: total,
    edgeCases: false,
    knobs: { horizonMonths: 12 },
    habits: { lateChangeShare: 0.05, lateChangeAgeSeconds: [1800, 30 * DAY] },
  });
  const company = new SoakedCompany(aircall, lookbackDays);
  await company.sync();
  const sum: SyncFigures[] = [];
  const random = new Random(seed);
  let kills = 0;
  let flat = 0;
  const start = company.now;
  let lastSync = start;
  for (let at = every; at <= total * DAY; at += every) {
    const isPause = at > (days / 2) * DAY && at < (days / 2 + pauseDays) * DAY;
    aircall.clock.advance((start + at - company.now) * 1000);
    if (isPause) continue;
    const isKilled = at < (total - PEACEFUL_DAYS) * DAY && random.chance(killShare);
    if (isKilled) kills++;
    const figures = await company.sync(isKilled ? random.int(0, 24) : undefined);
    const from = lastSync - lookbackDays * DAY;
    const { meta } = aircall.listCalls({ from, to: company.now, page: 1, perPage: 1 });
    lastSync = company.now;
    flat += Math.max(1, Math.ceil(meta.total / 50));
    sum.push(figures);
  }
  const add = (of: (figures: SyncFigures) => number): number => sum.reduce((all, each) => all + of(each), 0);
  const requests = add((figures) => figures.requests);
  const fresh = add((figures) => figures.fresh);
  const settled = add((figures) => figures.settled);
  const readAgain = add((figures) => figures.rowsRead) - fresh;
  return {
    name: plan.name,
    syncs: sum.length,
    kills,
    requestsADay: requests / total,
    shareOfFlat: requests / flat,
    rereadingShare: Math.max(0, requests - fresh / 50) / requests,
    rewrittenShare: add((figures) => figures.again) / Math.max(1, readAgain - settled),
    largestState: Math.max(...sum.map((figures) => figures.stateBytes)),
    wrong: company.differences().length,
    latencies: company.latencies,
  };
}
