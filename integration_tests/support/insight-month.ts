import { InsightWorld, type WorldCall } from './insight-world.ts';

const HOUR = 3600;
const DAY = 24 * HOUR;
const START = Date.UTC(2026, 8, 1) / 1000;
const DAYS = 30;
const LOOKBACK_DAYS = 7;

export type MonthOptions = {
  readonly callsADay: number;
  /** Seconds after the call at which its result is there; undefined: there never is one. */
  readonly delay: number | undefined;
  readonly isEditable: boolean;
  readonly isLicensed?: boolean;
};

/** What a month of hourly syncs came to. */
export type InsightMonth = {
  readonly requestsPerCall: number;
  readonly requestsPerSync: number;
  /** Characters of the largest state, per call within the look-back. */
  readonly statePerCall: number;
  readonly repeats: number;
};

/** Lets a simulated month of answered calls pass, one stream being synced every hour until the last look-back is over. */
export async function insightMonth({
  callsADay,
  delay,
  isEditable,
  isLicensed = true,
}: MonthOptions): Promise<InsightMonth> {
  const calls = Array.from({ length: DAYS * callsADay }, (_, at) => callAt(at, callsADay, delay));
  const options = { calls, lookbackDays: LOOKBACK_DAYS, isEditable, perHour: 1000, startDate: START };
  const world = new InsightWorld({ ...options, isLicensed, failures: 0, refusals: 0 }, 1);
  let syncs = 0;
  let largest = 0;
  for (let now = START; now < START + (DAYS + LOOKBACK_DAYS + 2) * DAY; now += HOUR) {
    await world.sync(now);
    largest = Math.max(largest, world.stateLength);
    syncs++;
  }
  return {
    requestsPerCall: world.requests / calls.length,
    requestsPerSync: world.requests / syncs,
    statePerCall: largest / (LOOKBACK_DAYS * callsADay),
    repeats: world.repeats,
  };
}

function callAt(at: number, callsADay: number, delay: number | undefined): WorldCall {
  const startedAt = START + Math.floor((at * DAY) / callsADay);
  const endedAt = startedAt + 60 + ((at * 37) % 900);
  return {
    // As far apart as the IDs of a company among all of Aircall's.
    id: 4_200_000_000 + at * 91_733 + ((at * 7919) % 60_000),
    startedAt,
    endedAt,
    isAnswered: true,
    appearsAt: delay === undefined ? undefined : endedAt + delay,
    editedAt: [],
    deletedAt: undefined,
  };
}
