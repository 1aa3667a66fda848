import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Aircall } from '../simulator/aircall.ts';
import { serve, type Served } from '../simulator/server.ts';
import { catalogOf } from '../support/catalog.ts';
import type { Output } from '../support/output.ts';
import { configFor, runConnector, type ProcessRun } from '../support/run-connector.ts';

type Proof = {
  readonly stream: string;
  /** Epoch seconds; of a whole list neither is there. */
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly total: number;
  readonly ids: number;
  /** Of a slice: `2026-09-01:12,2026-09-02:3`. */
  readonly days: string | undefined;
  readonly requests: number;
};

/** All that an auditor has: the lines of one fixed form. */
const form =
  /^stream=(\w+) (?:range=whole-list|from=(\S+) to=(\S+)) total=(\d+) ids=(\d+)(?: days=(\S+))? passes=(\d+) requests=(\d+) at=(\S+) run=(\S+) version=(\S+) account=(\S+)$/;

function proofsIn(output: Output): readonly Proof[] {
  return output.logs
    .filter(({ code }) => code === 'slice-verified')
    .map(({ text }) => {
      const [whole, stream = '', from, to, total, ids, days, passes, requests] = form.exec(text) ?? [];
      if (whole === undefined) throw new Error(`not in the form of a proof: ${text}`);
      expect(Number(passes)).toBeGreaterThan(0);
      return {
        stream,
        from: from === undefined || from === 'first' ? undefined : seconds(from),
        to: to === undefined ? undefined : seconds(to),
        total: Number(total),
        ids: Number(ids),
        days,
        requests: Number(requests),
      };
    });
}

function seconds(time: string): number {
  expect(time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  return Date.parse(time) / 1000;
}

function sum(proofs: readonly Proof[], field: 'total' | 'ids' | 'requests'): number {
  return proofs.reduce((all, proof) => all + proof[field], 0);
}

const sizes = [
  { calls: 0, users: 0, teams: 0, days: 1 },
  { calls: 1, users: 1, teams: 1, days: 1 },
  { calls: 50, users: 50, teams: 51, days: 10 },
  { calls: 51, users: 101, teams: 2, days: 0.02 },
  { calls: 3210, users: 137, teams: 61, days: 120 },
  { calls: 10_001, users: 7, teams: 1, days: 150 },
];

describe.each(sizes)(
  'the proofs in the log of a read of $calls calls, $users users, $teams teams',
  (size) => {
    const aircall = new Aircall(size);
    let served: Served;
    let run: ProcessRun;
    let calls: readonly Proof[];

    beforeAll(async () => {
      served = await serve(aircall);
      run = await runConnector('read', {
        config: configFor(aircall, served.url),
        catalog: catalogOf(),
      });
      calls = proofsIn(run).filter(({ stream }) => stream === 'calls');
    });
    afterAll(() => served.close());

    test('add up to the account', () => {
      expect(run.exitCode).toBe(0);
      for (const proof of proofsIn(run)) expect(proof.ids).toBe(proof.total);
      const lists = proofsIn(run).filter(({ stream }) => stream !== 'calls');
      expect(lists).toMatchObject([
        { stream: 'users', total: size.users, from: undefined, to: undefined },
        { stream: 'teams', total: size.teams, from: undefined, to: undefined },
      ]);
      expect(sum(calls, 'ids')).toBe(size.calls);
    });

    test('follow one another without a gap, from the beginning to the end of the run', () => {
      expect(calls.at(0)?.from).toBeUndefined();
      expect(calls.at(-1)?.to).toBe(aircall.clock.nowMs() / 1000);
      expect(calls.slice(1).map(({ from }) => from)).toEqual(calls.slice(0, -1).map(({ to }) => to));
    });

    test('each count what the account has in between', () => {
      const times = aircall.account.visibleCalls().map((row) => Number(row['started_at']));
      const between = calls.map(
        ({ from = 0, to = Infinity }, at) =>
          times.filter((time) => time >= from && (time < to || (at === calls.length - 1 && time === to)))
            .length,
      );
      expect(calls.map(({ total }) => total)).toEqual(between);
    });

    test('count the rows of each day, and add up to them', () => {
      const counts = new Map<string, number>();
      for (const { days = '', ids } of calls) {
        const pairs = days === 'none' ? [] : days.split(',').map((pair) => pair.split(':'));
        expect(pairs.reduce((all, [, rows]) => all + Number(rows), 0)).toBe(ids);
        for (const [day = '', rows] of pairs) counts.set(day, (counts.get(day) ?? 0) + Number(rows));
      }
      const truth = new Map<string, number>();
      for (const row of aircall.account.visibleCalls()) {
        const day = new Date(Number(row['started_at']) * 1000).toISOString().slice(0, 10);
        truth.set(day, (truth.get(day) ?? 0) + 1);
      }
      expect(counts).toEqual(truth);
    });

    test('name the requests that the run made', () => {
      // The ping is the one request that proves nothing but the key.
      expect(sum(proofsIn(run), 'requests')).toBe(aircall.requests.length - 1);
    });
  },
);

test('a call of the very second of the run is in no count of a day: `to` is exclusive', async () => {
  const aircall = new Aircall({ calls: 40, days: 5, inProgress: false });
  aircall.account.addCall(Math.floor(aircall.clock.nowMs() / 1000));
  const served = await serve(aircall);
  const run = await runConnector('read', {
    config: configFor(aircall, served.url),
    catalog: catalogOf(['calls']),
  });
  await served.close();
  expect(run.rows('calls')).toHaveLength(41);
  for (const { days = '', ids } of proofsIn(run)) {
    const pairs = days === 'none' ? [] : days.split(',').map((pair) => Number(pair.split(':')[1]));
    expect(pairs.reduce((all, rows) => all + rows, 0)).toBe(ids);
  }
  expect(sum(proofsIn(run), 'ids')).toBe(40);
});
