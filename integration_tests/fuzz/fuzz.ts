/**
 * `npm run fuzz`: thousands of syncs in which answers are mangled at random, runs against a server that answers with any
 * bytes, and runs with any arguments and files. Nothing may crash, hang, be lost or leak.
 * `npm run fuzz -- <cases> <seed>` does so many of each from that seed on. What is in use after the first cases and at the end
 * must be the same, but for a little: connector and simulated server share this process.
 */
import { setTimeout as startTimer } from 'node:timers';
import { setTimeout } from 'node:timers/promises';
import { Random } from '../simulator/random.ts';
import { runFuzzCase } from './case.ts';
import { runHostileInputs } from './hostile-inputs.ts';
import { runHostileServer } from './hostile-server.ts';

const [cases = 3000, first = Date.now() % 1_000_000] = process.argv.slice(2).map(Number);
const HANG_MS = 60_000;
/** Caches are full by then. */
const WARM = 200;
const MOST_GROWTH_MB = 16;

/** Megabytes in use, once everything that can be is collected. */
async function inUse(): Promise<number> {
  await setTimeout(100);
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

console.log(`${cases} cases from seed ${first}`);
let warmMb = 0;
for (let at = 0; at < cases; at += 1) {
  const seed = first + at;
  // Rare, and up to fifty megabytes.
  const megabytes = at % 100 === 99 ? 1 + (seed % 50) : undefined;
  const watchdog = startTimer(() => {
    throw new Error(`seed ${seed} hangs`);
  }, HANG_MS);
  const problems = await runFuzzCase({ seed, ...(megabytes !== undefined && { megabytes }) });
  const random = new Random(seed);
  const others = [...(await runHostileServer(random)), ...(await runHostileInputs(random))];
  clearTimeout(watchdog);
  for (const problem of others) console.log(`seed ${seed}: ${problem}`);
  if (others.length > 0) process.exitCode = 1;
  for (const problem of problems) console.log(problem);
  if (problems.length > 0) process.exitCode = 1;
  if (at % 200 === 199) console.log(`${at + 1} done`);
  if (at === WARM) warmMb = await inUse();
}
if (cases > WARM) {
  const endMb = await inUse();
  console.log(`in use after ${WARM} cases: ${warmMb.toFixed(0)} MiB, at the end: ${endMb.toFixed(0)} MiB`);
  if (endMb > warmMb + MOST_GROWTH_MB) {
    console.log('a leak');
    process.exitCode = 1;
  }
}
