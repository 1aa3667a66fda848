import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';

/** The installer of the runners; pip alone takes ten times as long. */
const UV = 'uv==0.9.30';

const root = join(import.meta.dirname, '..', '..');
const venv = join(root, '.venv');

/** The Python of a virtual environment that has what requirements.txt says. Makes it when it is not there. */
export async function preparedPython(): Promise<string> {
  const python = join(venv, 'bin', 'python');
  const stamp = join(venv, 'requirements.txt');
  const requirements = join(import.meta.dirname, 'requirements.txt');
  const wanted = await readFile(requirements, 'utf8');
  if (existsSync(stamp) && (await readFile(stamp, 'utf8')) === wanted) return python;
  await execute('python3.11', ['-m', 'venv', '--clear', venv]);
  await execute(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', UV]);
  await execute(join(venv, 'bin', 'uv'), [
    'pip',
    'install',
    '--quiet',
    '--python',
    python,
    '--requirement',
    requirements,
  ]);
  await writeFile(stamp, wanted);
  return python;
}

export type Surroundings = { readonly cwd?: string; readonly env?: Readonly<Record<string, string>> };

/** Runs a program to its end and gives its output. Throws with all that it said when it fails. */
export async function execute(
  file: string,
  args: readonly string[],
  { cwd = root, env = {} }: Surroundings = {},
): Promise<string> {
  const path = [env['PATH'], dirname(process.execPath), process.env['PATH']].filter(Boolean).join(delimiter);
  const child = spawn(file, args, {
    cwd,
    env: { ...process.env, ...env, PATH: path },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const done = once(child, 'close');
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), done]);
  if (child.exitCode === 0) return stdout;
  throw new Error(
    `${[file, ...args].join(' ')} ended with ${child.exitCode}:\n${stdout.slice(-8000)}${stderr.slice(-8000)}`,
  );
}

/** The `counts` of the last line, in which the scripts of this folder give their result. */
export function countsIn(stdout: string): unknown {
  const result: { counts?: unknown } = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '');
  if (result.counts === undefined) throw new Error(`no counts in the last line of ${stdout.slice(-500)}`);
  return result.counts;
}
