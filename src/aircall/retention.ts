/** How long Aircall's list shows a call: "the last six months" (API reference). */
const SHOWN_MONTHS = 6;

/**
 * From when on Aircall lists calls, epoch seconds: six calendar months before `now`. Where exactly Aircall draws the line is
 * not documented, and accounts were seen to differ: nothing may be lost if it is elsewhere.
 */
export function shownFrom(now: number): number {
  const date = new Date(now * 1000);
  const month = date.getUTCMonth() - SHOWN_MONTHS;
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), month + 1, 0)).getUTCDate();
  date.setUTCMonth(month, Math.min(date.getUTCDate(), lastDay));
  return Math.floor(date.getTime() / 1000);
}
