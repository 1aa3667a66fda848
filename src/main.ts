#!/usr/bin/env node
import { fstatSync } from 'node:fs';
import { Socket } from 'node:net';
import { run } from './cli/run.ts';
import { systemClock } from './http/clock.ts';
import { watchMemory } from './runtime/memory.ts';
import { Stopped } from './runtime/stop.ts';

/** After a signal the process is gone within two seconds, whatever still holds it. */
const STOP_MS = 1_500;

/** After a crash, or at the end: how long what was said may take to reach a slow reader. */
const FLUSH_MS = 30_000;

const abort = new AbortController();
const stdout = openStdout();

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    stop(new Stopped(signal), STOP_MS);
    // A name lookup can't be cancelled, and even a forced exit would wait for it. Without a listener the signal ends
    // the process at once, unless it is the first of its container: that one ends when the lookup does.
    setTimeout(() => {
      process.removeAllListeners(signal);
      process.kill(process.pid, signal);
    }, STOP_MS + 300).unref();
  });
}
process.on('uncaughtException', (error) => stop(error, FLUSH_MS));
process.removeAllListeners('warning');

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
letGo(abort.signal.aborted ? STOP_MS : FLUSH_MS);

function stop(reason: Error, withinMs: number): void {
  abort.abort(reason);
  letGo(withinMs);
}

/**
 * Ends what could keep the process from ending: writes that nobody takes, an input that is still read from.
 * Until then the process ends by itself as soon as everything is written.
 */
function letGo(afterMs: number): void {
  setTimeout(() => {
    stdout.destroy();
    process.stdin.destroy();
  }, afterMs).unref();
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
