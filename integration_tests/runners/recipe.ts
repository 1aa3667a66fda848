import assert from 'node:assert/strict';
import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { recipesFor } from '../support/recipes.ts';
import { execute } from './python.ts';
import type { Proof } from './proof.ts';
import { inWorld, size } from './world.ts';

const root = join(import.meta.dirname, '..', '..');

/** The lines for PyAirbyte in docs/deploy.md, as they stand, and once more with what the page says for lack of Docker. */
export function pyAirbyteRecipe(python: string, version: string): Promise<Proof> {
  return inWorld(python, async ({ aircall, config, folder, shim }) => {
    const [lines = ''] = await recipesFor('integration_tests/runners/recipe.ts');
    const { api_id, api_token, ...others }: Readonly<Record<string, unknown>> = { ...config };
    assert.deepEqual([api_id, api_token], [aircall.apiId, aircall.apiToken]);
    // Where the simulated Aircall is; nothing else differs from what a person copies.
    const pointed = replaced(lines, '_TOKEN")}', `_TOKEN"), **${JSON.stringify(others)}}`);
    const program = 'local_executable=Path("dist/main.js").absolute()';
    const forms = {
      image: pointed,
      program: `from pathlib import Path\n${replaced(pointed, 'docker_image="source-aircall:0.1.0"', program)}`,
    };
    for (const [form, code] of Object.entries(forms)) {
      // The default cache lies where the program is started.
      const cwd = join(folder, form);
      await mkdir(cwd);
      await symlink(join(root, 'dist'), join(cwd, 'dist'));
      const env = {
        ...(await shim()),
        AIRBYTE_OFFLINE_MODE: '1',
        DO_NOT_TRACK: '1',
        AIRCALL_API_ID: aircall.apiId,
        AIRCALL_API_TOKEN: aircall.apiToken,
      };
      const said = await execute(python, ['-W', 'ignore', '-c', code], { cwd, env });
      assert.match(said, new RegExp(`\\[${size.calls} rows x \\d+ columns\\]`), form);
    }
    return {
      runner: 'PyAirbyte',
      version,
      how: 'The lines of docs/deploy.md, with the image and with the program, into the default cache',
      result: `Each prints the ${size.calls} calls`,
    };
  });
}

function replaced(code: string, what: string, by: string): string {
  assert.equal(code.split(what).length, 2, `docs/deploy.md does not have ${what} once`);
  return code.replace(what, () => by);
}
