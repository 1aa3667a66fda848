import { TransientError } from '../errors/errors.ts';
import type { SyncEvent } from './events.ts';

/** Whole readings that agree with each other and not with the API's own count. */
export type Disagreement = {
  /** What was read, as the beginning of a sentence: `Between … and …`. */
  readonly where: string;
  readonly total: number;
  readonly ids: number;
  readonly readings: number;
};

/** The WARN for a stretch that stays unproven. Throws TransientError where only proofs are good enough. */
export function unproven(disagreement: Disagreement, onCountMismatch: 'warn' | 'fail'): SyncEvent {
  const { where, total, ids, readings } = disagreement;
  const numbers = `${where} Aircall counts ${total} rows, and ${readings} readings agree on ${ids}`;
  if (onCountMismatch === 'fail') {
    throw new TransientError(
      `${numbers}. The setting \`onCountMismatch\` is \`strict\`, so the sync stops here. Try again later; if it stays like this, report it to Aircall support, or set \`onCountMismatch\` to \`report\` to accept what all readings agree on.`,
    );
  }
  const text = `${numbers}. The API's own count seems to be off; all that it shows was read.`;
  return { kind: 'notice', level: 'warn', code: 'count-disagrees', text };
}
