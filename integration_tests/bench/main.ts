/** `npm run bench`: how fast and how small the built connector is, as ratios to what it is compared with. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { preparedPython } from '../runners/python.ts';
import { startServer } from './bench-server.ts';
import { measure, type Plan } from './measure.ts';
import { ratiosOf } from './ratios.ts';
import { keep, regressions, tableOf, type Result } from './report.ts';
import { prepareSubjects } from './subjects.ts';

const usage = `Compares dist/main.js with the least work that can be done (npm run bench).

  --short      about a minute, without Python
  --write      keeps the result: later runs compare with it, and docs/benchmarks.md shows it
  --json FILE  the result as JSON
`;

/** Twenty million bytes are about eight thousand calls. */
const SLOW = 20_000_000;

const plans: Readonly<Record<Result['form'], Plan>> = {
  full: {
    startRounds: 15,
    large: { calls: 100_000, rounds: 13 },
    small: { calls: 10_000, rounds: 5 },
    huge: 500_000,
    slow: { calls: 100_000, bytesPerSecond: SLOW },
  },
  short: {
    startRounds: 5,
    large: { calls: 50_000, rounds: 7 },
    small: { calls: 10_000, rounds: 2 },
    huge: 0,
    slow: { calls: 50_000, bytesPerSecond: SLOW },
  },
};

const { values } = parseArgs({
  options: {
    short: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    json: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) console.log(usage);
else await bench(values.short ? 'short' : 'full');

async function bench(form: Result['form']): Promise<void> {
  const python = form === 'full' ? await pythonWithCdk() : undefined;
  const directory = mkdtempSync(join(tmpdir(), 'bench-'));
  const server = await startServer();
  try {
    const subjects = await prepareSubjects(directory, server.url, python?.path);
    const plan = plans[form];
    const measured = await measure(plan, subjects, server, (text) => console.error(text));
    const result: Result = {
      form,
      machine: `${availableParallelism()} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform} ${process.arch}`,
      versions: {
        Node: process.versions.node,
        ...(python !== undefined && { 'airbyte-cdk': python.version }),
      },
      ratios: ratiosOf(measured, plan),
    };
    console.log(tableOf(result));
    for (const line of regressions(result)) console.log(`\nWorse than last time: ${line}`);
    if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(result, undefined, 2)}\n`);
    if (values.write) await keep(result);
  } finally {
    server.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

/** The Python of the runners, or the one that AIRBYTE_CDK_PYTHON names; undefined where there is none. */
async function pythonWithCdk(): Promise<{ readonly path: string; readonly version: string } | undefined> {
  try {
    const path = process.env['AIRBYTE_CDK_PYTHON'] ?? (await preparedPython());
    const ask = "import importlib.metadata as m; print(m.version('airbyte-cdk'))";
    return { path, version: execFileSync(path, ['-c', ask], { encoding: 'utf8' }).trim() };
  } catch (error) {
    console.error(`Without the Python CDK: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}
