import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Aircall } from '../simulator/aircall.ts';
import { withPostgres, type Database } from './postgres.ts';
import { expectedInsights } from './insight-truth.ts';
import type { Proof } from './proof.ts';
import { countsIn } from './python.ts';
import { expectedAnswers, type Answer } from './query-truth.ts';
import { sqlBlocks, type Dialect } from './sql-blocks.ts';
import { forms, inWorld, letAnHourPass, type World } from './world.ts';

const MONTH = '2026-08';

type Cache = { readonly cache: string } | { readonly postgres: Database };

/** PyAirbyte reads twice, an hour apart, into a database; then every query of docs/queries.md is run on what it loaded. */
export function queries(python: string, version: string, dialect: Dialect): Promise<Proof> {
  return inWorld(python, async (world) => {
    const { folder } = world;
    const count =
      dialect === 'duckdb'
        ? await loadAndAsk(world, dialect, { cache: join(folder, 'queries.duckdb') })
        : await withPostgres((postgres) => loadAndAsk(world, dialect, { postgres }));
    const name = dialect === 'duckdb' ? 'DuckDB' : 'PostgreSQL';
    return {
      runner: 'PyAirbyte',
      version,
      how: `The queries of docs/queries.md in ${name}, on what two syncs of all streams loaded`,
      result: `${count} queries give the account's own numbers`,
    };
  });
}

async function loadAndAsk(world: World, dialect: Dialect, cache: Cache): Promise<number> {
  const { aircall } = world;
  const config = {
    ...world.config,
    call_details: ['contact', 'timeline'],
    insights_requests_per_hour: 100_000,
  };
  aircall.knobs.addOns = 'pro';
  aircall.account.insightsAtOnce = true;
  const from = aircall.clock.nowMs() / 1000 - 7 * 86_400;
  const sync = (): Promise<string> =>
    world.script('pyairbyte_sync.py', { config, ...cache, ...forms.program });
  await sync();
  const before = new Set(aircall.account.users.keys());
  letAnHourPass(aircall);
  await sync();
  const gone = [...before].filter((id) => !aircall.account.users.has(id));

  const person = busiest(aircall);
  const { statements, queries: found } = await sqlBlocks(dialect);
  const put = (sql: string): string =>
    sql.replace('user_id = 42', `user_id = ${person}`).replace('2026-08-01', `${MONTH}-01`);
  const asked = Object.fromEntries(Object.entries(found).map(([heading, sql]) => [heading, put(sql)]));
  const answers: unknown = countsIn(
    await world.script('run_queries.py', { ...cache, statements, queries: asked }),
  );
  const expected = {
    ...expectedAnswers(aircall, gone, { person, month: MONTH }),
    ...expectedInsights(aircall, from),
  };
  assert.deepEqual(Object.keys(asked).toSorted(), Object.keys(expected).toSorted());
  for (const [heading, rows] of Object.entries(expected)) {
    assert.notEqual(rows.length, 0, `nothing to find for "${heading}"`);
    const width = rows[0]?.length ?? 0;
    const given: Answer = Object(answers)[heading];
    // Times at which a deletion was noticed are the run's own.
    const cut = given.map((row) => row.slice(0, width));
    assert.deepEqual(sorted(cut), sorted(rows), heading);
  }
  return Object.keys(expected).length;
}

/** In the order of their texts; numbers to three digits, strings as the connector sanitizes them. */
function sorted(rows: Answer): readonly string[] {
  return rows.map((row) => JSON.stringify(row.map(shown))).toSorted();
}

function shown(value: unknown): unknown {
  if (typeof value === 'number') return Number(value.toFixed(3));
  return typeof value === 'string' ? value.replaceAll('\0', '').toWellFormed() : value;
}

function busiest({ account }: Aircall): number {
  const counts = new Map<number, number>();
  for (const { user } of account.visibleCalls()) {
    const id: unknown = Object(user).id;
    if (typeof id === 'number') counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  const [first] = [...counts].toSorted(([, a], [, b]) => b - a);
  return first?.[0] ?? 0;
}
