import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Row } from '../simulator/people.ts';

/** What the newest run wrote into a folder of `sync`. */
export type NewestRun = {
  /** Its rows, by stream. */
  readonly rows: ReadonlyMap<string, readonly Row[]>;
  /** Everything else that it said. */
  readonly messages: readonly Readonly<Record<string, unknown>>[];
};

/** Reads it. */
export async function newestRun(folder: string): Promise<NewestRun> {
  const [run = ''] = (await readdir(join(folder, 'runs'))).toSorted().toReversed();
  const rows = new Map<string, readonly Row[]>();
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (!entry.isDirectory() || entry.name === 'runs') continue;
    rows.set(entry.name, await linesOf(join(folder, entry.name, run)));
  }
  return { rows, messages: await linesOf(join(folder, 'runs', run)) };
}

async function linesOf(path: string): Promise<readonly Row[]> {
  const content = await readFile(path, 'utf8').catch(() => '');
  return content
    .split('\n')
    .filter((line) => line !== '')
    .map((line): Row => JSON.parse(line));
}
