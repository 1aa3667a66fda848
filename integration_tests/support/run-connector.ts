import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { Configured } from './catalog.ts';
import { Output } from './output.ts';
import { requirePlatformRules } from './platform-rules.ts';
import { withSimulatedTime } from './simulated-time.ts';

/** The built program. */
export const MAIN = join(import.meta.dirname, '..', '..', 'dist', 'main.js');

export type RunOptions = {
  readonly config?: object;
  readonly catalog?: { readonly streams: readonly Configured[] };
  readonly state?: unknown;
  /** One of the files goes through standard input. */
  readonly onStdin?: 'config' | 'catalog' | 'state';
  readonly flags?: readonly string[];
  /** All of the environment, apart from PATH. */
  readonly env?: Readonly<Record<string, string>>;
  /** Called for each line before the next one is read: a slow reader is one whose promise takes its time. */
  readonly onLine?: (line: string, number: number, child: ChildProcess) => void | Promise<void>;
  /** Ends the process once this line (counted from 1) was read; nothing after it counts as said. */
  readonly killAfter?: number;
};

/** A run of the program in a process of its own, and all that it said. */
export class ProcessRun extends Output {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stderr: string;

  constructor(lines: readonly string[], child: ChildProcess, stderr: string) {
    super(lines);
    this.exitCode = child.exitCode;
    this.signal = child.signalCode;
    this.stderr = stderr;
  }
}

/**
 * Runs `node dist/main.js <command>` with its inputs in files of a directory that is removed afterwards. Throws when it
 * broke a rule of the platform.
 */
export async function runConnector(command: string, options: RunOptions = {}): Promise<ProcessRun> {
  const started = start(command, options);
  try {
    const lines: string[] = [];
    const { child } = started;
    const stderr = text(started.stderr);
    const closed = once(child, 'close');
    for await (const line of createInterface({ input: started.stdout, crlfDelay: Infinity })) {
      lines.push(line);
      await options.onLine?.(line, lines.length, child);
      if (lines.length === options.killAfter) {
        child.kill('SIGKILL');
        break;
      }
    }
    await closed;
    const run = new ProcessRun(lines, child, await stderr);
    const { catalog, env, killAfter } = options;
    requirePlatformRules(run, {
      ...(catalog !== undefined && { catalog }),
      // Said by then; the process itself may have come to its end before it was killed.
      cutOff: killAfter !== undefined,
      nodeDebug: env?.['NODE_DEBUG'] !== undefined,
    });
    return run;
  } finally {
    started[Symbol.dispose]();
  }
}

export type Started = {
  readonly child: ChildProcess;
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** Ends the process, if it still lives, and removes its files. */
  [Symbol.dispose](): void;
};

/** Starts the program and leaves its output to the caller. */
export function start(command: string, options: RunOptions = {}): Started {
  if (!existsSync(MAIN)) throw new Error('There is no dist/main.js: run `npm run build` first.');
  const directory = mkdtempSync(join(tmpdir(), 'source-aircall-'));
  const argv = [MAIN, command];
  for (const name of ['config', 'catalog', 'state'] as const) {
    if (options[name] === undefined) continue;
    const path = join(directory, `${name}.json`);
    if (options.onStdin !== name) writeFileSync(path, JSON.stringify(options[name]));
    argv.push(`--${name}`, options.onStdin === name ? '-' : path);
  }
  const child = spawn(process.execPath, [...argv, ...(options.flags ?? [])], {
    env: { PATH: process.env['PATH'], ...withSimulatedTime(options.env ?? {}, apiUrlOf(options.config)) },
    cwd: directory,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  // The program may end before it has read its input.
  child.stdin.on('error', () => undefined);
  child.stdin.end(options.onStdin === undefined ? '' : JSON.stringify(options[options.onStdin]));
  return {
    child,
    stdout: child.stdout,
    stderr: child.stderr,
    [Symbol.dispose]: () => {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

function apiUrlOf(config: object = {}): unknown {
  return 'api_url' in config ? config.api_url : undefined;
}

/** The settings that read a simulated account as fast as it answers. */
export function configFor(
  aircall: { readonly apiId: string; readonly apiToken: string },
  url: string,
  settings: object = {},
): object {
  return {
    api_id: aircall.apiId,
    api_token: aircall.apiToken,
    api_url: url,
    requests_per_minute: 1_000_000,
    ...settings,
  };
}
