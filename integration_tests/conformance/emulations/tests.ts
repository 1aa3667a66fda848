import { describe, expect, test } from 'vitest';
import { Ledger, truthOf } from '../../support/ledger.ts';
import type { Target } from '../target.ts';
import { AirbyteToFlow } from './airbyte-to-flow.ts';
import { tapAirbyteWrapper } from './tap-airbyte-wrapper.ts';
import { World } from './world.ts';

/** Emulations of runners that cannot be had from a registry, over the connector in one of its forms. */
export function emulationTests(target: Target): void {
  describe(`an emulation of tap-airbyte-wrapper with the ${target.name}`, () => {
    test('reads everything, with nobody at standard error', async () => {
      await using world = await World.begin();
      const { rows } = await tapAirbyteWrapper(target, { config: world.config });
      expect(new Ledger().take(rows).everything()).toEqual(truthOf(world.aircall.account));
    });

    test('goes on from its merged states', async () => {
      await using world = await World.begin();
      const { config } = world;
      const first = await tapAirbyteWrapper(target, { config, syncMode: 'incremental' });
      world.letAnHourPass();
      const second = await tapAirbyteWrapper(target, { config, syncMode: 'incremental', state: first.state });
      const ledger = new Ledger().take(first.rows).take(second.rows);
      expect(ledger.everything()).toEqual(truthOf(world.aircall.account));
      expect(second.rows.news.length).toBeLessThan(30);
    });

    test('is told at the first error what is wrong', async () => {
      await using world = await World.begin(30);
      const config = { ...world.config, api_token: 'a-token-that-nobody-ever-made' };
      await expect(tapAirbyteWrapper(target, { config })).rejects.toMatchObject({
        cause: expect.stringMatching(/key/),
      });
    });
  });

  describe(`an emulation of airbyte-to-flow with the ${target.name}`, () => {
    test('loses nothing with merged states, nulls in the catalog and the primary key for a cursor', async () => {
      await using world = await World.begin();
      const flow = new AirbyteToFlow(target, world.config);
      await flow.discover();
      const first = await flow.capture();
      world.letAnHourPass();
      const second = await flow.capture();
      const third = await flow.capture();
      expect(new Ledger().take(first).take(second).everything()).toEqual(truthOf(world.aircall.account));
      expect([second.news.length < 30, third.news]).toEqual([true, []]);
    });

    test('loses nothing when it is killed between two states', async () => {
      await using world = await World.begin(2345);
      const flow = new AirbyteToFlow(target, world.config);
      await flow.discover();
      const ledger = new Ledger().take(await flow.capture(2100));
      world.letAnHourPass();
      const rest = await flow.capture();
      expect(rest.rows('calls').length).toBeLessThan(2000);
      expect(ledger.take(rest).everything()).toEqual(truthOf(world.aircall.account));
      expect((await flow.capture()).news).toEqual([]);
    });
  });
}
