import type { Run } from '../evidence/history.ts';
import { html, type Markup } from './markup.ts';
import { timeOf } from './words.ts';

/** Runs one after the other with the same version, account and settings. */
type Period = { readonly first: Run; last: Run; readonly facts: Readonly<Record<string, string>> };

/** Which version read which account with which settings, and from when to when. */
export function settingsSection(runs: readonly Run[]): Markup {
  const periods: Period[] = [];
  let account: string | undefined;
  for (const run of runs) {
    if (run.startedMs === undefined) continue;
    // A run that failed at its first request does not know the account.
    account = run.account ?? account;
    const facts = {
      version: run.version ?? 'unknown',
      account: account ?? 'unknown',
      ...run.settings,
    };
    const current = periods.at(-1);
    if (current !== undefined && JSON.stringify(current.facts) === JSON.stringify(facts)) current.last = run;
    else periods.push({ first: run, last: run, facts });
  }
  return html`${periods.map(
    ({ first, last, facts }, index) =>
      html`<h3>${timeOf(first.startedMs)} to ${timeOf(last.lastMs)}</h3>
        <div class="scroll" tabindex="0" role="group" aria-label="Settings ${index + 1}">
          <table>
            <thead>
              <tr>
                <th scope="col">Setting</th>
                <th scope="col">Value</th>
              </tr>
            </thead>
            <tbody>
              ${Object.entries(facts).map(
                ([key, value]) =>
                  html`<tr>
                    <th scope="row">${key}</th>
                    <td>${value.replaceAll(',', ', ')}</td>
                  </tr>`,
              )}
            </tbody>
          </table>
        </div>`,
  )}`;
}
