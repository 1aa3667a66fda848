import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { errorOf } from '../errors/catalogue.ts';

import { isObject } from '../json/is-object.ts';
import { countByDay } from '../sync/day-counts.ts';
import { parseIsoSeconds } from '../sync/instant.ts';
import type { Period } from './calendar.ts';

/**
 * How many different calls of each period the files of `sync` hold, each at the time that its last row says. Throws ConfigError
 * where the folder has no calls.
 */
export async function rowsInFolder(folder: string, periods: readonly Period[]): Promise<readonly number[]> {
  const counts = periods.map(() => 0);
  for (const at of (await startsOf(await filesOf(folder))).values()) {
    const index = periods.findIndex(({ from, to }) => at >= from && at < to);
    if (index !== -1) counts[index] = (counts[index] ?? 0) + 1;
  }
  return counts;
}

/** The same by days in UTC, for those of the paths that are folders with calls; undefined: none is. */
export async function rowsByDay(paths: readonly string[]): Promise<ReadonlyMap<string, number> | undefined> {
  const files = await Promise.all(paths.map((path) => filesOf(path).catch(() => [])));
  if (files.every((names) => names.length === 0)) return undefined;
  const starts = await startsOf(files.flat());
  return new Map(countByDay([...starts.values()].map((at) => ({ at }))));
}

/** When each call began, in epoch seconds, as its last row says. */
async function startsOf(files: readonly string[]): Promise<ReadonlyMap<unknown, number>> {
  const startedAt = new Map<unknown, number>();
  for (const path of files) {
    for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
      const row: unknown = line === '' ? undefined : JSON.parse(line);
      if (!isObject(row)) continue;
      const at = secondsOf(row['started_at']);
      if (at !== undefined) startedAt.set(row['id'], at);
    }
  }
  return startedAt;
}

async function filesOf(folder: string): Promise<readonly string[]> {
  try {
    const names = await readdir(join(folder, 'calls'));
    return names
      .filter((name) => name.endsWith('.jsonl'))
      .toSorted()
      .map((name) => join(folder, 'calls', name));
  } catch {
    throw errorOf('no-rows', {});
  }
}

/** A time as `sync` writes it: ISO 8601, or UNIX seconds with `timestamps: unix`. */
function secondsOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : parseIsoSeconds(value);
}
