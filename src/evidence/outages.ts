import { isComplete } from './assessment.ts';
import type { Run } from './history.ts';

/** Runs one after the other that did not end complete, and what they said. */
export type Outage = {
  readonly runs: readonly Run[];
  readonly fromMs: number | undefined;
  readonly toMs: number | undefined;
  /** The different messages of their errors. */
  readonly messages: readonly string[];
};

const SEVERE = new Set(['ERROR', 'FATAL']);

/** Groups the runs that did not end complete; the very last one may still be running. */
export function outagesIn(runs: readonly Run[]): readonly Outage[] {
  const groups: Run[][] = [];
  let isOpen = false;
  for (const run of runs) {
    if (isComplete(run)) {
      isOpen = false;
      continue;
    }
    if (isOpen) groups.at(-1)?.push(run);
    else groups.push([run]);
    isOpen = true;
  }
  return groups.map((group) => ({
    runs: group,
    fromMs: group[0]?.startedMs,
    toMs: group.at(-1)?.lastMs,
    messages: [
      ...new Set(
        group.flatMap(({ notices }) =>
          notices.filter(({ level }) => SEVERE.has(level)).map(({ text }) => withoutStream(text)),
        ),
      ),
    ],
  }));
}

/** The same error comes once for each stream, and once without. */
function withoutStream(text: string): string {
  return text.replace(/^\w+: /, '');
}
