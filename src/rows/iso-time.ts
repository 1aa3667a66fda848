/** The first second of the year 10000: what has five digits is no year that a warehouse takes. */
const END_OF_TIME = 253_402_300_800;

const DAY = 86_400;

/** The end of a time, by its second, and what stands before that, by the minute of its day: every row has several times. */
const SECONDS = Array.from({ length: 60 }, (_, second) => `${twoDigits(second)}Z`);
const MINUTES = Array.from(
  { length: 1440 },
  (_, minute) => `${twoDigits(Math.floor(minute / 60))}:${twoDigits(minute % 60)}:`,
);

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}

/** Of the days that were met, by their number since 1970: neighbouring rows are of few. */
const knownDates = new Map<number, string>();

/**
 * A time in UTC as `2026-11-25T15:32:00Z`, with a fraction only where there is one. Aircall sends UNIX seconds, as a
 * number or in digits, or ISO 8601 with or without a fraction or an offset (none: UTC). undefined: not a time.
 */
export function isoTime(value: unknown): string | undefined {
  if (typeof value === 'number') return fromSeconds(value);
  if (typeof value !== 'string') return undefined;
  return known.get(value) ?? fromText(value);
}

function fromText(text: string): string | undefined {
  const time = /^\d{1,12}$/.test(text) ? fromSeconds(Number(text)) : fromIso(text);
  if (known.size === MOST_KNOWN) known.clear();
  if (time !== undefined) known.set(text, time);
  return time;
}

/** The same users and numbers stand in many calls, each with its time of creation. */
const known = new Map<string, string>();
const MOST_KNOWN = 1000;

function fromSeconds(seconds: number): string | undefined {
  if (!Number.isInteger(seconds) || seconds < 0 || seconds >= END_OF_TIME) return undefined;
  const day = Math.floor(seconds / DAY);
  const rest = seconds - day * DAY;
  const date = knownDates.get(day) ?? newDate(day);
  return `${date}${MINUTES[Math.floor(rest / 60)]}${SECONDS[rest % 60]}`;
}

function newDate(day: number): string {
  const date = new Date(day * DAY * 1000).toISOString().slice(0, '1970-01-01T'.length);
  if (knownDates.size === MOST_KNOWN) knownDates.clear();
  knownDates.set(day, date);
  return date;
}

const ISO =
  /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2})(:\d{2})?(?:[.,](\d+))?(?:[Zz]| ?UTC|([+-]\d{2}):?(\d{2})?)?$/;

function fromIso(text: string): string | undefined {
  const match = ISO.exec(text);
  if (match === null) return undefined;
  const [, date, time, seconds = ':00', fraction = '', hours, minutes = '00'] = match;
  const offset = hours === undefined ? 'Z' : `${hours}:${minutes}`;
  const iso = fromSeconds(Date.parse(`${date}T${time}${seconds}${offset}`) / 1000);
  const digits = fraction.replace(/0+$/, '');
  return digits === '' ? iso : iso?.replace('Z', `.${digits}Z`);
}
