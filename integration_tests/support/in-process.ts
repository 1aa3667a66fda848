import { Readable, Writable } from 'node:stream';
import { run } from '../../src/cli/run.ts';

/** What can be different about the world that the program runs in. */
export type World = {
  readonly stdin?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Whether standard error is a person's terminal. */
  readonly terminal?: boolean;
  readonly signal?: AbortSignal;
  /** Takes the place of standard output, whose text is then empty. */
  readonly out?: Writable;
  readonly onWarning?: (listener: (warning: Error) => void) => void;
};

/** All that came of a run. */
export type Outcome = { readonly code: number; readonly stdout: string; readonly stderr: string };

/** Takes everything at once and remembers it. */
export function collector(): { readonly out: Writable; readonly text: () => string } {
  const chunks: string[] = [];
  const out = new Writable({
    write(chunk, _encoding, done) {
      chunks.push(String(chunk));
      done();
    },
  });
  return { out, text: () => chunks.join('') };
}

/** Runs the program without a process of its own: as uid 1000, under a clock that stands still and never waits. */
export async function runInProcess(argv: readonly string[], world: World = {}): Promise<Outcome> {
  const stdout = collector();
  const stderr = collector();
  const code = await run(argv, {
    stdout: world.out ?? stdout.out,
    stderr: Object.assign(stderr.out, { isTTY: world.terminal === true }),
    stdin: Readable.from([world.stdin ?? '']),
    env: world.env ?? {},
    clock: {
      now: () => 1_800_000_000_000,
      sleep: () => Promise.resolve(),
      every: () => () => undefined,
      random: () => 0.5,
    },
    signal: world.signal ?? new AbortController().signal,
    uid: 1000,
    ...(world.onWarning && { onWarning: world.onWarning }),
  });
  return { code, stdout: stdout.text(), stderr: stderr.text() };
}

/** The messages of an output. Throws when any of its lines is not whole or not JSON. */
export function messagesIn(stdout: string): readonly Message[] {
  if (stdout !== '' && !stdout.endsWith('\n')) throw new Error('The last line is not whole.');
  return stdout
    .split('\n')
    .slice(0, -1)
    .map((line): Message => JSON.parse(line));
}

/** A message as a test looks at it. */
export type Message = {
  readonly type: string;
  readonly log?: { readonly level: string; readonly message: string; readonly stack_trace?: string };
  readonly connectionStatus?: { readonly status: string; readonly message?: string };
  readonly trace?: {
    readonly type: string;
    readonly error?: { readonly message: string; readonly failure_type: string };
  };
};

/** The log lines of an output, each `LEVEL code: text`. */
export function logsIn(stdout: string): readonly string[] {
  return messagesIn(stdout).flatMap(({ log }) => (log === undefined ? [] : [`${log.level} ${log.message}`]));
}
