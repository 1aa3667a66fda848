import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compatibilityPage, emulated, PAGE } from '../runners/compatibility.ts';

const root = join(import.meta.dirname, '..', '..');
const page = await readFile(PAGE, 'utf8');

describe('docs/compatibility.md', () => {
  test('names the runners in the versions that requirements.in pins', async () => {
    const pins = await readFile(join(root, 'integration_tests', 'runners', 'requirements.in'), 'utf8');
    const versions = pins
      .trim()
      .split('\n')
      .map((line) => line.split('==')[1]);
    const rows = page
      .slice(0, page.indexOf('## Emulated'))
      .split('\n')
      .filter((line) => line.startsWith('| '));
    const shown = rows.slice(2).map((row) => row.split('|')[2]?.trim());
    // DuckDB comes with PyAirbyte, in the version that requirements.txt says.
    const all = await readFile(join(root, 'integration_tests', 'runners', 'requirements.txt'), 'utf8');
    const duckdb = /^duckdb==(\S+)/m.exec(all)?.[1];
    expect(new Set(shown)).toEqual(new Set([...versions, duckdb]));
  });

  test('says of what is emulated what the tests do, and nothing else', async () => {
    expect(below(page)).toBe(below(await compatibilityPage([])));
  });

  test.each(emulated)('$runner ($test) has a test of that name', async ({ runner, test: file }) => {
    const text = await readFile(join(root, file), 'utf8');
    const [name = ''] = runner.split(' (');
    expect(text).toContain(`an emulation of ${name}`);
  });
});

function below(text: string): string {
  return text.slice(text.indexOf('## Emulated'));
}
