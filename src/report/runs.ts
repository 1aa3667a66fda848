import type { Pause } from '../evidence/assessment.ts';
import type { Run } from '../evidence/history.ts';
import { paceChart, runChart, waitChart } from './charts.ts';
import { html, type Markup } from './markup.ts';
import { outcomeOf } from './outcome.ts';
import { duration, number, timeOf } from './words.ts';

/** What was read when, and what that cost. */
export function runsSection(runs: readonly Run[], pauses: readonly Pause[]): Markup {
  const samples = runs.flatMap((run) => run.samples);
  return html`${runChart('runs-chart', runs, pauses)}
    <ul class="key">
      <li>${swatch('verified')}complete</li>
      <li>${swatch('incomplete')}incomplete, stopped or killed</li>
      <li>${swatch('pause')}no complete run</li>
    </ul>
    ${waitChart('waits-chart', runs)} ${samples.length === 0 ? '' : paceChart('pace-chart', samples)}
    <details>
      <summary>Runs as a table (${number(runs.length)})</summary>
      ${table(runs)}
    </details>
    <h3>Deletions</h3>
    ${deletions(runs)}`;
}

export function swatch(name: string): Markup {
  return html`<svg aria-hidden="true" viewBox="0 0 14 14">
    <rect class="${name}" x="1" y="1" width="12" height="12"></rect>
  </svg>`;
}

function table(runs: readonly Run[]): Markup {
  return html`<div class="scroll" tabindex="0" role="group" aria-label="Runs">
    <table>
      <thead>
        <tr>
          <th scope="col">Run</th>
          <th scope="col">Began</th>
          <th scope="col">Took</th>
          <th scope="col">Ended</th>
          <th scope="col">Rows written</th>
          <th scope="col">Requests</th>
          <th scope="col">Waited for the limit</th>
          <th scope="col">Limit hit</th>
        </tr>
      </thead>
      <tbody>
        ${runs.toReversed().map(row)}
      </tbody>
    </table>
  </div>`;
}

function row(run: Run): Markup {
  const costs = [...run.costs.values()];
  const sum = (of: 'written' | 'requests' | 'waitedForLimitS' | 'rateLimited'): number =>
    costs.reduce((total, cost) => total + cost[of], 0);
  const took =
    run.startedMs === undefined || run.lastMs === undefined ? undefined : run.lastMs - run.startedMs;
  const how = run.incomplete.length === 0 ? '' : `: ${run.incomplete.join(', ')}`;
  return html`<tr>
    <th scope="row"><code>${run.id}</code></th>
    <td>${timeOf(run.startedMs)}</td>
    <td>${took === undefined ? '–' : duration(took / 1000)}</td>
    <td>${outcomeOf(run)}${how}</td>
    <td class="n">${number(sum('written'))}</td>
    <td class="n">${number(sum('requests'))}</td>
    <td class="n">${duration(sum('waitedForLimitS'))}</td>
    <td class="n">${number(sum('rateLimited'))}</td>
  </tr>`;
}

function deletions(runs: readonly Run[]): Markup {
  const found = runs.flatMap((run) =>
    [...run.costs]
      .filter(([, { deleted }]) => deleted > 0)
      .map(([stream, { deleted }]) => ({ run, stream, deleted })),
  );
  if (found.length === 0) return html`<p>No row was written as deleted.</p>`;
  return html`<div class="scroll" tabindex="0" role="group" aria-label="Deletions">
    <table>
      <thead>
        <tr>
          <th scope="col">Stream</th>
          <th scope="col">Rows written as deleted</th>
          <th scope="col">When</th>
          <th scope="col">By the run</th>
        </tr>
      </thead>
      <tbody>
        ${found.map(
          ({ run, stream, deleted }) =>
            html`<tr>
              <th scope="row">${stream}</th>
              <td class="n">${number(deleted)}</td>
              <td>${timeOf(run.startedMs)}</td>
              <td><code>${run.id}</code></td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
