import { logCodes } from '../protocol/log-codes.ts';
import type { Run } from '../evidence/history.ts';
import { html, type Markup } from './markup.ts';
import { number, timeOf } from './words.ts';

const ALARMING = new Set(['WARN', 'ERROR', 'FATAL']);

/** How many different texts of one code are shown. */
const MOST_TEXTS = 5;

type Group = {
  readonly code: string;
  count: number;
  lastMs: number | undefined;
  readonly texts: Set<string>;
};

/** Warnings and errors by their code, each with what to do about it. */
export function notices(runs: readonly Run[]): Markup {
  const groups = new Map<string, Group>();
  for (const { notices: own } of runs) {
    for (const { code, level, text, atMs } of own) {
      if (!ALARMING.has(level) && !isAlarming(code)) continue;
      const group = groups.get(code) ?? { code, count: 0, lastMs: undefined, texts: new Set() };
      group.count++;
      group.lastMs = Math.max(group.lastMs ?? 0, atMs ?? 0) || undefined;
      group.texts.add(text);
      groups.set(code, group);
    }
  }
  if (groups.size === 0) return html`<p class="same">No run warned of anything.</p>`;
  return html`${[...groups.values()].toSorted((a, b) => b.count - a.count).map(section)}`;
}

/** Whether a line of this code is a warning or worse: in the text of a platform's log the level is lost. */
function isAlarming(code: string): boolean {
  return Object.entries(logCodes).some(([known, { level }]) => known === code && ALARMING.has(level));
}

function section({ code, count, lastMs, texts }: Group): Markup {
  const shown = [...texts].slice(0, MOST_TEXTS);
  return html`<h3><code>${code}</code> <small>${number(count)} times, last ${timeOf(lastMs)}</small></h3>
    ${meaning(code)}
    <ul>
      ${shown.map((text) => html`<li>${text}</li>`)}${texts.size > shown.length ? html`<li>and ${number(texts.size - shown.length)} more texts</li>` : ''}
    </ul>`;
}

function meaning(code: string): Markup {
  const entry = Object.entries(logCodes).find(([known]) => known === code)?.[1];
  if (entry === undefined) return html``;
  const remedy = 'remedy' in entry ? ` ${entry.remedy}` : '';
  return html`<p>${entry.meaning.replaceAll('`', '')}${html`<b>${remedy.replaceAll('`', '')}</b>`}</p>`;
}
