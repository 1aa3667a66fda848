import assert from 'node:assert/strict';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { program, run } from '../conformance/target.ts';
import { IMAGE } from '../image/docker.ts';
import { streams } from '../../src/streams/registry.ts';
import { catalogOf } from '../support/catalog.ts';
import { countsIn, execute } from './python.ts';
import type { Proof } from './proof.ts';
import { inWorld, rowCounts } from './world.ts';

const root = join(import.meta.dirname, '..', '..');

/** Airbyte's standard tests of an image, over the image. They look for their files beside metadata.yaml. */
export function standardTests(python: string, version: string): Promise<Proof> {
  return inWorld(python, async ({ folder, config, shim }) => {
    const connector = join(folder, 'source-aircall');
    await mkdir(join(connector, 'secrets'), { recursive: true });
    for (const file of [
      'metadata.yaml',
      'acceptance-test-config.yml',
      'integration_tests/runners/test_image.py',
    ]) {
      await copyFile(join(root, file), join(connector, file.split('/').at(-1) ?? file));
    }
    const wrong = { ...config, api_token: 'a-token-that-nobody-ever-made' };
    await writeFile(join(connector, 'secrets', 'config.json'), JSON.stringify(config));
    await writeFile(join(connector, 'secrets', 'wrong_key.json'), JSON.stringify(wrong));
    const plugin = ['-p', 'airbyte_cdk.test.standard_tests.pytest_hooks', '--connector-image', IMAGE];
    const strict = ['-W', 'error::airbyte_cdk.test.standard_tests.DiscoveredCatalogWarning'];
    const said = await execute(
      python,
      ['-m', 'pytest', '-q', '-rA', ...strict, ...plugin, '--read-from-streams', 'all', 'test_image.py'],
      { cwd: connector, env: { ...(await shim()), DO_NOT_TRACK: '1' } },
    );
    const passed = [...said.matchAll(/^PASSED .*::(\w+)/gm)].map(([, name]) => name);
    for (const name of wanted) assert.ok(passed.includes(name), `${name} did not run:\n${said}`);
    return {
      runner: 'Airbyte’s standard tests (airbyte-cdk)',
      version,
      how: 'DockerConnectorTestSuite with the image: specification, check with a right and a wrong key, discover, read; what is only a warning there counts as an error',
      result: `${passed.length} tests pass`,
    };
  });
}

const wanted = ['spec', 'check', 'config_matches_spec', 'discover', 'read'].map(
  (what) => `test_docker_image_build_and_${what}`,
);

/** The assertion functions of the same package, over what the program says. */
export function assertionFunctions(python: string, version: string): Promise<Proof> {
  return inWorld(python, async ({ folder, config, aircall }) => {
    aircall.knobs.addOns = 'pro';
    aircall.account.insightsAtOnce = true;
    const catalog = catalogOf(streams.map(({ name }) => name));
    for (const command of ['spec', 'discover', 'read']) {
      const inputs = { ...(command !== 'spec' && { config }), ...(command === 'read' && { catalog }) };
      const { lines, exitCode } = await run(program, command, inputs);
      assert.equal(exitCode, 0);
      await writeFile(join(folder, `${command}.jsonl`), lines.map((line) => `${line}\n`).join(''));
    }
    const said = await execute(python, ['-W', 'ignore', join(import.meta.dirname, 'assertions.py'), folder]);
    const found: Readonly<Record<string, number>> = Object(countsIn(said));
    const counts = rowCounts(aircall);
    assert.deepEqual({ ...found, ...counts }, found);
    const [checks] = /^\d+ catalog checks hold/m.exec(said) ?? [];
    assert.ok(checks, said);
    return {
      runner: 'Airbyte’s assertion functions (airbyte-cdk)',
      version,
      how: 'find_catalog_problems, assert_read_records and assert_spec_is_valid over what the program says, those checks included that are not enforced yet',
      result: `${checks}; ${Object.values(counts).reduce((sum, count) => sum + count)} records fit their schemas`,
    };
  });
}
