import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The project's own folder. */
export const ROOT = join(import.meta.dirname, '..', '..');

/** The text of one of the project's files. */
export function fileText(path: string): Promise<string> {
  return readFile(join(ROOT, path), 'utf8');
}

/** All that the expression's first group matches in the text. */
export function allOf(text: string, expression: RegExp): readonly string[] {
  return [...text.matchAll(expression)].map(([, found = '']) => found);
}
