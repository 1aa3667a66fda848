import { errorOf } from '../errors/catalogue.ts';

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
    throw errorOf('count-mismatch', { numbers });
  }
  const text = `${numbers}. Aircall's own count seems to be wrong; every row that its API lists was read.`;
  return { kind: 'notice', level: 'warn', code: 'count-mismatch', text };
}
