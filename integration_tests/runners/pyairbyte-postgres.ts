import assert from 'node:assert/strict';
import { comparedStreams } from '../support/tables.ts';
import { streams } from '../../src/streams/registry.ts';
import { withPostgres, type Database } from './postgres.ts';
import type { Proof } from './proof.ts';
import { countsIn } from './python.ts';
import { momentary, writeTruth } from './truth.ts';
import { forms, inWorld, letAnHourPass, type World } from './world.ts';

/** On its way into PostgreSQL, PyAirbyte takes strings of digits for numbers (docs/limits.md). */
const ignored = {
  ...momentary,
  users: [...momentary.users, 'extension'],
  dialer_campaigns: ['number_id'],
  dialer_campaign_numbers: ['number'],
};

const same = Object.fromEntries(comparedStreams.map((name) => [name, 0]));

/** Beside its calls and users: a company of some size. */
const larger = { calls: 300, days: 30, numbers: 77, contacts: 12_500, webhooks: 10 };

/** PyAirbyte reads twice into PostgreSQL; between the two syncs an hour passes. */
export function pyAirbytePostgres(python: string, version: string): Promise<Proof> {
  return inWorld(
    python,
    (world) =>
      withPostgres(async (postgres) => {
        const sync = (): Promise<string> =>
          world.script('pyairbyte_sync.py', { config: world.config, postgres, ...forms.program });
        while (world.aircall.account.tags.size < 120)
          world.aircall.account.addTag(`Tag ${world.aircall.account.tags.size}`);
        await sync();
        assert.deepEqual(await differing(world, postgres), same);
        letAnHourPass(world.aircall);
        assert.notDeepEqual(
          await differing(world, postgres),
          same,
          'the comparison sees no difference where there is one',
        );
        await sync();
        assert.deepEqual(await differing(world, postgres), same);
        return {
          runner: 'PyAirbyte',
          version,
          how: 'The real software with the program, two syncs into PostgreSQL an hour apart; types as declared, every flat column compared',
          result: 'the tables equal the account both times',
        };
      }),
    larger,
  );
}

async function differing(world: World, postgres: Database): Promise<unknown> {
  const truth = await writeTruth(world);
  const types = Object.fromEntries(streams.map(({ name, schema }) => [name, typesOf(schema)]));
  return countsIn(await world.script('compare_postgres.py', { postgres, truth, ignored, types }));
}

const TYPES: Readonly<Record<string, string>> = {
  integer: 'bigint',
  number: 'numeric',
  boolean: 'boolean',
  string: 'character varying',
  object: 'json',
  array: 'json',
};

/** What PyAirbyte makes of the columns of a schema: it writes times in UTC without their zone. */
function typesOf(schema: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(Object(schema['properties'])).map(([name, column]) => [
      name.toLowerCase(),
      typeOf(Object(column)),
    ]),
  );
}

function typeOf({
  type,
  format,
}: {
  readonly type: string | readonly string[];
  readonly format?: string;
}): string {
  if (format === 'date-time') return 'timestamp without time zone';
  const [first = ''] = [type].flat().filter((name) => name !== 'null');
  return TYPES[first] ?? first;
}
