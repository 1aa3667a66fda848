import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { withSimulatedTime } from '../support/simulated-time.ts';

/** One run of the connector. */
export type Run = {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number | null;
  readonly seconds: number;
};

const MAIN = join(import.meta.dirname, '..', '..', 'dist', 'main.js');

/**
 * Runs the built connector in a process of its own. The configuration goes through standard input, so that the key is never
 * written to the disk. At a terminal, a person sees the table of `sync`.
 */
export async function runConnector(argv: readonly string[], config?: object): Promise<Run> {
  const begun = performance.now();
  const isWatched = process.stderr.isTTY && argv[0] === 'sync';
  const child = spawn(process.execPath, [MAIN, ...argv, ...(config === undefined ? [] : ['--config', '-'])], {
    stdio: ['pipe', 'pipe', isWatched ? 'inherit' : 'pipe'],
    env: { ...process.env, ...withSimulatedTime({}) },
  });
  const closed = once(child, 'close');
  child.stdin?.end(config === undefined ? '' : JSON.stringify(config));
  const [stdout, stderr] = await Promise.all([
    child.stdout === null ? '' : text(child.stdout),
    child.stderr === null ? '' : text(child.stderr),
    closed,
  ]);
  return { stdout, stderr, exitCode: child.exitCode, seconds: (performance.now() - begun) / 1000 };
}
