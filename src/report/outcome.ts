import { isComplete } from '../evidence/assessment.ts';
import type { Run } from '../evidence/history.ts';

/** How a run ended, in a word. */
export function outcomeOf(run: Run): 'complete' | 'incomplete' | 'broken-off' {
  if (isComplete(run)) return 'complete';
  return run.endedMs === undefined ? 'broken-off' : 'incomplete';
}

/** When a run began, as far as is known. */
export function runMs(run: Run): number {
  return run.startedMs ?? run.lastMs ?? 0;
}
