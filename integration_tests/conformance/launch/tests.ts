import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Aircall } from '../../simulator/aircall.ts';
import { serve, type Served } from '../../simulator/server.ts';
import { catalogOf } from '../../support/catalog.ts';
import { Ledger, truthOf } from '../../support/ledger.ts';
import { keptStates } from '../../support/output.ts';
import { platformFaults } from '../../support/platform-rules.ts';
import { configFor } from '../../support/run-connector.ts';
import type { Target } from '../target.ts';
import { runPod } from './pod.ts';

const catalog = catalogOf();

/** An account of which so many requests are answered, and the next ones never. */
async function simulated(answered = Infinity): Promise<{ aircall: Aircall; served: Served; config: object }> {
  const aircall = new Aircall({ calls: 2345, users: 61, teams: 7, days: 90 });
  const served = await serve(aircall, {
    latencyMs: async ({ number }) => (number > answered ? new Promise<number>(() => {}) : 0),
  });
  return { aircall, served, config: configFor(aircall, served.url) };
}

/** The connector as Airbyte's platform starts it on Kubernetes. */
export function launchTests(target: Target): void {
  describe(`an emulation of Airbyte’s platform: the ${target.name} in a pod`, () => {
    let world: Awaited<ReturnType<typeof simulated>>;
    beforeAll(async () => {
      world = await simulated();
    });
    afterAll(() => world.served.close());

    test.each([
      ['spec', 'SPEC'],
      ['check', 'CONNECTION_STATUS'],
      ['discover', 'CATALOG'],
    ])('%s leaves its answer in the file', async (command, type) => {
      const { config } = world;
      const { run, exitFile } = await runPod(target, command, command === 'spec' ? {} : { config });
      expect(run.messages.map((message) => message.type)).toEqual([type]);
      expect([run.exitCode, exitFile]).toEqual([0, '0\n']);
      expect(platformFaults(run, {})).toEqual([]);
    });

    test('read sends everything through the pipe, and the next one nothing', async () => {
      const { config, aircall } = world;
      const first = await runPod(target, 'read', { config, catalog });
      expect([first.run.exitCode, first.exitFile]).toEqual([0, '0\n']);
      expect(platformFaults(first.run, { catalog })).toEqual([]);
      expect(new Ledger().take(first.run).everything()).toEqual(truthOf(aircall.account));
      const second = await runPod(target, 'read', { config, catalog, state: first.run.lastStates });
      expect([second.run.exitCode, second.run.records]).toEqual([0, []]);
    });

    test('an error of the connector is the exit code of the pod', async () => {
      const { config } = world;
      const wrong = { ...config, api_token: 'a-token-that-nobody-ever-made' };
      const { run, exitFile } = await runPod(target, 'read', { config: wrong, catalog });
      expect([run.exitCode, exitFile]).toEqual([1, '1\n']);
      expect(platformFaults(run, { catalog })).toEqual([]);
    });

    test('a cancelled sync ends, and the next goes on from the last states that were read', async () => {
      const { aircall, served, config } = await simulated(45);
      const cut = await runPod(target, 'read', {
        config,
        catalog,
        onLine: (line, orchestrator) => {
          if (line.includes('"stream_descriptor":{"name":"calls"},"stream_state"')) orchestrator.cancel();
        },
      });
      await served.close();
      expect([cut.run.exitCode, cut.exitFile]).toEqual([143, '143\n']);
      expect(platformFaults(cut.run, { catalog, cutOff: true })).toEqual([]);
      const again = await serve(aircall);
      const state = keptStates([], cut.run.lastStates);
      const rest = await runPod(target, 'read', { config: configFor(aircall, again.url), catalog, state });
      await again.close();
      expect(rest.run.exitCode).toBe(0);
      const taken = new Ledger().take(cut.run).take(rest.run);
      expect(taken.everything()).toEqual(truthOf(aircall.account));
      expect(cut.run.rows('calls').length).toBeLessThan(2345);
      expect(rest.run.rows('calls').length).toBeLessThan(2345);
    });

    test('an orchestrator that dies ends the connector, which asks for nothing more', async () => {
      const { aircall, served, config } = await simulated();
      const cut = await runPod(target, 'read', {
        config,
        catalog,
        onLine: (line, orchestrator) => {
          if (line.startsWith('{"type":"RECORD","record":{"stream":"calls"')) orchestrator.die();
        },
      });
      await served.close();
      expect([cut.run.exitCode, cut.exitFile, cut.run.stderr]).toEqual([1, '1\n', '']);
      expect(aircall.requests.length).toBeLessThan(45);
    });

    // Only a container runs as somebody else.
    if (target.name === 'program') return;

    test.each(['54321:0', '0:0'])('read works for the user %s, without a home', async (user) => {
      const { config, aircall } = world;
      const { run } = await runPod(target, 'read', { config, catalog, user, homeless: true });
      expect(platformFaults(run, { catalog })).toEqual([]);
      expect(new Ledger().take(run).everything()).toEqual(truthOf(aircall.account));
    });
  });
}
