import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

/** What a process cost. */
export type Cost = {
  readonly ms: number;
  /** Processor time, user and system; undefined where there is no /proc. */
  readonly cpuMs: number | undefined;
  /** The most memory that it held at any time (resident, in MiB); undefined where there is no /proc. */
  readonly peakMb: number | undefined;
};

export type PipedRun = Cost & {
  readonly records: number;
  /** Epoch milliseconds when the process was gone. */
  readonly endedMs: number;
};

/** Counts the records that come to its standard input. */
const COUNTER = ['grep', '-c', '^{"type": *"RECORD"'] as const;

/** How often memory and processor time are looked at. */
const LOOK_MS = 10;

/**
 * Runs a command whose output goes through a real pipe, as in a container, to a process that counts its records (or
 * to one that takes them slowly, and then counts). Throws when it fails.
 */
export async function runPiped(
  command: readonly string[],
  reader: readonly string[] = COUNTER,
): Promise<PipedRun> {
  const directory = mkdtempSync(join(tmpdir(), 'bench-pipe-'));
  try {
    const pipe = openPipe(join(directory, 'pipe'));
    const counter = spawn(reader[0] ?? '', reader.slice(1), {
      stdio: [pipe.read, 'pipe', 'inherit'],
      env: { PATH: process.env['PATH'], LC_ALL: 'C' },
    });
    const counted = everything(counter.stdout);
    closeSync(pipe.read);
    const cost = await runOnce(command, pipe.write);
    const endedMs = Date.now();
    return { ...cost, endedMs, records: Number(await counted) };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Runs a command; its output goes to `stdout` (a file descriptor, closed here) or nowhere. Throws when it fails. */
export async function runOnce(command: readonly string[], stdout?: number): Promise<Cost> {
  const [program = '', ...argv] = command;
  const begun = performance.now();
  const child = spawn(program, argv, {
    stdio: ['ignore', stdout ?? 'ignore', 'pipe'],
    env: { PATH: process.env['PATH'], HOME: tmpdir() },
  });
  if (stdout !== undefined) closeSync(stdout);
  const said = everything(child.stderr);
  let seen: Pick<Cost, 'cpuMs' | 'peakMb'> = { cpuMs: undefined, peakMb: undefined };
  const look = setInterval(() => {
    seen = lookAt(child.pid) ?? seen;
  }, LOOK_MS);
  const [code] = await once(child, 'exit');
  const ms = performance.now() - begun;
  clearInterval(look);
  if (code !== 0) throw new Error(`${program} ended with ${String(code)}: ${(await said).slice(-2000)}`);
  return { ms, ...seen };
}

async function everything(stream: ChildProcess['stdout']): Promise<string> {
  return stream === null ? '' : text(stream);
}

/** Both ends of a named pipe; opening one end alone would wait for the other. */
function openPipe(path: string): { readonly read: number; readonly write: number } {
  execFileSync('mkfifo', [path]);
  const both = openSync(path, constants.O_RDWR);
  const read = openSync(path, constants.O_RDONLY);
  const write = openSync(path, constants.O_WRONLY);
  closeSync(both);
  return { read, write };
}

/** Linux only. */
function lookAt(pid: number | undefined): Pick<Cost, 'cpuMs' | 'peakMb'> | undefined {
  try {
    const peak = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    if (peak === undefined) return undefined;
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // A tick is 10 ms on every Linux that Node runs on.
    return { peakMb: Number(peak) / 1024, cpuMs: 10 * (Number(fields[11]) + Number(fields[12])) };
  } catch {
    return undefined;
  }
}
