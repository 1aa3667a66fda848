import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const execute = promisify(execFile);

let folder: string;
let packed: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pack-'));
  const { stdout } = await execute('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: root });
  packed = join(folder, stdout.trim());
  // What `npm ci` fetched for the project is in npm's cache.
  const install = ['install', '--silent', '--prefer-offline', '--no-audit', '--no-fund', packed];
  await execute('npm', install, { cwd: folder });
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

test('what npm pack makes works after npm install in an empty folder', async () => {
  const { stdout } = await execute('npx', ['--no-install', 'source-aircall', 'spec'], { cwd: folder });
  expect(JSON.parse(stdout)).toMatchObject({ type: 'SPEC' });
  const version = await execute('npx', ['--no-install', 'source-aircall', '--version'], { cwd: folder });
  const { version: declared } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  expect(version.stdout.trim()).toBe(declared);
});

test('it holds the program and its pages, and neither sources nor tests', async () => {
  const { stdout } = await execute('tar', ['-tzf', packed]);
  const files = stdout.trim().split('\n');
  for (const file of ['dist/main.js', 'README.md', 'LICENSE', 'docs/errors.md', 'dist/sbom.cdx.json'])
    expect(files).toContain(`package/${file}`);
  expect(
    files.filter((file) => /^package\/(?:src|integration_tests|\.ci)|\.ts$|config\.json$/.test(file)),
  ).toEqual([]);
});
