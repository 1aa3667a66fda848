import { describe, expect, test } from 'vitest';
import { coreStreams, catalogOf } from '../../support/catalog.ts';
import { Ledger, truthOf } from '../../support/ledger.ts';
import { image, run } from '../target.ts';
import { tapAirbyteWrapper } from './tap-airbyte-wrapper.ts';
import { World } from './world.ts';

/** A page of calls: what a container says then needs no reader while it runs. */
const calls = 50;

/** What the emulated runners do with the container itself: its user, and what is mounted where with which mode. */
export function containerTests(): void {
  describe('an emulation of tap-airbyte-wrapper with a container of its own', () => {
    test('reads everything, with its files over /tmp', async () => {
      await using world = await World.begin(calls);
      const { rows } = await tapAirbyteWrapper(image, { config: world.config });
      expect(new Ledger().take(rows).everything()).toEqual(truthOf(world.aircall.account));
    });

    test('a runner’s private folder: the connector says which file, as whom it runs, and what helps', async () => {
      await using world = await World.begin(calls);
      // With no mode at all it is closed to the image's user whoever runs the tests.
      await expect(
        tapAirbyteWrapper(image, { config: world.config, folderMode: 0o000 }),
      ).rejects.toMatchObject({
        cause: expect.stringMatching(/\/tmp\/config\.json.*user id 1000.*--user/),
      });
    });
  });

  describe('an emulation of the Faros local CLI', () => {
    test('reads everything as whoever runs it', async () => {
      await using world = await World.begin(calls);
      const finished = await run(image, 'read', {
        config: world.config,
        catalog: catalogOf(),
        mount: '/configs',
        docker: ['--user', '4242:4242'],
      });
      expect(finished.exitCode).toBe(0);
      expect(coreStreams.map((stream) => finished.end(stream))).toEqual(['COMPLETE', 'COMPLETE', 'COMPLETE']);
      expect(new Ledger().take(finished).everything()).toEqual(truthOf(world.aircall.account));
    });
  });
}
