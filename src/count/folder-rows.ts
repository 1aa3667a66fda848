import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ConfigError } from '../errors/errors.ts';
import { isObject } from '../json/is-object.ts';
import { parseIsoSeconds } from '../sync/instant.ts';
import type { Period } from './calendar.ts';

/**
 * How many different calls of each period the files of `sync` hold, each at the time that its last row says. Throws ConfigError
 * where the folder has no calls.
 */
export async function rowsInFolder(folder: string, periods: readonly Period[]): Promise<readonly number[]> {
  const startedAt = new Map<unknown, number>();
  for (const path of await filesOf(folder)) {
    for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
      const row: unknown = line === '' ? undefined : JSON.parse(line);
      if (!isObject(row)) continue;
      const at = secondsOf(row['started_at']);
      if (at !== undefined) startedAt.set(row['id'], at);
    }
  }
  const counts = periods.map(() => 0);
  for (const at of startedAt.values()) {
    const index = periods.findIndex(({ from, to }) => at >= from && at < to);
    if (index !== -1) counts[index] = (counts[index] ?? 0) + 1;
  }
  return counts;
}

async function filesOf(folder: string): Promise<readonly string[]> {
  try {
    const names = await readdir(join(folder, 'calls'));
    return names
      .filter((name) => name.endsWith('.jsonl'))
      .toSorted()
      .map((name) => join(folder, 'calls', name));
  } catch {
    throw new ConfigError(
      'The folder given with --rows has no calls of `sync` in it. Give the folder that `sync --to` wrote into.',
    );
  }
}

/** A time as `sync` writes it: ISO 8601, or UNIX seconds with `timestamps: unix`. */
function secondsOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : parseIsoSeconds(value);
}
