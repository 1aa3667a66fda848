import assert from 'node:assert/strict';
import { join } from 'node:path';
import { differing, forms, inWorld, letAnHourPass, rowCounts } from './world.ts';
import { comparedStreams } from '../support/tables.ts';
import { countsIn } from './python.ts';
import type { Proof } from './proof.ts';

const same = Object.fromEntries(comparedStreams.map((name) => [name, 0]));

/** PyAirbyte reads twice into DuckDB; between the two syncs an hour passes. */
export function pyAirbyte(python: string, version: string, form: keyof typeof forms): Promise<Proof> {
  return inWorld(python, async (world) => {
    const cache = join(world.folder, 'cache.duckdb');
    const sync = async (): Promise<unknown> =>
      countsIn(await world.script('pyairbyte_sync.py', { config: world.config, cache, ...forms[form] }));
    const first = rowCounts(world.aircall);
    assert.deepEqual(await sync(), first);
    assert.deepEqual(await differing(world, cache), same);
    letAnHourPass(world.aircall);
    assert.notDeepEqual(
      await differing(world, cache),
      same,
      'the comparison sees no difference where there is one',
    );
    const second = await sync();
    assert.deepEqual(await differing(world, cache), same);
    return {
      runner: 'PyAirbyte',
      version,
      how: `The real software with the ${form}, two syncs into DuckDB an hour apart; every column compared by SQL`,
      result: `${inWords(first)} arrive, then what has changed: ${inWords(second)}; the tables equal the account both times`,
    };
  });
}

function inWords(counts: unknown): string {
  return Object.entries(counts ?? {})
    .map(([stream, count]) => `${String(count)} ${stream}`)
    .toSorted()
    .join(', ');
}
