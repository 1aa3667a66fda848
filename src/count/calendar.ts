import { errorOf } from '../errors/catalogue.ts';

/** A day or a month in a time zone: `[from, to)` in epoch seconds. */
export type Period = { readonly label: string; readonly from: number; readonly to: number };

type LocalDate = { readonly year: number; readonly month: number; readonly day: number };

/** More periods than anybody reads; each costs a request. */
const MOST_PERIODS = 2000;

/**
 * The days or months of `zone` (an IANA name) from `from` up to and without `to`, both as 2026-10-01. A day has 23 or 25 hours where
 * the clocks change. Throws ConfigError where a date, the order or the zone is wrong.
 */
export function periodsBetween(
  from: string,
  to: string,
  by: 'day' | 'month',
  zone: string,
): readonly Period[] {
  requireZone(zone);
  const end = parseDate('to', to);
  const periods: Period[] = [];
  let start = parseDate('from', from);
  if (compare(start, end) >= 0) throw errorOf('dates-out-of-order', {});
  while (compare(start, end) < 0) {
    if (periods.length === MOST_PERIODS) {
      throw errorOf('too-many-periods', { most: MOST_PERIODS });
    }
    const following = by === 'day' ? dayAfter(start) : monthAfter(start);
    const next = compare(following, end) < 0 ? following : end;
    periods.push({ label: labelOf(start, by), from: midnight(start, zone), to: midnight(next, zone) });
    start = next;
  }
  return periods;
}

function requireZone(zone: string): void {
  try {
    offsetAt(0, zone);
  } catch {
    throw errorOf('unknown-time-zone', {});
  }
}

function parseDate(flag: 'from' | 'to', text: string): LocalDate {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)?.map(Number) ?? [];
  const date = { year: year ?? 0, month: month ?? 0, day: day ?? 0 };
  if (year === undefined || labelOf(fromUtc(utcOf(date)), 'day') !== text) {
    throw errorOf('flag-value', { flag, what: 'a date such as 2026-10-01' });
  }
  return date;
}

function utcOf({ year, month, day }: LocalDate): number {
  return Date.UTC(year, month - 1, day);
}

function fromUtc(ms: number): LocalDate {
  const date = new Date(ms);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

function dayAfter(date: LocalDate): LocalDate {
  return fromUtc(utcOf(date) + 86_400_000);
}

function monthAfter({ year, month }: LocalDate): LocalDate {
  return fromUtc(Date.UTC(year, month, 1));
}

function compare(a: LocalDate, b: LocalDate): number {
  return utcOf(a) - utcOf(b);
}

function labelOf({ year, month, day }: LocalDate, by: 'day' | 'month'): string {
  const text = [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(day).padStart(2, '0')];
  return text.slice(0, by === 'day' ? 3 : 2).join('-');
}

/** The second at which the day begins. */
function midnight(date: LocalDate, zone: string): number {
  const wall = utcOf(date);
  // The offset that holds at midnight; near a change of the clocks the first guess may be the other one.
  const guess = wall - offsetAt(wall, zone);
  return Math.floor((wall - offsetAt(guess, zone)) / 1000);
}

/** How far the zone's clocks are ahead of UTC, in milliseconds. */
function offsetAt(ms: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(ms);
  const part = (type: string): number => Number(parts.find((one) => one.type === type)?.value ?? 0);
  const wall = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return wall - Math.floor(ms / 1000) * 1000;
}
