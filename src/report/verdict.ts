import type { AccountEvidence, StreamEvidence } from '../evidence/assessment.ts';
import type { MonthEvidence } from '../evidence/months.ts';
import type { Others } from './others.ts';
import { agrees, folderCount, sourceCount } from './disagreements.ts';
import { html, type Markup } from './markup.ts';
import { counted, daysInWords, monthName, number, timeOf } from './words.ts';

const MARKS = { complete: '✓', open: '…', unverified: '!', incomplete: '✗' } as const;

/** The newest months of calls in a sentence each: what most readers came for. */
export function headline(
  { streams, account }: AccountEvidence,
  isOneOfSeveral: boolean,
  others: Others,
): Markup {
  const calls = streams.find((stream) => stream.kind === 'days' && stream.stream === 'calls');
  if (calls?.kind !== 'days') return html``;
  const name = isOneOfSeveral ? ` of the account ${account ?? 'unknown'}` : '';
  return html`${calls.months
    .slice(-2)
    .toReversed()
    .map((month) => sentence(month, name, others))}`;
}

function sentence(month: MonthEvidence, account: string, others: Others): Markup {
  const { state, mark, words } = agrees(month, others)
    ? { state: month.state, mark: MARKS[month.state], words: SHORT[month.state] }
    : { state: 'incomplete', mark: '✗', words: `${SHORT[month.state]}, but the counts differ` };
  const when =
    month.readLast === undefined
      ? ''
      : html`, verified against Aircall’s count, last ${timeOf(month.readLast * 1000)} by the run
          <code>${month.lastRun}</code>`;
  return html`<p class="headline ${state}">
    <b>${monthName(month.month)}${partOf(month)}: <span class="state">${mark} ${words}</span>.</b>
    ${counted(month.rows, 'call')}${account}${when}.
  </p>`;
}

/** Which time decides on the day of a row. */
const BY: Readonly<Record<string, string>> = {
  calls: ', by when they began',
  contacts: ', by when they were created',
};

const SHORT = {
  complete: 'complete',
  open: 'complete so far',
  unverified: 'read, not verified',
  incomplete: 'NOT complete',
} as const;

/** The answer for each month, newest first: is it complete, who says so, and when was that verified. */
export function verdict({ streams, account }: AccountEvidence, others: Others): Markup {
  return html`${streams.flatMap((stream) =>
    stream.kind === 'days'
      ? [
          html`<h3>${stream.stream}${BY[stream.stream] ?? ''}${company(account)}</h3>
            <ul class="cards">
              ${stream.months.toReversed().map((month) => card(stream.stream, month, others))}
            </ul>`,
        ]
      : [],
  )}${lists(streams)}`;
}

function company(account: string | undefined): Markup {
  return html` <small>of the account ${account ?? 'unknown'}</small>`;
}

function card(stream: string, month: MonthEvidence, others: Others): Markup {
  return html`<li class="card ${month.state}">
    <h4>${monthName(month.month)}${partOf(month)}</h4>
    <p class="state"><span aria-hidden="true">${MARKS[month.state]}</span> ${stateInWords(month)}</p>
    <p><b>${number(month.rows)}</b> rows${stream === 'calls' ? comparison(month, others) : ''}</p>
    <p class="small">
      ${month.readLast === undefined ? '' : html`Read last ${timeOf(month.readLast * 1000)}, by the run <code>${month.lastRun}</code>; no day’s reading is older than ${timeOf((month.readFirst ?? 0) * 1000)}.`}
    </p>
  </li>`;
}

function partOf({ days, month }: MonthEvidence): string {
  const first = days[0]?.day;
  return first === undefined || first === `${month}-01` ? '' : `, from ${first} on`;
}

function stateInWords({ state, doubtful }: MonthEvidence): string {
  const days = daysInWords(doubtful.map(({ day }) => day));
  if (state === 'complete')
    return 'Complete: every day was read, and agreed with Aircall’s count when it was read.';
  if (state === 'open') return 'Complete so far; the month was not over when it was last read.';
  if (state === 'unverified')
    return `Read, but Aircall’s count differs from the rows that it lists: ${days}.`;
  return `Not complete: ${days}.`;
}

/** Aircall's own count, and the rows that the folder has, beside ours. */
function comparison(month: MonthEvidence, { counts, rows }: Others): Markup {
  const { rows: ours } = month;
  const source = counts === undefined ? undefined : sourceCount(month, counts);
  const folder = rows === undefined ? undefined : folderCount(month, rows);
  return html`${source === undefined ? '' : html`; Aircall counted <b>${number(source)}</b> on ${counts?.countedAt.slice(0, 10)}, ${difference(source, ours)}`}${folder === undefined ? '' : html`; the folder has <b>${number(folder)}</b>, ${difference(folder, ours)}`}`;
}

function difference(other: number, ours: number): Markup {
  if (other === ours) return html`<span class="same">equal</span>`;
  return html`<span class="differs"
    >${counted(Math.abs(other - ours), 'row')} ${other > ours ? 'more' : 'fewer'} than were read</span
  >`;
}

/** The lists, which are read as a whole each time. */
function lists(streams: readonly StreamEvidence[]): Markup {
  const rows = streams.flatMap((stream) => (stream.kind === 'list' ? [stream.last] : []));
  if (rows.length === 0) return html``;
  return html`<h3>Whole lists</h3>
    <div class="scroll" tabindex="0" role="group" aria-label="Whole lists">
      <table>
        <thead>
          <tr>
            <th scope="col">Stream</th>
            <th scope="col">Rows by Aircall’s count</th>
            <th scope="col">Rows read</th>
            <th scope="col">Verified</th>
            <th scope="col">Read last</th>
            <th scope="col">By the run</th>
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            ({ stream, total, ids, verified, at, run }) =>
              html`<tr>
                <th scope="row">${stream}</th>
                <td class="n">${number(total)}</td>
                <td class="n">${number(ids)}</td>
                <td>${verified ? 'yes' : 'no'}</td>
                <td>${timeOf(at * 1000)}</td>
                <td><code>${run}</code></td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
}
