import { isDeepStrictEqual } from 'node:util';
import { Aircall } from '../simulator/aircall.ts';
import { Random } from '../simulator/random.ts';
import { serve } from '../simulator/server.ts';
import { coreStreams, catalogOf } from '../support/catalog.ts';
import { Ledger, truthOf } from '../support/ledger.ts';
import { keptStates } from '../support/output.ts';
import { platformFaults } from '../support/platform-rules.ts';
import { configFor } from '../support/run-connector.ts';
import { runHere } from '../support/run-here.ts';
import { formsOf, leaksIn, secretKey } from '../support/secrets.ts';
import { VirtualClock } from '../support/virtual-clock.ts';
import { huge, mangle, type Mangling } from './mangle.ts';

export type FuzzCase = { readonly seed: number; readonly megabytes?: number };

const catalog = catalogOf();
const forms = formsOf(secretKey);

/**
 * Some answers of a sync are mangled; another sync follows without that. Returns what went wrong: a crash, a broken
 * rule of the platform, a secret that came out, a row that is missing or not as it is in the account.
 */
export async function runFuzzCase({ seed, megabytes }: FuzzCase): Promise<readonly string[]> {
  const random = new Random(seed);
  const aircall = new Aircall({ seed, calls: random.pick([3, 60, 130]), users: 60, teams: 3, ...secretKey });
  const served = await serve(aircall);
  const clock = new VirtualClock({ startMs: aircall.clock.nowMs(), seed });
  const config = configFor(aircall, served.url);
  const manglings = Array.from({ length: random.int(1, 4) }, () => mangle(random));
  if (megabytes !== undefined) manglings.push(huge(megabytes));
  for (const { fault } of manglings) {
    const path = random.pick([/./, /calls/, /users/, /ping/]);
    const from = aircall.requests.length + random.int(1, 6);
    aircall.fault(
      ({ number, path: asked }) => number >= from && path.test(asked),
      fault,
      random.pick([1, 2, Infinity]),
    );
  }
  try {
    const first = await runHere('read', { config, catalog, clock });
    aircall.clearFaults();
    const second = await runHere('read', { config, catalog, clock, state: keptStates([], first.states) });
    const problems = [
      ...platformFaults(first, { catalog, oddRows: true }),
      ...platformFaults(second, { catalog, oddRows: true }),
    ];
    const said = [...first.lines, ...second.lines].join('\n') + first.stderr + second.stderr;
    problems.push(...leaksIn(said, forms).map(() => 'a secret came out'));
    for (const { code, text } of [...first.logs, ...second.logs]) {
      if (code === 'crash' || text.includes('inside the connector')) problems.push(`a crash: ${text}`);
    }
    if (second.exitCode !== 0) problems.push(`the sync after it failed: ${second.errors[0]?.error.message}`);
    if (aircall.violations.length > 0) problems.push(...aircall.violations);
    const have = new Ledger().take(first).take(second).everything();
    const truth = truthOf(aircall.account);
    for (const stream of coreStreams) {
      if (have[stream].length < truth[stream].length) problems.push(`${stream}: rows are missing`);
      else if (mayCompare(manglings) && !isDeepStrictEqual(have[stream], truth[stream])) {
        problems.push(`${stream}: rows differ`);
      }
    }
    return problems.map(
      (problem) => `seed ${seed} (${manglings.map(({ name }) => name).join(', ')}): ${problem}`,
    );
  } finally {
    await served.close();
  }
}

/** Whether what was written must be what the account has: an answer that is wrong and looks right passes for right. */
function mayCompare(manglings: readonly Mangling[]): boolean {
  return manglings.every(
    ({ name }) =>
      ![
        'bytes changed',
        'a value replaced',
        'many values replaced',
        'keys dropped',
        'nested deeply',
      ].includes(name),
  );
}
