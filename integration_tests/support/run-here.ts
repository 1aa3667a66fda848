import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { run } from '../../src/cli/run.ts';
import type { Clock } from '../../src/http/clock.ts';
import { collector } from './in-process.ts';
import { Output } from './output.ts';
import { simulatedNowMs } from './simulated-time.ts';
import { VirtualClock } from './virtual-clock.ts';

export type HereOptions = {
  readonly config: object;
  readonly catalog?: object;
  readonly state?: unknown;
  readonly flags?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly clock?: Clock;
  readonly signal?: AbortSignal;
};

/** A run of the program in this process, and all that it said. */
export class HereRun extends Output {
  readonly exitCode: number;
  readonly stderr: string;

  constructor(stdout: string, exitCode: number, stderr: string) {
    if (stdout !== '' && !stdout.endsWith('\n')) throw new Error('The last line is not whole.');
    super(stdout.split('\n').slice(0, -1));
    this.exitCode = exitCode;
    this.stderr = stderr;
  }
}

/** A machine's clock that agrees with the simulated company's. */
function machineClock(config: object): VirtualClock {
  const startMs = simulatedNowMs('api_url' in config ? config.api_url : undefined);
  return new VirtualClock(startMs === undefined ? {} : { startMs });
}

/** Runs a command in this process, under a clock on which nothing takes time unless another one is given. */
export async function runHere(command: string, options: HereOptions): Promise<HereRun> {
  const directory = mkdtempSync(join(tmpdir(), 'source-aircall-'));
  const stdout = collector();
  const stderr = collector();
  const argv = [command, '--config', '-'];
  try {
    for (const name of ['catalog', 'state'] as const) {
      if (options[name] === undefined) continue;
      const path = join(directory, `${name}.json`);
      writeFileSync(path, JSON.stringify(options[name]));
      argv.push(`--${name}`, path);
    }
    const code = await run([...argv, ...(options.flags ?? [])], {
      stdout: stdout.out,
      stderr: stderr.out,
      stdin: Readable.from([JSON.stringify(options.config)]),
      env: options.env ?? {},
      clock: options.clock ?? machineClock(options.config),
      signal: options.signal ?? new AbortController().signal,
      uid: 1000,
    });
    return new HereRun(stdout.text(), code, stderr.text());
  } finally {
    rmSync(directory, { recursive: true });
  }
}
