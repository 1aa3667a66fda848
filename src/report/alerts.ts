import type { AccountEvidence, Pause } from '../evidence/assessment.ts';
import type { Run } from '../evidence/history.ts';
import type { Outage } from '../evidence/outages.ts';
import { disagreements } from './disagreements.ts';
import { html, type Markup } from './markup.ts';
import type { Others } from './others.ts';
import { counted, daysInWords, duration, timeOf } from './words.ts';

/** Calls that can never be read: what was told of them is worth more than a line among many. */
const LOST = 'history-lost';

/** What somebody has to know before anything else. */
export function alerts(
  accounts: readonly AccountEvidence[],
  outages: readonly Outage[],
  pauses: readonly Pause[],
  othersOf: (account: AccountEvidence) => Others,
): Markup {
  const items = [
    ...accounts.flatMap((account) => disagreements(account, othersOf(account))),
    ...changedAccounts(accounts),
    ...outages.map(outage),
    ...pauses.map((one) => pause(one, accounts)),
    ...lost(accounts.flatMap(({ runs }) => runs)),
  ];
  if (items.length === 0) return html`<p class="same">Nothing needs your attention.</p>`;
  return html`<ul class="alerts">
    ${items.map((item) => html`<li>${item}</li>`)}
  </ul>`;
}

function changedAccounts(accounts: readonly AccountEvidence[]): readonly Markup[] {
  if (accounts.length < 2) return [];
  const [, ...others] = accounts;
  return others.map(
    ({ account, runs }) =>
      html`<b>The key was changed to that of another account:</b> from ${timeOf(runs[0]?.startedMs)} on the
        runs read the account ${account ?? 'unknown'}. Each account is judged by itself.`,
  );
}

function pause({ fromMs, toMs }: Pause, accounts: readonly AccountEvidence[]): Markup {
  const days = accounts
    .flatMap(({ streams }) => streams)
    .flatMap((stream) => (stream.kind === 'days' ? stream.days : []))
    .filter(({ day }) => Date.parse(day) > fromMs && Date.parse(day) < toMs - DAY_MS);
  const doubtful = days.filter(({ state }) => state !== 'verified').map(({ day }) => day);
  const since =
    doubtful.length === 0
      ? 'The days in between were read later, and are verified.'
      : `Of the days in between, these are not verified: ${daysInWords([...new Set(doubtful)])}.`;
  return html`<b>Nothing was read for ${duration((toMs - fromMs) / 1000)}:</b> no run was complete between
    ${timeOf(fromMs)} and ${timeOf(toMs)}. ${since}`;
}

const DAY_MS = 86_400_000;

function outage({ runs, fromMs, toMs, messages }: Outage): Markup {
  return html`<b>${counted(runs.length, 'run')} did not end complete</b>,
    ${fromMs === toMs ? `at ${timeOf(fromMs)}` : `from ${timeOf(fromMs)} to ${timeOf(toMs)}`}.${messages.length === 0 ? ' Stopped or killed; nothing was said.' : html` ${messages.map((message) => html`<q>${message}</q> `)}`}`;
}

function lost(runs: readonly Run[]): readonly Markup[] {
  const texts = runs.flatMap(({ notices }) => notices.filter(({ code }) => code === LOST));
  return texts.map(
    ({ text, atMs }) => html`<b>Calls that can no longer be read</b> (${timeOf(atMs)}): ${text}`,
  );
}
