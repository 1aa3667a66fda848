import { chmod, copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Aircall, type AircallOptions } from '../simulator/aircall.ts';
import { serve } from '../simulator/server.ts';
import { accountRows } from '../support/account-rows.ts';
import { IMAGE } from '../image/docker.ts';
import { withSimulatedTime } from '../support/simulated-time.ts';
import { configFor, MAIN } from '../support/run-connector.ts';
import { execute } from './python.ts';
import { momentary, writeTruth } from './truth.ts';

/** The two forms of the connector, as the scripts take them. */
export const forms = { program: { executable: MAIN }, image: { image: IMAGE } } as const;

/** The account that every runner reads. */
export const size = { calls: 1234, users: 137, teams: 61, days: 90 } as const;

/** How many rows each of its streams has at a first sync; those without rows are left out. */
export function rowCounts({ account }: Aircall): Readonly<Record<string, number>> {
  const counts = Object.entries(accountRows(account)).map(([name, rows]) => [name, rows.length] as const);
  return { ...Object.fromEntries(counts), user_availability: account.users.size };
}

/** A simulated company, a folder for the runner's files, and a Python that has the runners. */
export type World = {
  readonly python: string;
  readonly folder: string;
  readonly aircall: Aircall;
  readonly config: object;
  /** Runs a script of this folder with a JSON file that holds `job`, or with `argument`. Gives its output. */
  readonly script: (name: string, job: object) => Promise<string>;
  /** Environment that puts the docker shim first on the path. */
  readonly shim: () => Promise<Readonly<Record<string, string>>>;
};

/** Calls `work` in a world of its own, and leaves nothing of it behind. */
export async function inWorld<T>(
  python: string,
  work: (world: World) => Promise<T>,
  larger: AircallOptions = {},
): Promise<T> {
  // Late changes are seen when their age is due, and the calls of someone who is deleted lose their user without a
  // trace: neither is what a table that equals the account at once can show.
  const habits = { lateChangeShare: 0 };
  const aircall = new Aircall({ ...size, ...larger, users: size.users - 1, habits });
  aircall.account.addUser({ name: 'Nobody ever called' });
  const served = await serve(aircall);
  const folder = await mkdtemp(join(tmpdir(), 'runners-'));
  // Images run as somebody else than the tests do.
  await chmod(folder, 0o755);
  const shim = async (): Promise<Readonly<Record<string, string>>> => {
    const bin = join(folder, 'bin');
    await mkdir(bin, { recursive: true });
    await copyFile(join(import.meta.dirname, 'docker-shim.sh'), join(bin, 'docker'));
    await chmod(join(bin, 'docker'), 0o755);
    return { PATH: bin, REAL_DOCKER: (await execute('sh', ['-c', 'command -v docker'])).trim() };
  };
  try {
    return await work({
      python,
      folder,
      aircall,
      config: configFor(aircall, served.url),
      shim,
      script: async (name, job) => {
        const path = join(folder, 'job.json');
        await writeFile(path, JSON.stringify(job));
        const env = {
          AIRBYTE_OFFLINE_MODE: '1',
          DO_NOT_TRACK: '1',
          ...('executable' in job ? withSimulatedTime({}) : {}),
          ...('image' in job && name.startsWith('serverless') ? await shim() : {}),
        };
        return execute(python, ['-W', 'ignore', join(import.meta.dirname, name), path], { cwd: folder, env });
      },
    });
  } finally {
    await served.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Rows of each table of a DuckDB file that only the file or only the account has. */
export async function differing(world: World, cache: string): Promise<Record<string, number>> {
  const truth = await writeTruth(world);
  const { counts }: { counts: Record<string, number> } = JSON.parse(
    (await world.script('compare_tables.py', { cache, truth, ignored: momentary })).trimEnd(),
  );
  return counts;
}

/** What an hour brings: calls, a user with another name, one who has left, and a new team. */
export function letAnHourPass({ account, clock }: Aircall): void {
  clock.advance(3_600_000);
  for (let n = 0; n < 7; n += 1) account.addCall();
  const ids = [...account.users.keys()];
  account.renameUser(ids[1] ?? 0, 'Renée Example-Örn');
  account.deleteUser(ids.at(-1) ?? 0);
  account.addTeam({ name: 'Night shift' });
}
