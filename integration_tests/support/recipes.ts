import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const PAGE = join(import.meta.dirname, '..', '..', 'docs', 'deploy.md');

/** The code after each mark in docs/deploy.md that says that this file of the project executes it, in order. */
export async function recipesFor(file: string): Promise<readonly string[]> {
  const page = await readFile(PAGE, 'utf8');
  return page
    .split(`<!-- executed by ${file} -->`)
    .slice(1)
    .map((after) => /^\s*```\w+\n(.*?)```/s.exec(after)?.[1] ?? '');
}
