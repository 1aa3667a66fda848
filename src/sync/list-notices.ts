import type { NoticeCode, SyncEvent } from './events.ts';
import type { RowKey } from './page.ts';

const MOST_NAMED = 10;

export function accountChanged(): SyncEvent {
  return warn(
    'account-changed',
    'The API key belongs to another company than at the last sync (or the company was renamed). Its rows are written beside those of the other company, and nothing is marked as deleted. If that is not what you want, use the former key, or reset this stream and clear its table.',
  );
}

export function stateIgnored(problem: string): SyncEvent {
  return warn('state-ignored', `In the state given, ${problem}.`);
}

export function allRowsMissing(count: number): SyncEvent {
  return warn(
    'all-rows-missing',
    `None of the ${count} rows known from the last sync is listed any more, so none of them is marked as deleted: the API key may belong to another company. If it does, use the right one. If the rows are really gone, reset this stream.`,
  );
}

export function unlistedButExists(keys: readonly RowKey[]): SyncEvent {
  return warn(
    'unlisted-but-exists',
    `Aircall no longer lists ${named(keys)}, and still shows ${keys.length === 1 ? 'it' : 'them'} when asked by id. Nothing is marked as deleted; Aircall is asked again in a day.`,
  );
}

export function existenceUnknown(keys: readonly RowKey[]): SyncEvent {
  return warn(
    'existence-unknown',
    `Aircall no longer lists ${named(keys)}, and did not say whether ${keys.length === 1 ? 'it still exists' : 'they still exist'}. Nothing is marked as deleted; Aircall is asked again at the next sync.`,
  );
}

function named(keys: readonly RowKey[]): string {
  const shown = keys.slice(0, MOST_NAMED).join(', ');
  const rest = keys.length > MOST_NAMED ? ` and ${keys.length - MOST_NAMED} more` : '';
  return `${keys.length === 1 ? 'the row with the id' : 'the rows with the ids'} ${shown}${rest}`;
}

export function warn(code: NoticeCode, text: string): SyncEvent {
  return { kind: 'notice', level: 'warn', code, text };
}
