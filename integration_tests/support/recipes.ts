import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');

/** The pages whose code is executed, in the order in which a reader meets them. */
const PAGES = ['README.md', 'docs/deploy.md', 'docs/prove-it.md', 'docs/use-the-data.md'];

/** The code after each mark in the pages that says that this file of the project executes it, in order. */
export async function recipesFor(file: string): Promise<readonly string[]> {
  const pages = await Promise.all(PAGES.map((page) => readFile(join(ROOT, page), 'utf8')));
  return pages.flatMap((page) =>
    page
      .split(`<!-- executed by ${file} -->`)
      .slice(1)
      .map((after) => withoutIndent(/^\s*```\w+\n(.*?)```/s.exec(after)?.[1] ?? '')),
  );
}

/** Code in a list is indented as the list is. */
function withoutIndent(code: string): string {
  const indent = /^ */.exec(code)?.[0] ?? '';
  return code.replaceAll(new RegExp(`^${indent}`, 'gm'), '');
}
