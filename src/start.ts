import { fstatSync } from 'node:fs';
import { Socket } from 'node:net';
import { run } from './cli/run.ts';
import { systemClock } from './http/clock.ts';
import { endNow } from './runtime/end-now.ts';
import { watchMemory } from './runtime/memory.ts';
import { Stopped } from './runtime/stop.ts';

/** After a signal the process is gone within two seconds, whatever still holds it. */
const STOP_MS = 1_500;

/** After a crash, or at the end: how long what was said may take to reach a slow reader. */
const FLUSH_MS = 30_000;

/**
 * Runs the program, and leaves its exit code in `process.exitCode`. `early`: signals that came before; `note`: the
 * listener that noted them, which is taken off here.
 */
export async function start(early: readonly NodeJS.Signals[], note: NodeJS.SignalsListener): Promise<void> {
  const abort = new AbortController();
  const stdout = openStdout();
  const letGo = (afterMs: number): void => {
    setTimeout(() => {
      stdout.destroy();
      process.stdin.destroy();
    }, afterMs).unref();
  };
  const stopBy = (signal: 'SIGTERM' | 'SIGINT'): void => {
    const reason = new Stopped(signal);
    abort.abort(reason);
    letGo(STOP_MS);
    setTimeout(() => endNow(signal, reason.exitCode), STOP_MS + 300).unref();
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => stopBy(signal));
    process.off(signal, note);
    if (early.includes(signal)) stopBy(signal);
  }
  let isOver = false;
  process.on('uncaughtException', (error) => {
    process.exitCode = 1;
    // Nobody reads messages any more: standard error is all that is left.
    if (isOver) process.stderr.write(`source-aircall failed after its last message: ${String(error)}\n`);
    abort.abort(error);
    letGo(FLUSH_MS);
  });

  process.exitCode = await run(process.argv.slice(2), {
    stdout,
    stderr: process.stderr,
    stdin: process.stdin,
    env: process.env,
    clock: systemClock,
    signal: abort.signal,
    uid: process.getuid?.(),
    memory: watchMemory(),
    onWarning: (listener) => process.on('warning', listener),
  });
  isOver = true;
  letGo(abort.signal.aborted ? STOP_MS : FLUSH_MS);
}

/**
 * Node's own `process.stdout` can't be destroyed, so that a pipe which nobody reads would keep the process for ever.
 */
function openStdout(): Socket {
  const kind = fstatSync(1);
  return kind.isFIFO() || kind.isSocket()
    ? new Socket({ fd: 1, readable: false, writable: true })
    : process.stdout;
}
