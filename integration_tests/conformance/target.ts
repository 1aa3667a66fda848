import { spawn, type ChildProcess, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { docker, IMAGE } from '../image/docker.ts';
import type { Configured } from '../support/catalog.ts';
import { requirePlatformRules } from '../support/platform-rules.ts';
import { withSimulatedTime } from '../support/simulated-time.ts';
import { MAIN, ProcessRun } from '../support/run-connector.ts';

/** The connector in one of the forms in which it is shipped: the same tests run over both. */
export type Target = {
  readonly name: 'program' | 'image';
  /** The folder in which each run gets one for its files. */
  readonly home: string;
  /** Where the connector finds what is in `folder`; a container has it mounted. */
  inside(folder: string, mount: string): string;
  /** The command line that starts it, and what ends it by force. */
  launch(launch: Launch): { readonly argv: readonly string[]; readonly stop: () => Promise<unknown> };
};

type Launch = {
  readonly folder: string;
  readonly mount: string;
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** A shell command that starts `"$@"`; without one it is started by itself. */
  readonly shell: string | undefined;
  /** Flags of `docker run`: for tests of a container of its own. */
  readonly docker: readonly string[];
};

export const program: Target = {
  name: 'program',
  home: tmpdir(),
  inside: (folder) => folder,
  launch: ({ command, env, shell }) => {
    const words = [process.execPath, MAIN, ...command];
    const started = shell === undefined ? words : ['sh', '-c', shell, 'sh', ...words];
    return { argv: ['env', ...pairs(env), ...started], stop: async () => {} };
  },
};

const ENTRY_POINT = ['sh', '/airbyte/integration_code/entrypoint.sh'];

/** A container for each run, on the host's network, where the simulated Aircall listens. */
export const image: Target = {
  name: 'image',
  home: tmpdir(),
  inside: (_folder, mount) => mount,
  launch: ({ folder, mount, command, env, shell, docker: flags }) => {
    const name = `source-aircall-${crypto.randomUUID()}`;
    const argv = [
      'docker',
      'run',
      '--rm',
      '--interactive',
      '--network',
      'host',
      '--name',
      name,
      '--volume',
      `${folder}:${mount}`,
      ...pairs(env).flatMap((pair) => ['--env', pair]),
      ...flags,
      ...(shell === undefined
        ? [IMAGE, ...command]
        : ['--entrypoint', 'sh', IMAGE, '-c', shell, 'sh', ...ENTRY_POINT, ...command]),
    ];
    return { argv, stop: () => docker(['kill', name]) };
  },
};

/** As `docker` and `env` take them. */
export function pairs(env: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(env).map(([name, value]) => `${name}=${value}`);
}

export type Inputs = {
  readonly config?: unknown;
  readonly catalog?: { readonly streams: readonly Configured[] };
  readonly state?: unknown;
  readonly flags?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly docker?: readonly string[];
  /** Where the folder with the files is mounted in the image. Default: /secrets. */
  readonly mount?: string;
  /** What else than 0755 the mode of that folder is. */
  readonly mode?: number;
  readonly shell?: string;
  /** What it can read from standard input. Default: nothing. */
  readonly stdin?: string;
  /** Nobody reads standard error while it runs. */
  readonly undrained?: boolean;
  /** Ends the run by force once this many lines were read; nothing after them counts as said. */
  readonly killAfter?: number;
};

/** Runs one command over files that others may read and nobody may write to. */
export async function run(target: Target, command: string, inputs: Inputs = {}): Promise<ProcessRun> {
  const { mount = '/secrets', docker: flags = [], shell } = inputs;
  const env = withSimulatedTime(inputs.env ?? {});
  const folder = await mkdtemp(join(target.home, 'conformance-'));
  try {
    const files = await writeInputs(folder, target.inside(folder, mount), inputs);
    const words = [command, ...files, ...(inputs.flags ?? [])];
    const { argv, stop } = target.launch({ folder, mount, command: words, env, shell, docker: flags });
    const finished = await collect(argv, stop, inputs);
    const { catalog, killAfter } = inputs;
    const cutOff = killAfter !== undefined;
    requirePlatformRules(finished, { cutOff, ...(catalog !== undefined && { catalog }) });
    return finished;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Writes the files and gives the flags that name them, as the connector sees them. */
async function writeInputs(folder: string, seenAs: string, inputs: Inputs): Promise<readonly string[]> {
  const flags: string[] = [];
  for (const name of ['config', 'catalog', 'state'] as const) {
    if (inputs[name] === undefined) continue;
    const path = join(folder, `${name}.json`);
    await writeFile(path, JSON.stringify(inputs[name]));
    await chmod(path, 0o444);
    flags.push(`--${name}`, join(seenAs, `${name}.json`));
  }
  await chmod(folder, inputs.mode ?? 0o755);
  return flags;
}

async function collect(
  [file = '', ...argv]: readonly string[],
  stop: () => Promise<unknown>,
  { stdin = '', undrained = false, killAfter }: Inputs,
): Promise<ProcessRun> {
  const child = spawn(file, argv, { stdio: 'pipe' });
  const closed = once(child, 'close');
  child.stdin.on('error', () => {});
  child.stdin.end(stdin);
  const stderr = undrained ? textAfterExit(child) : text(child.stderr);
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout, crlfDelay: Infinity })) {
    lines.push(line);
    if (lines.length === killAfter) {
      await stop();
      child.kill('SIGKILL');
      break;
    }
  }
  await closed;
  const killed = child.exitCode === KILLED && killAfter === undefined;
  if (neverBegan(child) || killed || lines.length === 0) {
    const { exitCode, signalCode } = child;
    const end = `exit code ${exitCode ?? signalCode}, ${lines.length} lines`;
    throw new Error(`the connector could not be heard out: ${end}, and ${await stderr}`);
  }
  return new ProcessRun(lines, child, await stderr);
}

/** What Docker makes of SIGKILL. */
const KILLED = 137;

/** `docker` and `env` have these exit codes when they could not start what they were to start; the connector has none. */
export function neverBegan({ exitCode }: ChildProcess): boolean {
  return exitCode === 125 || exitCode === 126 || exitCode === 127;
}

/** What nobody reads before the end. Node throws it away if there is no reader when it says that the process has ended. */
function textAfterExit(child: ChildProcessWithoutNullStreams): Promise<string> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve(text(child.stderr)));
  });
}
