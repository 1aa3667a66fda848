import type { AccountEvidence } from '../evidence/assessment.ts';
import type { MonthEvidence } from '../evidence/months.ts';
import { html, type Markup } from './markup.ts';
import type { Others } from './others.ts';
import { daysInWords, monthName, number } from './words.ts';

/** Where Aircall's own count, or the folder, has other numbers of calls than the runs read, in sentences. */
export function disagreements({ streams }: AccountEvidence, others: Others): readonly Markup[] {
  const calls = streams.find((stream) => stream.kind === 'days' && stream.stream === 'calls');
  if (calls?.kind !== 'days') return [];
  return [
    ...calls.months.flatMap((month) => differences(month, others)),
    ...unread(calls.days[0]?.day, others),
  ];
}

/** Whether a month's numbers are those that Aircall and the folder have, as far as they are given. */
export function agrees(month: MonthEvidence, others: Others): boolean {
  return differences(month, others).length === 0;
}

function differences(month: MonthEvidence, { counts, rows }: Others): readonly Markup[] {
  const name = monthName(month.month);
  const source = counts === undefined ? undefined : sourceCount(month, counts);
  const folder = rows === undefined ? undefined : folderCount(month, rows);
  return [
    ...(source === undefined || source === month.rows
      ? []
      : [
          html`<b>The counts differ for ${name}:</b> Aircall counted ${number(source)} calls on
            ${counts?.countedAt.slice(0, 10)}, and the runs read ${number(month.rows)}.`,
        ]),
    ...(folder === undefined || folder === month.rows
      ? []
      : [
          html`<b>The folder differs for ${name}:</b> it has ${number(folder)} calls, and the runs read
            ${number(month.rows)}.`,
        ]),
  ];
}

/** Aircall's count of the days of a month that were read; undefined: it is not given for all of them. */
export function sourceCount({ month, days }: MonthEvidence, { by, calls }: Counts): number | undefined {
  if (by === 'month') return calls.get(month);
  const known = days.map(({ day }) => calls.get(day));
  if (known.some((count) => count === undefined)) return undefined;
  return known.reduce((sum: number, count) => sum + (count ?? 0), 0);
}

type Counts = NonNullable<Others['counts']>;

export function folderCount({ days }: MonthEvidence, rows: NonNullable<Others['rows']>): number {
  return days.reduce((sum, { day }) => sum + (rows.get(day) ?? 0), 0);
}

/** Days before the first one read on which Aircall counts calls. */
function unread(first: string | undefined, { counts }: Others): readonly Markup[] {
  if (first === undefined || counts?.by !== 'day') return [];
  const days = [...counts.calls].filter(([day, calls]) => day < first && calls > 0);
  if (days.length === 0) return [];
  const calls = days.reduce((sum, [, count]) => sum + count, 0);
  return [
    html`<b>No run read ${daysInWords(days.map(([day]) => day))}:</b> Aircall counts ${number(calls)} calls
      there. The configured start date may be later.`,
  ];
}
