import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import manifest from '../../package.json' with { type: 'json' };

/** The image that the tests build. */
export const IMAGE = `source-aircall:${manifest.version}`;

/** As the Dockerfile has it. */
export const BASE = 'node:24-slim';

export type Result = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

/** Docker's exit code when it was itself that failed and not what it ran. */
const ENGINE_FAILED = 125;

/** Runs the Docker client. Rejects when there is none, or when it could not run what it was to run. */
export async function docker(args: readonly string[], input = ''): Promise<Result> {
  const child = spawn('docker', args, { stdio: 'pipe' });
  const done = once(child, 'close');
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), done]);
  if (child.exitCode === ENGINE_FAILED) throw failure(args, stderr);
  return { code: child.exitCode, stdout, stderr };
}

/** Runs the Docker client and gives its output; throws when it fails. */
export async function dockerOutput(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await docker(args);
  if (code !== 0) throw failure(args, stderr);
  return stdout.trim();
}

function failure(args: readonly string[], stderr: string): Error {
  return new Error(`docker ${args.join(' ')} failed: ${stderr}`);
}

/**
 * Runs the image with `flags` for Docker and `command` for the connector. On the host's network, where the simulated
 * Aircall listens.
 */
export function runImage(
  { flags = [], input }: { flags?: readonly string[]; input?: string },
  ...command: string[]
): Promise<Result> {
  const stdin = input === undefined ? [] : ['--interactive'];
  return docker(['run', '--rm', '--network', 'host', ...stdin, ...flags, IMAGE, ...command], input);
}
