import { InsightWorld, type WorldCall } from '../support/insight-world.ts';

const HOUR = 3600;
const DAY = 24 * HOUR;
const START = Date.UTC(2026, 8, 1) / 1000;
const CALLS_A_DAY = 1000;
const DAYS = 30;
const LOOKBACK_DAYS = 7;

/** What a simulated month of hourly syncs asks for each answered call. */
export type InsightRequests = {
  readonly what: string;
  /** Requests per call and stream; where there is no licence, per sync and stream. */
  readonly requests: number;
  readonly allowed: number;
  /** Characters of the largest state, per call that was open. */
  readonly stateLength: number;
};

/** Measures it, without the requests that list the calls. */
export async function measureInsightRequests(): Promise<readonly InsightRequests[]> {
  return [
    await month('a result within minutes', { delay: 120, isEditable: false, allowed: 1.05 }),
    await month('a result within minutes that people edit', { delay: 120, isEditable: true, allowed: 3.05 }),
    await month('never a result', { delay: undefined, isEditable: false, allowed: 4 }),
    await month('no licence, per sync', { delay: 120, isEditable: false, allowed: 1, isLicensed: false }),
  ];
}

async function month(
  what: string,
  {
    delay,
    isEditable,
    allowed,
    isLicensed = true,
  }: {
    readonly delay: number | undefined;
    readonly isEditable: boolean;
    readonly allowed: number;
    readonly isLicensed?: boolean;
  },
): Promise<InsightRequests> {
  const calls = Array.from({ length: DAYS * CALLS_A_DAY }, (_, at) => callAt(at, delay));
  const options = { calls, lookbackDays: LOOKBACK_DAYS, isEditable, perHour: 1000, startDate: START };
  const world = new InsightWorld({ ...options, isLicensed, failures: 0, refusals: 0 }, 1);
  let syncs = 0;
  let largest = 0;
  for (let now = START; now < START + (DAYS + LOOKBACK_DAYS + 2) * DAY; now += HOUR) {
    await world.sync(now);
    largest = Math.max(largest, world.stateLength);
    syncs++;
  }
  const requests = world.requests / (isLicensed ? calls.length : syncs);
  // Four refusals come before it is clear that there is no licence.
  return { what, requests, allowed, stateLength: largest / (LOOKBACK_DAYS * CALLS_A_DAY) };
}

function callAt(at: number, delay: number | undefined): WorldCall {
  const startedAt = START + Math.floor((at * DAY) / CALLS_A_DAY);
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
