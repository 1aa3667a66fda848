import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { MAIN, ProcessRun } from '../../support/run-connector.ts';
import { IMAGE } from '../../image/docker.ts';
import { neverBegan, type Target } from '../target.ts';
import { environment, wrapper } from './wrapper.ts';
import { wholeLines } from '../../support/whole-lines.ts';

export type PodOptions = {
  readonly config?: unknown;
  readonly catalog?: unknown;
  readonly state?: unknown;
  /** User and group of the container; the program runs as whoever runs the tests. */
  readonly user?: string;
  /** Takes HOME away. */
  readonly homeless?: boolean;
  /** What the orchestrator does when it has read a line. */
  readonly onLine?: (line: string, orchestrator: Orchestrator) => void;
};

export type Orchestrator = {
  /** Asks the pod to end, as a cancelled sync does. */
  readonly cancel: () => void;
  /** Dies: nobody reads the pipe from now on. */
  readonly die: () => void;
};

/** What became of a pod. */
export type Pod = { readonly run: ProcessRun; readonly exitFile: string };

/** Names of the files, as the platform gives them to `read` and to the other commands. */
const files = {
  read: {
    folder: '/source',
    config: 'connectorConfig.json',
    catalog: 'catalog.json',
    state: 'inputState.json',
  },
  other: {
    folder: '/config',
    config: 'connectionConfiguration.json',
    catalog: 'catalog.json',
    state: 'inputState.json',
  },
} as const;

/**
 * Starts the connector as Airbyte's platform does on Kubernetes: a shell that evaluates AIRBYTE_ENTRYPOINT, in a folder
 * of the platform's; what `read` says goes through named pipes to the orchestrator, what the others say into a file.
 * The image has a CPU and 2 GiB, no capabilities, and may write nowhere but in that folder.
 */
export async function runPod(target: Target, command: string, options: PodOptions = {}): Promise<Pod> {
  const names = command === 'read' ? files.read : files.other;
  const folder = await mkdtemp(join(tmpdir(), 'pod-'));
  const inside = target.name === 'image' ? names.folder : folder;
  try {
    // As an emptyDir is that any user of the pod may write to.
    await chmod(folder, 0o777);
    const flags: string[] = [];
    for (const name of ['config', 'catalog', 'state'] as const) {
      if (options[name] === undefined) continue;
      await writeFile(join(folder, names[name]), JSON.stringify(options[name]));
      await chmod(join(folder, names[name]), 0o444);
      flags.push(`--${name} ${inside}/${names[name]}`);
    }
    const script = `${options.homeless === true ? 'unset HOME; ' : ''}${wrapper(`${command} ${flags.join(' ')}`, inside, command === 'read')}`;
    if (command === 'read') {
      const made = spawnSync('mkfifo', ['-m', '666', join(folder, 'stdout'), join(folder, 'stderr')]);
      if (made.status !== 0) throw new Error(`no named pipes: ${String(made.stderr)}`);
    }
    const [file = '', ...argv] =
      target.name === 'image' ? container(folder, names.folder, options, script) : ['sh', '-c', script];
    const child = spawn(file, argv, {
      cwd: folder,
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe'],
      ...(target.name === 'program' && {
        env: { PATH: process.env['PATH'], ...environment(`'${process.execPath}' '${MAIN}'`) },
      }),
    });
    const complaint = text(child.stderr);
    const lines =
      command === 'read' ? await orchestrate(child, folder, options.onLine) : await output(child, folder);
    if (neverBegan(child)) throw new Error(`the pod never began: ${await complaint}`);
    const stderr = command === 'read' ? await readFile(join(folder, 'errors'), 'utf8') : '';
    return {
      run: new ProcessRun(lines, child, stderr),
      exitFile: await readFile(join(folder, 'exitCode.txt'), 'utf8'),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function container(
  folder: string,
  inside: string,
  { user = '1000:1000' }: PodOptions,
  script: string,
): readonly string[] {
  return [
    'docker',
    'run',
    '--rm',
    '--network',
    'host',
    '--user',
    user,
    '--workdir',
    inside,
    '--cpus',
    '1',
    '--memory',
    '2g',
    '--cap-drop',
    'ALL',
    '--security-opt',
    'no-new-privileges',
    '--read-only',
    '--volume',
    `${folder}:${inside}`,
    '--volume',
    `${folder}:/tmp:ro`,
    ...Object.entries(environment()).flatMap(([name, value]) => ['--env', `${name}=${value}`]),
    '--entrypoint',
    'sh',
    IMAGE,
    '-c',
    script,
  ];
}

/** Reads the pipes to their end, and then sees to it that nothing of the pod is left, as the kernel does there. */
async function orchestrate(
  child: ChildProcess,
  folder: string,
  onLine: PodOptions['onLine'],
): Promise<readonly string[]> {
  const errors = spawn('sh', ['-c', 'cat stderr > errors'], { cwd: folder, stdio: 'ignore' });
  const reader = spawn('cat', ['stdout'], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
  const over = ended(child);
  const drained = Promise.all([once(reader, 'close'), once(errors, 'close')]);
  const written: Promise<void>[] = [];
  let dead = false;
  const orchestrator: Orchestrator = {
    cancel: () => written.push(writeFile(join(folder, 'TERMINATED'), '')),
    die: () => {
      dead = true;
      reader.kill('SIGKILL');
    },
  };
  const lines: string[] = [];
  const reading = (async () => {
    for await (const line of wholeLines(reader.stdout)) {
      // What comes after may be half a line.
      if (dead) continue;
      lines.push(line);
      onLine?.(line, orchestrator);
    }
  })();
  await over;
  // Nobody has opened the pipes then.
  if (neverBegan(child)) for (const each of [reader, errors]) each.kill('SIGKILL');
  await drained;
  await Promise.all([reading, ...written]);
  return lines;
}

async function output(child: ChildProcess, folder: string): Promise<readonly string[]> {
  await ended(child);
  if (neverBegan(child)) return [];
  return (await readFile(join(folder, 'jobOutput.json'), 'utf8')).split('\n').slice(0, -1);
}

/** Waits for the end of the process, and ends what is left of its group. */
async function ended(child: ChildProcess): Promise<void> {
  await once(child, 'exit');
  try {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  } catch {
    // Nothing was left.
  }
}
