import type { NoticeCode } from '../events.ts';
import { isoSeconds } from '../instant.ts';

/** Something a person should know. `code` is one of the log's codes. */
export type Notice = { readonly level: 'info' | 'warn'; readonly code: NoticeCode; readonly text: string };

/** About a start date in the future, or before the calls that the API shows. Epoch seconds. */
export function startNotices(
  startDate: number | undefined,
  now: number,
  shownFrom: number,
): readonly Notice[] {
  if (startDate === undefined) return [];
  if (startDate > now) {
    const text = `start_date is ${isoSeconds(startDate)}, which is in the future: until then there is nothing to read.`;
    return [{ level: 'warn', code: 'start-date-in-future', text }];
  }
  if (startDate >= shownFrom) return [];
  const text = `start_date is ${isoSeconds(startDate)}, but Aircall's API lists calls of the last six months only: the oldest you can get are from about ${isoSeconds(shownFrom)}. Aircall support can export older ones.`;
  return [{ level: 'info', code: 'history-limited', text }];
}

/** About calls that were never read and are not listed any more. `readUpTo`: everything before it was read. */
export function historyNotices(readUpTo: number, shownFrom: number): readonly Notice[] {
  if (readUpTo >= shownFrom) return [];
  const gap = `${isoSeconds(readUpTo)} and ${isoSeconds(shownFrom)}`;
  return [
    {
      level: 'warn',
      code: 'history-lost',
      text: `The last sync read up to ${isoSeconds(readUpTo)}, and Aircall's API lists calls of the last six months only: calls between ${gap} may be missing. Aircall support can export them. Sync at least once in six months.`,
    },
  ];
}

/** Rows with a time that the query rules out. */
export function oddRowsNotice(count: number): Notice {
  const rows = count === 1 ? '1 row has' : `${count} rows have`;
  return {
    level: 'warn',
    code: 'odd-rows',
    text: `${rows} a time outside of the range that was asked for. They were written as they are, and do not move the cursor.`,
  };
}

/** The key belongs to another company than before. */
export function accountChangedNotice(): Notice {
  return {
    level: 'warn',
    code: 'account-changed',
    text: 'The API key belongs to another company than at the last sync (or the company was renamed). Its rows are written beside those of the other company. If that is not what you want, use the former key, or reset this stream and clear its table.',
  };
}
