import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Aircall } from '../simulator/aircall.ts';
import type { Knobs } from '../simulator/knobs.ts';
import { Random } from '../simulator/random.ts';
import { EngineSync } from '../support/engine-sync.ts';
import { idOf, Ledger, missingFrom, truthOf } from '../support/ledger.ts';
import { mutateAccount } from '../support/mutate-account.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const knobs: fc.Arbitrary<Partial<Knobs>> = fc.record(
  {
    callsFrom: fc.constantFrom('inclusive', 'exclusive'),
    callsTo: fc.constantFrom('inclusive', 'exclusive'),
    total: fc.constantFrom('exact', 'capped'),
    ties: fc.constantFrom('stable', 'shuffled'),
    disorderMinutes: fc.constantFrom(0, 0, 3, 15),
    disorderShare: fc.constantFrom(0.02, 1),
    filterOn: fc.constantFrom('started_at', 'sort_key'),
    insertionLagSeconds: fc.constantFrom(0, 40),
    perPageMax: fc.constantFrom(50, 20, (number: number) => (number < 9 ? 50 : 25)),
    horizon: fc.constantFrom('clamp', 'reject'),
    duration: fc.constantFrom('rewritten', 'talk', 'total'),
    shortUrls: fc.constantFrom('null', 'absent'),
  },
  { requiredKeys: [] },
);

const size = fc.record({
  seed: fc.integer({ min: 1, max: 1e6 }),
  calls: fc.constantFrom(0, 1, 49, 50, 51, 100, 260, 700),
  // Thousands in an hour, or a few an hour.
  days: fc.constantFrom(0.02, 1, 30, 170, 200),
  futureCalls: fc.constantFrom(0, 200),
  futureDays: fc.constant(4),
  rhythm: fc.constantFrom('office', 'even'),
});

/** Late changes stay within the look-back: beyond it nobody can know. */
const habits = { lateChangeShare: 0.1, lateChangeAgeSeconds: [1800, 4 * 86_400] } as const;

const syncs = fc.array(
  fc.record({
    pauseMs: fc.constantFrom(0, 20_000, HOUR, 6 * HOUR, DAY),
    /** The share of requests before which something happens. */
    unrest: fc.constantFrom(0, 0.1, 0.6),
    dieAfter: fc.option(fc.integer({ min: 0, max: 800 }), { nil: Infinity }),
    prefetchDepth: fc.constantFrom(1, 2, 5),
  }),
  { minLength: 1, maxLength: 6 },
);

