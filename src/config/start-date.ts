const form =
  /^(\d{4}-\d{2}-\d{2})(?:[Tt ](\d{2}:\d{2})(:\d{2})?(?:\.\d+)?(?:[Zz]|([+-])(\d{2}):?(\d{2}))?)?$/;
const latest = Date.UTC(2100, 0) / 1000;

/** Why a text is no start date: it has another form, names a time that does not exist, or one after 2099. */
export type NoStartDate = 'form' | 'calendar' | 'future';

/**
 * Epoch seconds of a date (00:00 UTC) or a date with time, floored to the second; without an offset it is UTC.
 * What lies before 1970 counts as 1970-01-01: Aircall has no calls from before, and its API no such times.
 */
export function parseStartDate(text: string): number | NoStartDate {
  const [, date, time = '00:00', seconds = ':00', sign, hours = '00', minutes = '00'] = form.exec(text) ?? [];
  if (date === undefined) return 'form';
  const local = `${date}T${time}${seconds}`;
  const ms = Date.parse(`${local}Z`);
  // Date.parse turns 31 February into 3 March.
  if (Number.isNaN(ms) || !new Date(ms).toISOString().startsWith(local)) return 'calendar';
  if (Number(hours) > 23 || Number(minutes) > 59) return 'calendar';
  const offset = (Number(hours) * 60 + Number(minutes)) * 60 * (sign === '-' ? -1 : 1);
  const epochSeconds = ms / 1000 - offset;
  return epochSeconds >= latest ? 'future' : Math.max(0, epochSeconds);
}
