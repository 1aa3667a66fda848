import { accountsIn, pausesIn, type AccountEvidence } from '../evidence/assessment.ts';
import type { Run } from '../evidence/history.ts';
import { outagesIn } from '../evidence/outages.ts';
import { alerts } from './alerts.ts';
import { daysSection } from './days.ts';
import { html, Markup } from './markup.ts';
import { notices } from './notices.ts';
import { runsSection } from './runs.ts';
import { settingsSection } from './settings.ts';
import { STYLE } from './style.ts';
import type { Others } from './others.ts';
import { headline, verdict } from './verdict.ts';
import { counted, timeOf } from './words.ts';

/** Nothing but what stands in the page may be loaded or run. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'";

export type ReportInput = Others & {
  readonly runs: readonly Run[];
  /** The version that makes the page, and when. */
  readonly version: string;
  readonly nowMs: number;
};

/** One self-contained page of HTML: what the runs read, and what of it is proven. */
export function reportPage(input: ReportInput): string {
  const { runs } = input;
  const accounts = accountsIn(runs);
  const pauses = pausesIn(runs);
  const newestFirst = accounts.toReversed();
  const body = html`<a class="skip" href="#complete">To the answer</a>
    ${top(input, newestFirst)}
    <main>
      <section id="know">
        <h2>Needs attention</h2>
        ${alerts(accounts, outagesIn(runs), pauses, (account) => othersOf(account, input, accounts.length))}
      </section>
      <section id="complete">
        <h2>Is it complete?</h2>
        ${newestFirst.map((account) => verdict(account, othersOf(account, input, accounts.length)))}
      </section>
      <section id="days">
        <h2>Days</h2>
        ${newestFirst.map((account) => daysSection(account, othersOf(account, input, accounts.length)))}
      </section>
      <section id="runs">
        <h2>Runs</h2>
        ${runsSection(runs, pauses)}
      </section>
      <section id="notices">
        <h2>Warnings and errors</h2>
        ${notices(runs)}
      </section>
      <section id="settings">
        <h2>Versions, accounts and settings</h2>
        ${settingsSection(runs)}
      </section>
      <section id="how">
        <h2>How to read this</h2>
        ${HOW}
      </section>
    </main>
    <footer>
      <p class="small">
        This page loads nothing and holds no key. An account is a digest of the company’s name.
      </p>
    </footer>`;
  return `<!doctype html>\n<html lang="en"><head>${HEAD.text}</head><body>${body.text}</body></html>`;
}

function top(input: ReportInput, newestFirst: readonly AccountEvidence[]): Markup {
  const { runs, version, nowMs } = input;
  return html`<header>
    <h1>Aircall: what was read, and what is proven</h1>
    ${newestFirst.map((account) =>
      headline(account, newestFirst.length > 1, othersOf(account, input, newestFirst.length)),
    )}
    <p class="small">
      From ${counted(runs.length, 'run')}, ${timeOf(runs[0]?.startedMs)} to ${timeOf(runs.at(-1)?.lastMs)}.
      Made ${timeOf(nowMs)} by source-aircall
      ${version}.${differingZone(input)}${foreignCounts(input, newestFirst)}
    </p>
    <nav aria-label="Sections">
      <ul>
        ${SECTIONS.map(([id, title]) => html`<li><a href="#${id}">${title}</a></li>`)}
      </ul>
    </nav>
  </header>`;
}

const SECTIONS = [
  ['know', 'Needs attention'],
  ['complete', 'Complete?'],
  ['days', 'Days'],
  ['runs', 'Runs'],
  ['notices', 'Warnings'],
  ['settings', 'Settings'],
  ['how', 'How to read this'],
] as const;

const HEAD = html`<meta charset="utf-8" /><meta
    name="viewport"
    content="width=device-width, initial-scale=1"
  /><meta http-equiv="Content-Security-Policy" content="${POLICY}" /><title>
    Aircall: what was read, and what is proven</title
  ><style>
    ${new Markup(STYLE)}
  </style>`;

/** What can be compared with this account's rows: its own counts, and the folder's rows where they are of no other account. */
function othersOf({ account }: AccountEvidence, { counts, rows }: ReportInput, accounts: number): Others {
  const isOwn = counts?.account === undefined || counts.account === account;
  return {
    counts: isOwn && (accounts === 1 || counts?.account !== undefined) ? counts : undefined,
    rows: accounts === 1 ? rows : undefined,
  };
}

/** Counts by the days of another time zone cannot be compared day by day. */
function differingZone({ counts }: Others): string {
  if (counts === undefined || counts.timeZone === 'UTC') return '';
  return ` The counts given are by the days of ${counts.timeZone}, and this page’s days are in UTC: near midnight they differ.`;
}

/** Counts of a company that no run read. */
function foreignCounts({ counts }: Others, accounts: readonly AccountEvidence[]): string {
  if (counts?.account === undefined || accounts.some(({ account }) => account === counts.account)) return '';
  return ` The counts given are of another account (${counts.account}), and are not compared.`;
}

const HOW = html`<p>
    While it reads, the connector compares the rows that it received with Aircall’s own count, slice by slice,
    and writes a line for each slice: from when to when, how many rows by Aircall’s count, how many different
    rows, and how many of them on each day. This page is made from these lines and, if they were given, from
    Aircall’s own counts and the rows in the folder.
  </p>
  <p>
    A day is <b>verified</b> when slices that meet end to end cover all of it and each count agrees. Days are
    read again by later runs, since calls change; the rows of a day are those of the last reading, and are
    never added up over runs. A day in <b>unverified</b> state was read, and Aircall’s count differs from the
    rows that its own list has.
  </p>
  <p>
    What cannot be known: changes that Aircall made to a call after it was last read, and calls that Aircall
    deleted before they were first read. The rows in your tables are another matter: compare them with these
    numbers.
  </p>`;
