import { describe, expect, test } from 'vitest';
import { streams as registry } from '../../src/streams/registry.ts';
import { truthOf } from '../support/ledger.ts';
import { Platform, type Connection } from './emulations/platform.ts';
import { World } from './emulations/world.ts';
import { isJson, propertiesOf } from './schema-walk.ts';
import { program } from './target.ts';

/** A connection as the user interface makes it, with these columns of each stream (all by default). */
function connection(syncMode: string, columns?: readonly string[]): Connection {
  const streams = registry.map(({ name, schema }) => {
    const properties = Object.entries(isJson(schema) ? propertiesOf(schema) : {});
    const selected = properties.filter(([column]) => columns === undefined || columns.includes(column));
    return {
      stream: { name, json_schema: { type: 'object', properties: Object.fromEntries(selected) } },
      sync_mode: syncMode,
      destination_sync_mode: syncMode === 'incremental' ? 'append_dedup' : 'overwrite',
    };
  });
  return { streams };
}

describe('an emulation of Airbyte’s platform', () => {
  test.each(['incremental', 'full_refresh'])(
    'in %s has no column to cut, and a table that is whole',
    async (mode) => {
      await using world = await World.begin();
      const platform = new Platform(program, world.config);
      const catalog = connection(mode);
      await platform.sync(catalog);
      world.letAnHourPass();
      const [second] = await platform.sync(catalog);
      expect([...platform.cut]).toEqual([]);
      expect(platform.destination.rows('calls')).toEqual(truthOf(world.aircall.account).calls);
      expect(second?.news.length ?? 0).toSatisfy((sent) =>
        mode === 'incremental' ? sent < 30 : sent > 1234,
      );
    },
  );

  test('tries again after a failure, and goes on from the states of the first attempt', async () => {
    await using world = await World.begin(2345);
    const platform = new Platform(program, world.config);
    let asked = 0;
    const middle = ({ path }: { path: string }): boolean => path === '/v1/calls' && (asked += 1) > 43;
    world.aircall.fault(middle, { kind: 'status', status: 404 }, 1);
    const [first, second, third] = await platform.sync(connection('incremental'), 3);
    expect([first?.exitCode, second?.exitCode, third]).toEqual([1, 0, undefined]);
    expect([first?.end('users'), first?.end('calls'), second?.rows('users')]).toEqual([
      'COMPLETE',
      'INCOMPLETE',
      [],
    ]);
    expect(second?.rows('calls').length).toBeLessThan(1500);
    expect(platform.destination.everything()).toEqual(truthOf(world.aircall.account));
  });

  test('does not try again what only a person can mend', async () => {
    await using world = await World.begin(30);
    world.aircall.revokeKey();
    const attempts = await new Platform(program, world.config).sync(connection('incremental'), 3);
    expect(attempts.map(({ exitCode }) => exitCode)).toEqual([1]);
  });

  test('gets a column that is selected later for every user and team', async () => {
    await using world = await World.begin(30);
    const platform = new Platform(program, world.config);
    await platform.sync(connection('incremental', ['id', 'created_at', 'started_at']));
    const without = platform.destination.copy();
    expect(without.rows('users').filter((row) => 'name' in row)).toEqual([]);
    await platform.sync(connection('incremental', ['id', 'created_at', 'started_at', 'name']));
    for (const stream of ['users', 'teams'] as const) {
      expect(platform.destination.rows(stream).map((row) => row['name'])).toEqual(
        truthOf(world.aircall.account)[stream].map((row) => row['name']),
      );
    }
  });
});
