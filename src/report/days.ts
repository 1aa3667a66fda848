import type { AccountEvidence } from '../evidence/assessment.ts';
import type { DayEvidence } from '../evidence/days.ts';
import { dayChart } from './charts.ts';
import { html, type Markup } from './markup.ts';
import { swatch } from './runs.ts';
import type { Others } from './others.ts';
import { number, timeOf } from './words.ts';

/** Each day of each stream: how many rows, and who read it last. */
export function daysSection({ streams, account }: AccountEvidence, others: Others): Markup {
  return html`${streams.flatMap((stream) => {
    if (stream.kind !== 'days') return [];
    const id = `days-${stream.stream}-${account ?? 'unknown'}`;
    const isCalls = stream.stream === 'calls';
    return [
      html`<h3>
          ${stream.stream}${account === undefined ? '' : html` <small>of the account ${account}</small>`}
        </h3>
        ${dayChart(id, stream.stream, stream.days)}
        <ul class="key">
          <li>${swatch('verified')}verified</li>
          <li>${swatch('unverified')}unverified: read, and the counts differ</li>
          <li>${swatch('partly')}read in part so far</li>
          <li>${swatch('unread')}not read</li>
        </ul>
        <details>
          <summary>${stream.stream}, day by day, as a table</summary>
          ${table(stream.days, isCalls ? others : { counts: undefined, rows: undefined })}
        </details>`,
    ];
  })}`;
}

function table(days: readonly DayEvidence[], { counts, rows }: Others): Markup {
  const source = counts?.by === 'day' ? counts : undefined;
  return html`<div class="scroll" tabindex="0" role="group" aria-label="Days">
    <table>
      <thead>
        <tr>
          <th scope="col">Day (UTC)</th>
          <th scope="col">Rows read</th>
          ${source === undefined ? '' : html`<th scope="col">Aircall’s count</th>`}${rows === undefined ? '' : html`<th scope="col">Rows in the folder</th>`}
          <th scope="col">State</th>
          <th scope="col">Read last</th>
          <th scope="col">By the run</th>
        </tr>
      </thead>
      <tbody>
        ${days.map(
          (day) =>
            html`<tr>
              <th scope="row">${day.day}</th>
              <td class="n">${number(day.rows)}</td>
              ${source === undefined ? '' : cell(source.calls.get(day.day), day.rows)}${rows === undefined ? '' : cell(rows.get(day.day) ?? 0, day.rows)}
              <td>${day.state}</td>
              <td>${timeOf(day.readAt === undefined ? undefined : day.readAt * 1000)}</td>
              <td>${day.runs.map((run) => html`<code>${run}</code> `)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function cell(value: number | undefined, ours: number): Markup {
  if (value === undefined) return html`<td class="n">–</td>`;
  return html`<td class="n ${value === ours ? 'same' : 'differs'}">${number(value)}</td>`;
}
