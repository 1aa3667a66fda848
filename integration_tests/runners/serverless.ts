import assert from 'node:assert/strict';
import { countsIn } from './python.ts';
import type { Proof } from './proof.ts';
import { forms, inWorld, rowCounts } from './world.ts';

/** airbyte_serverless reads twice; nothing happens in between. */
export function serverless(python: string, version: string, form: keyof typeof forms): Promise<Proof> {
  return inWorld(python, async (world) => {
    const stdout = await world.script('serverless_sync.py', { config: world.config, ...forms[form] });
    const counts = rowCounts(world.aircall);
    assert.deepEqual(countsIn(stdout), [counts, { user_availability: counts['user_availability'] }]);
    return {
      runner: 'airbyte_serverless',
      version,
      how: `The real software with the ${form}: spec, check, two syncs, the second from all the states of the first`,
      result: `${Object.values(counts).reduce((sum, count) => sum + count)} rows of ${Object.keys(counts).length} streams, then who is available, and nothing else`,
    };
  });
}
