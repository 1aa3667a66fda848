import type { SyncEvent } from '../events.ts';
import { warn } from '../list-notices.ts';

export function someRefused(count: number): SyncEvent {
  return warn(
    'rows-refused',
    `Aircall refused ${count === 1 ? 'one request' : `${count} requests`} for the rows of this stream and answered others. What was refused stays as it is, and is asked for again in a day.`,
  );
}
