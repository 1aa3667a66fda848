#!/usr/bin/env node
/*
 * The first lines that run. They have to be understood by old versions of Node.js, so they are bundled by themselves: the
 * program is loaded only where it can be.
 */
import { limitNewSpace } from './runtime/new-space.ts';
import { unsupportedNode } from './runtime/node-version.ts';

// Whatever ends the process before it has done its work is a failure.
process.exitCode = 1;

/** The signals that came while the program was loaded. */
const early: NodeJS.Signals[] = [];
const note = (signal: NodeJS.Signals): void => {
  early.push(signal);
};

const problem = unsupportedNode(process.versions.node);
if (problem === undefined) {
  // Node would print its warnings as text: `start` makes log lines of them.
  process.removeAllListeners('warning');
  // Before there is anything to load twice, and before there is a listener that would lose a signal.
  if (['read', 'sync'].includes(process.argv[2] ?? '')) limitNewSpace();
  process.on('SIGTERM', note);
  process.on('SIGINT', note);
  import('./start.ts')
    .then(({ start }) => start(early, note))
    .catch((error: unknown) => {
      process.stderr.write(`source-aircall could not start: ${String(error)}\n`);
    });
} else {
  process.stderr.write(`${problem}\n`);
}
