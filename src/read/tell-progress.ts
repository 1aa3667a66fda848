import type { Log } from '../protocol/log.ts';
import type { Deps } from '../runtime/runtime.ts';
import { progressLine, type StreamProgress } from './stream-progress.ts';

const LINE_MS = 60_000;
const VIEW_MS = 1000;

/** Says once a minute how far the run has come, and once a second to whoever watches; returns what ends that. */
export function tellProgress(
  { deps: { clock, onProgress }, log }: { readonly deps: Deps; readonly log: Log },
  current: () => StreamProgress | undefined,
): () => void {
  const say = (): void => {
    const progress = current();
    // A closed output shows itself at the next awaited write.
    if (progress !== undefined) log.info('progress', progressLine(progress)).catch(() => undefined);
  };
  const show = (): void => {
    const progress = current();
    if (progress !== undefined) onProgress?.(progress);
  };
  const stops = [clock.every(LINE_MS, say), clock.every(VIEW_MS, show)];
  return () => {
    for (const stop of stops) stop();
  };
}