describe('whatever the API may be like, and whatever happens while it is read', () => {
  test('the union of all that is written equals the account', async () => {
    await fc.assert(
      fc.asyncProperty(size, knobs, syncs, async (account, turned, script) => {
        const aircall = new Aircall({ ...account, habits, users: 5, teams: 2, knobs: turned });
        const sync = new EngineSync(aircall, new Ledger());
        const random = new Random(account.seed);
        for (const { pauseMs, unrest, dieAfter, prefetchDepth } of script) {
          aircall.clock.advance(pauseMs);
          const undo = aircall.beforeRequest(() => random.chance(unrest) && mutateAccount(aircall, random));
          await sync.run({ dieAfter, prefetchDepth });
          undo();
        }
        await settle(sync);
        expect(wrongIn(sync)).toEqual(NOTHING);
      }),
      { numRuns: 150, seed: 20_260_915 },
    );
  });

  test.each<[string, Partial<Knobs>]>([
    ['without order, by capped totals', { total: 'capped', disorderMinutes: 5, disorderShare: 0.1 }],
    [
      'with shuffled ties and the bounds swapped',
      { ties: 'shuffled', callsFrom: 'inclusive', callsTo: 'exclusive' },
    ],
    ['as observed, by capped totals', { total: 'capped' }],
  ])('12,000 calls arrive %s', async (_name, turned) => {
    const aircall = new Aircall({ calls: 12_000, days: 100, users: 5, habits, knobs: turned });
    const sync = new EngineSync(aircall, new Ledger());
    const random = new Random(7);
    const undo = aircall.beforeRequest(() => random.chance(0.05) && mutateAccount(aircall, random));
    await sync.run({ dieAfter: 7000 });
    undo();
    await settle(sync);
    expect(wrongIn(sync)).toEqual(NOTHING);
  });

  test.each([50, 51, 9999, 10_000, 10_001])('%i calls in two hours arrive', async (calls) => {
    const aircall = new Aircall({
      calls,
      days: 1 / 12,
      users: 5,
      rhythm: 'even',
      knobs: { total: 'capped' },
    });
    const sync = new EngineSync(aircall, new Ledger());
    expect((await sync.run()).end).toBe('complete');
    expect(wrongIn(sync)).toEqual(NOTHING);
    expect(sync.ledger.rows('calls')).toHaveLength(calls);
  });

  test('hundreds of calls in one second arrive, also when it shuffles them', async () => {
    const aircall = new Aircall({ calls: 200, days: 5, users: 5, knobs: { ties: 'shuffled' } });
    aircall.account.addCalls(Math.floor(aircall.clock.nowMs() / 1000) - 50_000, 700);
    const sync = new EngineSync(aircall, new Ledger());
    expect((await sync.run()).end).toBe('complete');
    expect(wrongIn(sync)).toEqual(NOTHING);
  });

  test('more calls in one second than can be paged through are an error, and what was before them stands', async () => {
    const aircall = new Aircall({ calls: 300, days: 5, users: 5, knobs: { total: 'capped' } });
    const second = Math.floor(aircall.clock.nowMs() / 1000) - 50_000;
    aircall.account.addCalls(second, 10_050);
    const sync = new EngineSync(aircall, new Ledger());
    await expect(sync.run()).rejects.toThrow(/one second|10,?000/);
    const before = truthOf(aircall.account).calls.filter((row) => Number(row['started_at']) < second);
    expect(missingFrom(sync.ledger.rows('calls'), before).lost).toEqual([]);
    expect(aircall.violations).toEqual([]);
  });
});

describe('a count that is off', () => {
  test('passes as unproven with a warning when all readings agree, and is an error where only proofs are wanted', async () => {
    const aircall = new Aircall({ calls: 130, days: 5, users: 5, knobs: { totalOffset: 3 } });
    const sync = new EngineSync(aircall, new Ledger());
    const { end, codes } = await sync.run();
    expect([end, new Set(codes)]).toEqual(['complete', new Set(['count-mismatch'])]);
    expect(wrongIn(sync)).toEqual(NOTHING);
    const strict = new EngineSync(aircall, new Ledger());
    expect((await strict.run({ config: { onCountMismatch: 'fail' } })).end).toBe('incomplete');
  });
});

/** Two quiet days later every tier is due, and one more sync shows what is left. */
async function settle(sync: EngineSync): Promise<void> {
  sync.aircall.clock.advance(2 * DAY);
  const { end, codes } = await sync.run();
  if (end !== 'complete') throw new Error(`the last sync was ${end}: ${codes.join(', ')}`);
}

const NOTHING = { lost: [], stale: [], violations: [] };

/** Ids of calls that the destination lacks, or has in another form than the account, and rules that were broken. */
function wrongIn({ aircall, ledger }: EngineSync): Record<'lost' | 'stale' | 'violations', unknown[]> {
  // A row whose place is ahead of the clock, or that is late, comes with the next sync.
  const shown = Math.floor(aircall.clock.nowMs() / 1000) - slackSeconds(aircall);
  const calls = truthOf(aircall.account).calls.filter((row) => Number(row['started_at']) <= shown);
  const written = new Map(ledger.rows('calls').map((row) => [idOf(row), row]));
  const { lost } = missingFrom([...written.values()], calls);
  const stale = calls.filter((call) => {
    const row = written.get(idOf(call));
    return row !== undefined && !isDeepStrictEqual(row, call);
  });
  return { lost, stale: stale.map(idOf), violations: aircall.violations };
}

function slackSeconds({ knobs: { disorderMinutes, insertionLagSeconds, callsTo } }: Aircall): number {
  return disorderMinutes * 60 + insertionLagSeconds + (callsTo === 'exclusive' ? 1 : 0);
}
