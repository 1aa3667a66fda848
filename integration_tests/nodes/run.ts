/**
 * `npm run test:nodes`: the built program on older versions of Node.js, each from the npm package `node`. Those that are
 * too old are told so in one line and exit 1; the oldest supported one prints its version.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MAIN } from '../support/run-connector.ts';

const TOO_OLD = ['12.22.12', '14.21.3', '16.20.2', '18.20.8', '20.19.0'];
const SUPPORTED = ['22.19.0'];

const folder = mkdtempSync(join(tmpdir(), 'nodes-'));
let failed = 0;
for (const version of [...TOO_OLD, ...SUPPORTED]) {
  const prefix = join(folder, version);
  const installed = spawnSync('npm', ['install', '--silent', '--prefix', prefix, `node@${version}`], {
    encoding: 'utf8',
  });
  if (installed.status !== 0) throw new Error(`npm could not install node@${version}: ${installed.stderr}`);
  const node = join(prefix, 'node_modules', 'node', 'bin', 'node');
  for (const command of ['--version', 'spec', 'check', 'read']) {
    const { status, stdout, stderr } = spawnSync(node, [MAIN, command], { encoding: 'utf8' });
    const isTooOld = TOO_OLD.includes(version);
    const lines = stderr.trim().split('\n');
    const isRight = isTooOld
      ? status === 1 &&
        stdout === '' &&
        lines.length === 1 &&
        stderr.includes(version) &&
        stderr.includes('22.19')
      : stdout !== '' && !stderr.includes('SyntaxError');
    console.log(`${isRight ? 'ok' : 'FAILED'} Node.js ${version} ${command}: exit ${status}`);
    if (!isRight) failed++;
  }
}
rmSync(folder, { recursive: true });
process.exitCode = failed === 0 ? 0 : 1;
