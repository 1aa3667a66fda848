import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Random } from '../simulator/random.ts';
import { messagesIn, runInProcess } from '../support/in-process.ts';
import { formsOf, leaksIn, secretKey } from '../support/secrets.ts';

const forms = formsOf(secretKey);

/**
 * A run with arguments and files of any kind, without a network. Returns what went wrong: a crash, half a line, a secret
 * that came out, an exit code that is neither success nor failure.
 */
export async function runHostileInputs(random: Random): Promise<readonly string[]> {
  const directory = mkdtempSync(join(tmpdir(), 'hostile-'));
  try {
    const argv = Array.from({ length: random.int(0, 7) }, () => argument(random, directory));
    const { code, stdout, stderr } = await runInProcess(
      [random.pick(['check', 'discover', 'read', 'spec', 'raed']), ...argv],
      {
        stdin: content(random),
      },
    );
    const problems: string[] = [];
    if (code !== 0 && code !== 1) problems.push(`exit code ${code}`);
    if (leaksIn(stdout + stderr, forms).length > 0) problems.push('a secret came out');
    if (stdout.includes('inside the connector')) problems.push(`a crash: ${stdout.slice(0, 300)}`);
    if (!stdout.startsWith('source-aircall') && stdout.startsWith('{')) messagesIn(stdout);
    if (stdout.length > 200_000) problems.push(`${stdout.length} characters were said`);
    return problems.map((problem) => `${JSON.stringify(argv).slice(0, 300)}: ${problem}`);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function argument(random: Random, directory: string): string {
  const path = join(directory, `f${random.int(0, 1_000_000)}.json`);
  writeFileSync(path, content(random));
  const flag = random.pick([
    '--config',
    '--catalog',
    '--state',
    '--confg',
    '--constructor',
    '--__proto__',
    '--debug',
    '-',
    '--',
    `--${secretKey.apiToken}`,
  ]);
  const value = random.pick([
    path,
    path,
    path,
    '-',
    '',
    '/',
    '/dev/null',
    '\u0000',
    secretKey.apiToken,
    JSON.stringify({ api_token: secretKey.apiToken }),
  ]);
  return random.pick([flag, value, `${flag}=${value}`, `${flag}=${value}`]);
}

function content(random: Random): string {
  const count = random.logInt(1, 50_000);
  return random.pick([
    () => '',
    () => '{}',
    () =>
      JSON.stringify({
        api_id: secretKey.apiId,
        api_token: secretKey.apiToken,
        api_url: 'http://127.0.0.1:9',
        lookback_days: random.pick([7, '7', -1, [], null]),
      }),
    () => JSON.stringify({ api_id: [secretKey.apiId], api_token: { x: secretKey.apiToken } }),
    () => '['.repeat(count),
    () => JSON.stringify({ streams: [] }),
    () =>
      JSON.stringify({
        streams: Array.from({ length: Math.min(count, 2000) }, (_, at) => ({ stream: { name: `s${at}` } })),
      }),
    () =>
      JSON.stringify(
        Array.from({ length: Math.min(count, 2000) }, () => ({
          type: 'STATE',
          state: random.pick([null, 1, {}, { type: 'STREAM' }]),
        })),
      ),
    () => `{"users":"${'\\u0041'.repeat(count)}"}`,
    () => `{"a":1}\n{"b":2}\n${secretKey.apiToken}`,
    () => '\ufeff{}',
  ])();
}
