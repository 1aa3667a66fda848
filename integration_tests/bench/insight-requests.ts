import { insightMonth } from '../support/insight-month.ts';

/** What a simulated month of hourly syncs asks for each answered call. */
export type InsightRequests = {
  readonly what: string;
  /** Requests per call and stream; where there is no licence, per sync and stream. */
  readonly requests: number;
  readonly allowed: number;
  /** Characters of the largest state, per call within the look-back. */
  readonly stateLength: number;
};

const CASES = [
  { what: 'a result within minutes', delay: 120, isEditable: false, isLicensed: true, allowed: 1.05 },
  {
    what: 'a result within minutes that people edit',
    delay: 120,
    isEditable: true,
    isLicensed: true,
    allowed: 3.05,
  },
  { what: 'never a result', delay: undefined, isEditable: false, isLicensed: true, allowed: 4 },
  { what: 'no licence, per sync', delay: 120, isEditable: false, isLicensed: false, allowed: 1 },
] as const;

/** Measures it at 1,000 calls a day, without the requests that list the calls. */
export async function measureInsightRequests(): Promise<readonly InsightRequests[]> {
  const measured: InsightRequests[] = [];
  for (const { what, allowed, ...month } of CASES) {
    const { requestsPerCall, requestsPerSync, statePerCall } = await insightMonth({
      callsADay: 1000,
      ...month,
    });
    const requests = month.isLicensed ? requestsPerCall : requestsPerSync;
    measured.push({ what, requests, allowed, stateLength: statePerCall });
  }
  return measured;
}
