import type { SyncEvent } from '../events.ts';
import { MOST_REFUSALS } from './memory.ts';

export function notLicensed(): SyncEvent {
  return {
    kind: 'notice',
    level: 'warn',
    code: 'stream-unavailable',
    text: `Aircall refused it for ${MOST_REFUSALS} calls in a row, and never gave one: this account's plan does not seem to include it. There is nothing to read. Each sync asks for one call, and reads the calls within the look-back once Aircall gives an answer.`,
  };
}

export function someNotAnswered(calls: number): SyncEvent {
  return {
    kind: 'notice',
    level: 'warn',
    code: 'rows-refused',
    text: `Aircall did not answer for ${calls} ${calls === 1 ? 'call' : 'calls'}. All others were asked; what failed is asked again at the next sync.`,
  };
}
