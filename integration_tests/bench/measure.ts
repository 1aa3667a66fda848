import { writeFileSync } from 'node:fs';
import type { BenchServer } from './bench-server.ts';
import { runOnce, runPiped, type Cost, type PipedRun } from './run-piped.ts';
import type { Subjects } from './subjects.ts';

/** A reading, with the time from its first request for calls to its end. */
export type Reading = PipedRun & { readonly runningMs: number };

export type Plan = {
  readonly startRounds: number;
  readonly large: { readonly calls: number; readonly rounds: number };
  readonly small: { readonly calls: number; readonly rounds: number };
  /** For memory only, once each; 0 to leave it out. */
  readonly huge: number;
  readonly slow: { readonly calls: number; readonly bytesPerSecond: number };
};

export type Measured = {
  readonly starts: Record<'node' | 'spec' | 'check', Cost[]>;
  readonly large: Record<'limit' | 'limitOfRecords' | 'read' | 'hashed', Reading[]>;
  readonly small: Record<'limit' | 'read' | 'cdk' | 'cdkAsIs', Reading[]>;
  readonly huge: Record<'limit' | 'read', Reading[]>;
  readonly slow: Reading[];
};

type Say = (text: string) => void;

/** Runs everything, what is compared by turns, so that a busy moment of the machine meets all of them. */
export async function measure(
  plan: Plan,
  subjects: Subjects,
  server: BenchServer,
  say: Say,
): Promise<Measured> {
  say(`start-up, ${plan.startRounds} rounds`);
  const starts: Measured['starts'] = { node: [], spec: [], check: [] };
  for (let round = 0; round <= plan.startRounds; round++) {
    for (const name of ['node', 'spec', 'check'] as const) {
      const cost = await runOnce(subjects[name]);
      // The first round fills the system's caches.
      if (round > 0) starts[name].push(cost);
    }
  }

  const read = (command: readonly string[]) => readOnce(command, server);
  const rounds = async (
    calls: number,
    count: number,
    into: Partial<Measured['small'] & Measured['large']>,
  ) => {
    if (calls === 0) return;
    say(`${calls} calls, ${count} rounds`);
    await noteRequests(calls, subjects, server);
    for (let round = 0; round < count; round++) {
      into.limit?.push(await read(subjects.limit));
      into.limitOfRecords?.push(await read(subjects.limitOfRecords));
      into.read?.push(await read(subjects.read));
      into.hashed?.push(await read(subjects.hashed));
      if (subjects.cdk !== undefined) into.cdk?.push(await read(subjects.cdk));
      if (subjects.cdkAsIs !== undefined) into.cdkAsIs?.push(await read(subjects.cdkAsIs));
    }
    for (const [name, readings] of Object.entries(into)) checkAll(name, readings, calls);
  };
  const large = { limit: [], limitOfRecords: [], read: [], hashed: [] };
  const small = { limit: [], read: [], cdk: [], cdkAsIs: [] };
  const huge = { limit: [], read: [] };
  await rounds(plan.large.calls, plan.large.rounds, large);
  await rounds(plan.small.calls, plan.small.rounds, small);
  await rounds(plan.huge, 1, huge);

  say(`${plan.slow.calls} calls behind a slow reader`);
  await server.serve(plan.slow.calls);
  const reader = [
    process.execPath,
    `${import.meta.dirname}/slow-reader.ts`,
    String(plan.slow.bytesPerSecond),
  ];
  const slow = [await readOnce(subjects.read, server, reader)];
  checkAll('read', slow, plan.slow.calls);
  return { starts, large, small, huge, slow };
}

/** Notes the requests that the connector makes, so that the limit makes the same. Also warms the server. */
async function noteRequests(calls: number, subjects: Subjects, server: BenchServer): Promise<void> {
  await server.serve(calls);
  await runPiped(subjects.read);
  const { requests } = await server.report();
  writeFileSync(subjects.pathsFile, requests.filter((path) => path.startsWith('/v1/calls')).join('\n'));
}

async function readOnce(
  command: readonly string[],
  server: BenchServer,
  reader?: readonly string[],
): Promise<Reading> {
  await server.report();
  const run = await runPiped(command, reader);
  const { firstCallsMs } = await server.report();
  return { ...run, runningMs: run.endedMs - firstCallsMs };
}

/** All of the calls have to arrive; the windows that overlap may bring some again, and the CDK's may leave some out. */
function checkAll(name: string, readings: readonly Reading[], calls: number): void {
  for (const { records } of readings) {
    const wrong = name === 'read' ? records !== calls : Math.abs(records / calls - 1) > 0.01;
    if (wrong) throw new Error(`${name} wrote ${records} records of ${calls} calls`);
  }
}
