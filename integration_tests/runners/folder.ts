import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Row } from '../simulator/people.ts';
import { recipesFor } from '../support/recipes.ts';
import { withPostgres, type Database } from './postgres.ts';
import type { Proof } from './proof.ts';
import { countsIn, execute } from './python.ts';
import { outcomeOf } from './truth.ts';
import { inWorld, letAnHourPass, type World } from './world.ts';

/** What of a call is compared, as both databases give it. */
type Call = readonly [
  id: number,
  startedAt: number,
  direction: string,
  outcome: string | null,
  userId: number | null,
];

const COLUMNS = 'id, cast(epoch(cast(started_at as timestamp)) as bigint), direction, outcome, user_id';

/**
 * From an empty folder to rows and evidence, with the commands of the pages as they stand: `sync` twice, the rows into DuckDB and
 * PostgreSQL, `count` and `report`.
 */
export function folderOfSync(python: string): Promise<Proof> {
  return inWorld(python, async (world) => {
    const { aircall, config, folder } = world;
    const [sync = '', count = '', report = '', duckdb = '', psql = ''] = await recipesFor(
      'integration_tests/runners/folder.ts',
    );
    await mkdir(join(folder, 'aircall'));
    for (const path of ['config.json', 'aircall/config.json']) {
      await writeFile(join(folder, path), JSON.stringify(config), { mode: 0o600 });
    }
    await inShell(world, sync);
    letAnHourPass(aircall);
    await inShell(world, sync);
    const truth = aircall.account.visibleCalls().map(callOf).toSorted(byId);
    assert.deepEqual(await rowsInDuckDb(world, duckdb), truth);
    assert.deepEqual(await withPostgres((database) => rowsInPostgres(world, psql, database)), truth);

    await inShell(world, count);
    await inShell(world, report);
    const page = (await readFile(join(folder, 'report.html'), 'utf8')).replaceAll(/\s+/g, ' ');
    const august = truth.filter(([, at]) => new Date(at * 1000).toISOString().startsWith('2026-08'));
    const cardOfAugust = page.slice(page.indexOf('<h4>August 2026'));
    const shown = august.length.toLocaleString('en');
    assert.match(
      cardOfAugust.slice(0, 2000),
      new RegExp(`<b>${shown}</b ?> rows; Aircall counted <b>${shown}</b ?>`),
    );
    return {
      runner: 'DuckDB and PostgreSQL',
      version: await execute(python, ['-c', 'import duckdb; print(duckdb.__version__, end="")']),
      how: 'The commands of README.md, docs/use-the-data.md and docs/prove-it.md with the image: sync twice, load, count, report',
      result:
        'Both databases hold every call once, as the account has it; the report has Aircall’s number for the month',
    };
  });
}

/** A command of a page, as somebody types it into a shell in the folder. */
async function inShell({ folder, shim }: World, command: string, env: object = {}): Promise<void> {
  await execute('sh', ['-ec', command], { cwd: folder, env: { ...(await shim()), ...env } });
}

async function rowsInDuckDb({ folder, script }: World, load: string): Promise<unknown> {
  const job = {
    database: join(folder, 'aircall.duckdb'),
    statements: [load],
    query: `select ${COLUMNS} from calls order by id`,
  };
  return countsIn(await script('folder_rows.py', job));
}

async function rowsInPostgres(world: World, load: string, to: Database): Promise<unknown> {
  const env = { PGHOST: to.host, PGPORT: String(to.port), PGUSER: to.username, PGDATABASE: to.database };
  await inShell(world, load, env);
  const query = "select row from calls order by (row ->> 'id')::bigint";
  const lines = await execute('psql', ['-At', '-c', query], { env });
  return lines
    .trimEnd()
    .split('\n')
    .map((line) => {
      const { id, started_at: startedAt, direction, outcome, user_id: userId } = JSON.parse(line);
      return [id, Date.parse(startedAt) / 1000, direction, outcome, userId];
    });
}

function callOf(call: Row): Call {
  return [
    Number(call['id']),
    Number(call['started_at']),
    String(call['direction']),
    outcomeOf(call),
    Object(call['user']).id ?? null,
  ];
}

function byId([a]: Call, [b]: Call): number {
  return a - b;
}
