import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Aircall } from '../simulator/aircall.ts';
import { serve, type Served } from '../simulator/server.ts';
import { inBatches } from '../support/batches.ts';
import { catalogOf } from '../support/catalog.ts';
import { Ledger, truthOf } from '../support/ledger.ts';
import { Output } from '../support/output.ts';
import { configFor, runConnector, type ProcessRun } from '../support/run-connector.ts';
import { runHere, type HereRun } from '../support/run-here.ts';

const catalog = catalogOf();

/** Reads on from what a runner kept of a run that was cut off, and returns what the destination has then. */
async function resume(config: object, cut: Output): Promise<{ run: HereRun; ledger: Ledger }> {
  const run = await runHere('read', { config, catalog, state: cut.lastStates });
  expect(run.exitCode).toBe(0);
  return { run, ledger: new Ledger().take(cut).take(run) };
}

describe('killed after every single message', () => {
  const aircall = new Aircall({ calls: 30, users: 7, teams: 3, days: 20 });
  let served: Served;
  let config: object;
  let whole: ProcessRun;

  beforeAll(async () => {
    served = await serve(aircall);
    config = configFor(aircall, served.url);
    whole = await runConnector('read', { config, catalog });
  });
  afterAll(() => served.close());

  test('a small run loses nothing when it is resumed from the last STATE seen', async () => {
    const truth = truthOf(aircall.account);
    const { length } = whole.lines;
    expect(length).toBeGreaterThan(30 + 7 + 3);
    const points = Array.from({ length }, (_, at) => at + 1);
    await inBatches(points, 3, async (killAfter) => {
      const cut = await runConnector('read', { config, catalog, killAfter });
      expect(cut.lines).toHaveLength(killAfter);
      const { ledger } = await resume(config, cut);
      expect({ killAfter, ...ledger.everything() }).toEqual({ killAfter, ...truth });
    });
    expect(aircall.violations).toEqual([]);
  });

  test('a second run, with changes to read, loses none of them', async () => {
    const { account, clock } = aircall;
    const base = new Ledger().take(whole);
    clock.advance(2 * 86_400_000);
    const now = clock.nowMs() / 1000;
    const [renamed = 0, deleted = 0] = account.users.keys();
    account.renameUser(renamed, 'Ann Example');
    account.deleteUser(deleted);
    for (const at of [3000, 1800, 900, 10]) account.addCall(Math.floor(now) - at);
    for (const id of account.callIds().slice(10)) account.commentCall(id, 'Called back.');

    const second = await runConnector('read', { config, catalog, state: whole.lastStates });
    const truth = truthOf(account);
    const points = Array.from({ length: second.lines.length }, (_, at) => at + 1).filter(
      (at) => at % 2 === 1,
    );
    await inBatches(points, 3, async (killAfter) => {
      const cut = await runConnector('read', { config, catalog, state: whole.lastStates, killAfter });
      const kept = new Output([...whole.lines, ...cut.lines]);
      const { run } = await resume(config, kept);
      const { users, teams, calls } = base.copy().take(cut).take(run).everything();
      expect({ killAfter, users, teams }).toEqual({ killAfter, users: truth.users, teams: truth.teams });
      // What is older than the look-back is not read again.
      const oldest = Number(calls.at(-1)?.['started_at']) - 6 * 86_400;
      const young = (row: object): boolean => 'started_at' in row && Number(row.started_at) > oldest;
      expect({ killAfter, calls: calls.filter(young) }).toEqual({
        killAfter,
        calls: truth.calls.filter(young),
      });
    });
  });
});

test('each STATE of a longer run is safe by itself', async () => {
  const aircall = new Aircall({ calls: 6000, users: 61, teams: 4, days: 150 });
  const served = await serve(aircall);
  const config = configFor(aircall, served.url);
  const whole = await runConnector('read', { config, catalog });
  const truth = truthOf(aircall.account);
  const places = whole.lines.flatMap((line, at) => (line.startsWith('{"type":"STATE"') ? [at + 1] : []));
  expect(places.length).toBeGreaterThanOrEqual(6);
  const again: number[] = [];
  await inBatches(places, 2, async (place) => {
    const cut = new Output(whole.lines.slice(0, place));
    const { run, ledger } = await resume(config, cut);
    expect({ place, ...ledger.everything() }).toEqual({ place, ...truth });
    again.push(cut.records.length + run.records.length - whole.records.length);
  });
  // Sent again is only what was written behind the last proven anchor, two stretches at most.
  expect(Math.max(...again)).toBeLessThan(2000 + 10);
  await served.close();
});
