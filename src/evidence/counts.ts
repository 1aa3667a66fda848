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
  const periods = periodsIn(text);
  const [first] = periods;
  const by = first === undefined ? undefined : UNITS.find((unit) => unit in first);
  if (first === undefined || by === undefined) return undefined;
  const { account, time_zone: timeZone, counted_at: countedAt } = first;
  return {
    by,
    account: typeof account === 'string' ? account : undefined,
    timeZone: String(timeZone),
    countedAt: String(countedAt),
    calls: new Map(periods.map((period) => [String(period[by]), Number(period['calls'])])),
  };
}

const UNITS = ['day', 'month'] as const;

function periodsIn(text: string): readonly Readonly<Record<string, unknown>>[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value.filter(isObject) : [];
  } catch {
    return [];
  }
}
