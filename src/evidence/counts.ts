import { readFile } from 'node:fs/promises';
import { errorOf } from '../errors/catalogue.ts';
import { isObject } from '../json/is-object.ts';

/** How many calls Aircall counts in each day or month, as `count --json` prints it. */
export type SourceCounts = {
  /** A digest of the company's name, where Aircall told it. */
  readonly account: string | undefined;
  readonly by: 'day' | 'month';
  readonly timeZone: string;
  /** ISO 8601. */
  readonly countedAt: string;
  readonly calls: ReadonlyMap<string, number>;
};

/** Reads such a file. Throws ConfigError where it is none. */
export async function readCounts(path: string): Promise<SourceCounts> {
  const text = await readFile(path, 'utf8').catch(() => '');
  const counts = countsIn(text);
  if (counts === undefined) throw errorOf('no-counts', { path });
  return counts;
}

function countsIn(text: string): SourceCounts | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const { account, by, time_zone: timeZone, counted_at: countedAt, periods } = isObject(value) ? value : {};
    if ((by !== 'day' && by !== 'month') || !Array.isArray(periods)) return undefined;
    const calls = periods
      .filter(isObject)
      .map((period): [string, number] => [String(period[by]), Number(period['calls'])]);
    const digest = typeof account === 'string' ? account : undefined;
    return {
      account: digest,
      by,
      timeZone: String(timeZone),
      countedAt: String(countedAt),
      calls: new Map(calls),
    };
  } catch {
    return undefined;
  }
}
