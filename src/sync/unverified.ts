import { TransientError } from '../errors/errors.ts';
import type { SyncEvent } from './events.ts';

/** Whole passes that agree with each other and not with the API's own count. */
export type CountMismatch = {
  /** What was read, as the beginning of a sentence: `Between … and …`. */
  readonly where: string;
  readonly total: number;
  readonly ids: number;
  readonly passes: number;
};

/** The WARN for rows that stay unverified. Throws TransientError where only a matching count is good enough. */
export function unverified(mismatch: CountMismatch, onCountMismatch: 'warn' | 'fail'): SyncEvent {
  const { where, total, ids, passes } = mismatch;
  const numbers = `${where} Aircall counts ${total} rows, and ${passes} passes found the same ${ids}`;
  if (onCountMismatch === 'fail') {
    throw new TransientError(
      `${numbers}. The option \`on_count_mismatch\` is \`fail\`, so the sync stops here. Try again later; if it stays like this, report it to Aircall support, or set \`on_count_mismatch\` to \`warn\` to accept what all passes agree on.`,
    );
  }
  const text = `${numbers}. Aircall's own count seems to be wrong; every row that its API lists was read.`;
  return { kind: 'notice', level: 'warn', code: 'count-mismatch', text };
}
