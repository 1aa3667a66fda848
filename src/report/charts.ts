import { scaleBand, scaleLinear, scaleUtc } from 'd3-scale';
import { line } from 'd3-shape';
import type { Pause } from '../evidence/assessment.ts';
import type { DayEvidence } from '../evidence/days.ts';
import type { Run, Sample } from '../evidence/history.ts';
import { outcomeOf, runMs } from './outcome.ts';
import { html, type Markup } from './markup.ts';
import { counted, timeOf } from './words.ts';

const WIDTH = 960;
const HEIGHT = 220;
const LEFT = 56;
const BOTTOM = HEIGHT - 28;
const TOP = 12;

/** Rows of each day, by what is known of the day. */
export function dayChart(id: string, stream: string, days: readonly DayEvidence[]): Markup {
  const x = scaleBand(
    days.map(({ day }) => day),
    [LEFT, WIDTH],
  ).padding(0.15);
  const most = Math.max(1, ...days.map(({ rows }) => rows));
  const y = scaleLinear([0, most], [BOTTOM, TOP]).nice();
  const every = Math.ceil(days.length / 10);
  const bars = days.map(({ day, rows, state }) => {
    // A day without rows is shown, too: that it was read is what counts.
    const top = state === 'unread' ? TOP : Math.min(y(rows), BOTTOM - 3);
    return html`<rect
      class="${state}"
      x="${round(x(day) ?? 0)}"
      y="${round(top)}"
      width="${round(x.bandwidth())}"
      height="${round(BOTTOM - top)}"
      ><title>${day}: ${state === 'unread' ? 'not read' : `${counted(rows, 'row')}, ${state}`}</title></rect
    >`;
  });
  const labels = days
    .filter((_, index) => index % every === 0)
    .map(({ day }) => label((x(day) ?? 0) + x.bandwidth() / 2, day.slice(5)));
  return chart(id, `Rows of ${stream} on each day, in UTC`, [rules(y), bars, labels]);
}

/** Requests of each run, by how it ended, and the times without a run. */
export function runChart(id: string, runs: readonly Run[], pauses: readonly Pause[]): Markup {
  const x = timeScale(runs.map((run) => runMs(run)));
  const y = scaleLinear([0, Math.max(1, ...runs.map(cost))], [BOTTOM, TOP]).nice();
  const bands = pauses.map(
    ({ fromMs, toMs }) =>
      html`<rect
        class="pause"
        x="${round(x(fromMs))}"
        y="${TOP}"
        width="${round(x(toMs) - x(fromMs))}"
        height="${BOTTOM - TOP}"
        ><title>No complete run from ${timeOf(fromMs)} to ${timeOf(toMs)}</title></rect
      >`,
  );
  const marks = runs.map((run) => {
    const outcome = outcomeOf(run);
    const top = outcome === 'complete' ? Math.min(y(cost(run)), BOTTOM - 3) : TOP;
    return html`<rect
      class="${outcome}"
      x="${round(x(runMs(run)) - 1.5)}"
      y="${round(top)}"
      width="3"
      height="${round(BOTTOM - top)}"
      ><title>${timeOf(runMs(run))}: ${outcome}, ${counted(cost(run), 'request')}</title></rect
    >`;
  });
  return chart(id, 'Requests of each run, and how it ended', [rules(y), bands, marks, times(x)]);
}

function cost({ costs }: Run): number {
  return [...costs.values()].reduce((sum, { requests }) => sum + requests, 0);
}

/** Seconds that each run waited for the rate limit, for Aircall and for the reader. */
export function waitChart(id: string, runs: readonly Run[]): Markup {
  const x = timeScale(runs.map((run) => runMs(run)));
  const kinds = ['waitedForLimitS', 'waitedForAircallS', 'waitedForReaderS'] as const;
  const points = kinds.map((kind) =>
    runs.map((run) => ({
      ms: runMs(run),
      value: [...run.costs.values()].reduce((sum, stream) => sum + stream[kind], 0),
    })),
  );
  const most = Math.max(...points.flat().map(({ value }) => value));
  if (most < 1) return html`<p>No run waited for as long as a second.</p>`;
  const y = scaleLinear([0, most], [BOTTOM, TOP]).nice();
  const lines = points.map((series, index) => path(`wait-${index + 1}`, series, x, y));
  const title =
    'Seconds waited in each run: for the rate limit (red), Aircall (blue, dashed), the reader (green, dotted)';
  return chart(id, title, [rules(y), lines, times(x)]);
}

/** Requests a minute that got through, once a minute in long runs. */
export function paceChart(id: string, samples: readonly Sample[]): Markup {
  const x = timeScale(samples.map(({ atMs }) => atMs));
  const y = scaleLinear([0, Math.max(1, ...samples.map(({ perMinute }) => perMinute))], [BOTTOM, TOP]).nice();
  const series = samples.map(({ atMs, perMinute }) => ({ ms: atMs, value: perMinute }));
  const dots = series.map(
    ({ ms, value }) => html`<circle class="dot" cx="${round(x(ms))}" cy="${round(y(value))}" r="2"></circle>`,
  );
  return chart(id, 'Pace in long runs, in requests a minute', [rules(y), dots, times(x)]);
}

type Linear = ReturnType<typeof scaleLinear<number>>;
type Time = ReturnType<typeof scaleUtc<number>>;

function path(
  name: string,
  series: readonly { readonly ms: number; readonly value: number }[],
  x: Time,
  y: Linear,
): Markup {
  const shape = line<{ readonly ms: number; readonly value: number }>(
    ({ ms }) => round(x(ms)),
    ({ value }) => round(y(value)),
  );
  return html`<path class="${name}" d="${shape([...series]) ?? ''}"></path>`;
}

function timeScale(all: readonly number[]): Time {
  const [first, last] = [Math.min(...all), Math.max(...all)];
  return scaleUtc([first, Math.max(last, first + 3_600_000)], [LEFT + 4, WIDTH - 4]);
}

function times(x: Time): Markup {
  const [first = 0, last = 0] = x.domain().map(Number);
  const format = x.tickFormat(8, last - first < 2 * 86_400_000 ? '%H:%M' : '%b %d');
  return html`${x.ticks(8).map((tick) => label(x(tick), format(tick)))}`;
}

function rules(y: Linear): Markup {
  const format = y.tickFormat(4);
  return html`${y
    .ticks(4)
    .map(
      (tick) =>
        html`<line
            class="rule"
            x1="${LEFT}"
            x2="${WIDTH}"
            y1="${round(y(tick))}"
            y2="${round(y(tick))}"
          ></line
          ><text class="tick" x="${LEFT - 8}" y="${round(y(tick) + 4)}" text-anchor="end"
            >${format(tick)}</text
          >`,
    )}`;
}

function label(x: number, text: string): Markup {
  return html`<text class="tick" x="${round(x)}" y="${BOTTOM + 18}" text-anchor="middle">${text}</text>`;
}

/** May be wider than a small screen: then it is scrolled by itself. */
function chart(id: string, title: string, content: readonly (Markup | readonly Markup[])[]): Markup {
  return html`<figure>
    <figcaption id="${id}">${title}</figcaption>
    <div class="scroll" tabindex="0" role="group" aria-labelledby="${id}">
      <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby="${id}">${content}</svg>
    </div>
  </figure>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
