import { describe, expect, test } from 'vitest';
import { coreStreams, catalogOf } from '../support/catalog.ts';
import { Ledger, truthOf } from '../support/ledger.ts';
import { platformFaults } from '../support/platform-rules.ts';
import { catalog, config as settings, stateOf, states } from './drop-in/incumbent.ts';
import { World } from './emulations/world.ts';
import { program, run } from './target.ts';

/** Of its settings only the address is added: without it the account would be a real one. */
async function taken(world: World): Promise<object> {
  expect([settings.api_id, settings.api_token]).toEqual([world.aircall.apiId, world.aircall.apiToken]);
  return { ...settings, api_url: world.config['api_url'], requests_per_minute: 1_000_000 };
}

describe('in the place of Airbyte’s own source-aircall', () => {
  test('its configuration is accepted', async () => {
    await using world = await World.begin(30);
    const check = await run(program, 'check', { config: await taken(world) });
    expect(check.messages).toEqual([
      { type: 'CONNECTION_STATUS', connectionStatus: { status: 'SUCCEEDED' } },
    ]);
  });

  test('its nine streams: those that are here are whole, each of the others is an error of its own', async () => {
    await using world = await World.begin(234);
    const config = await taken(world);
    const read = await run(program, 'read', { config, catalog });
    expect(platformFaults(read, { catalog })).toEqual([]);
    expect(new Ledger().take(read).everything()).toEqual(truthOf(world.aircall.account));
    for (const name of coreStreams) expect(read.end(name)).toBe('COMPLETE');
    const [message] = (await run(program, 'discover', { config })).messages;
    const here = message?.type === 'CATALOG' ? message.catalog.streams.map(({ name }) => name) : [];
    const others = catalog.streams.map(({ stream }) => stream.name).filter((name) => !here.includes(name));
    expect(read.exitCode).toBe(others.length === 0 ? 0 : 1);
    expect(new Set(read.errors.map(({ error }) => error.stream_descriptor?.name))).toEqual(new Set(others));
    expect(read.errors).toHaveLength(others.length);
    for (const { error } of read.errors) {
      expect(error.failure_type).toBe('config_error');
      expect(error.message).toMatch(/does not exist here.*Refresh the source's schema/);
    }
    for (const name of others) expect(read.end(name)).toBe('INCOMPLETE');
  });

  test.each(states)('its state “%s” is accepted, and everything comes once', async (_what, state) => {
    await using world = await World.begin(234);
    const configured = catalogOf();
    const read = await run(program, 'read', {
      config: await taken(world),
      catalog: configured,
      state: stateOf(state),
    });
    expect(platformFaults(read, { catalog: configured })).toEqual([]);
    expect([read.exitCode, read.errors]).toEqual([0, []]);
    expect(new Ledger().take(read).everything()).toEqual(truthOf(world.aircall.account));
    expect(read.records).toHaveLength(
      new Set(read.records.map(({ stream, data }) => `${stream} ${JSON.stringify('id' in data && data.id)}`))
        .size,
    );
  });
});
