import { describe, expect, test } from 'vitest';
import { streams } from '../../src/streams/registry.ts';
import { Aircall, type AircallOptions } from '../simulator/aircall.ts';
import type { Knobs } from '../simulator/knobs.ts';
import { Random } from '../simulator/random.ts';
import { serve } from '../simulator/server.ts';
import { catalogOf } from '../support/catalog.ts';
import { mutateLists } from '../support/mutate-lists.ts';
import { keptStates, Output } from '../support/output.ts';
import { platformFaults } from '../support/platform-rules.ts';
import { configFor } from '../support/run-connector.ts';
import { runHere, type HereRun } from '../support/run-here.ts';
import { comparedStreams, Tables } from '../support/tables.ts';

const DAY_MS = 24 * 3600 * 1000;

const catalog = catalogOf(streams.map(({ name }) => name));

type Sync = (state?: Output['lastStates']) => Promise<HereRun>;

async function within(
  options: AircallOptions,
  play: (aircall: Aircall, sync: Sync) => Promise<void>,
): Promise<void> {
  const aircall = new Aircall({ inProgress: false, edgeCases: false, ...options });
  const served = await serve(aircall);
  try {
    await play(aircall, (state) =>
      runHere('read', { config: configFor(aircall, served.url), catalog, state }),
    );
    expect(aircall.violations).toEqual([]);
  } finally {
    await served.close();
  }
}

/** The rows that a run wrote, but for those of streams that are written anew each time. */
function written(run: HereRun): readonly string[] {
  return run.records
    .filter(({ stream }) => comparedStreams.includes(stream))
    .map(({ stream, data }) => `${stream} ${JSON.stringify(data)}`);
}

test('an account of 12,500 contacts and 137 users arrives whole, and then exactly what changed', () =>
  within(
    { calls: 300, days: 30, users: 137, teams: 20, numbers: 77, contacts: 12_500, webhooks: 10 },
    async (aircall, sync) => {
      const { account, clock } = aircall;
      while (account.tags.size < 120) account.addTag(`Tag ${account.tags.size}`);
      const first = await sync();
      expect(first.exitCode).toBe(0);
      expect(platformFaults(first, { catalog })).toEqual([]);
      const tables = new Tables().take(first);
      expect(tables.differences(account)).toEqual([]);
      clock.advance(3_600_000);
      const second = await sync(first.lastStates);
      expect(written(second)).toEqual([]);
      clock.advance(3_600_000);
      const [contact = 0] = account.contacts.keys();
      const [tag = 0] = account.tags.keys();
      account.editContact(contact, { information: 'Calls back on Monday' });
      account.renameTag(tag, 'Renamed');
      const third = await sync(second.lastStates);
      expect(written(third)).toHaveLength(2);
      expect(tables.take(third).differences(account)).toEqual([]);
    },
  ));

const variants: readonly (readonly [string, Partial<Knobs>])[] = [
  ['bounds of calls the other way round', { callsFrom: 'inclusive', callsTo: 'exclusive' }],
  ['bounds of contacts that take no end in', { contactsFrom: 'exclusive', contactsTo: 'exclusive' }],
  ['bounds of other lists that take no end in', { othersFrom: 'exclusive', othersTo: 'exclusive' }],
  ['capped totals', { total: 'capped' }],
  ['totals that are too low', { totalOffset: -1 }],
  ['totals that are too high', { totalOffset: 1 }],
  ['shuffled ties', { ties: 'shuffled' }],
  ['pages of twenty', { perPageMax: 20 }],
  ['pages that shrink', { perPageMax: (number: number) => (number < 9 ? 50 : 25) }],
  ['larger pages refused', { perPageOver: 'reject' }],
  ['calls out of order', { disorderMinutes: 15, disorderShare: 1 }],
  ['calls filtered by another time', { filterOn: 'sort_key', disorderMinutes: 3 }],
  ['contacts that cannot be sorted', { contactsOrderBy: 'ignored' }],
  ['old bounds refused', { horizon: 'reject' }],
  ['another edge of history', { horizonMonths: 4 }],
  ['answers without a date', { date: 'missing' }],
  ['answers with a date of tomorrow', { date: { offsetMs: 86_400_000 } }],
  ['answers that are not compressed', { gzip: false }],
  ['rare fields left out', { rareFields: false, shortUrls: 'absent', duration: 'talk' }],
];

test.each(variants)('every stream arrives whole: %s', (_name, knobs) =>
  within(
    { calls: 130, days: 30, users: 61, teams: 12, numbers: 9, contacts: 260, knobs },
    async (aircall, sync) => {
      const first = await sync();
      expect(first.exitCode).toBe(0);
      expect(new Tables().take(first).differences(aircall.account)).toEqual([]);
      expect(written(await sync(first.lastStates))).toEqual([]);
    },
  ),
);

/** Paths that may be refused for a while, or fail. */
const troubled = [
  '/v2/users',
  '/v1/tags',
  '/v1/contacts',
  '/v1/sms/templates',
  '/v1/campaign_outcomes',
  /\/templates$/,
  /\/dialer_campaign$/,
  /^\/v1\/numbers\/\d+$/,
];

describe('random histories of all streams at once', () => {
  const histories = Number(process.env['HISTORIES'] ?? 66);
  const seeds = Array.from({ length: 6 }, (_, at) => at + 1);

  test.each(seeds)(
    'kills, changes and refusals lose nothing, and nobody is falsely gone (%i)',
    async (seed) => {
      const random = new Random(seed);
      const differences: string[] = [];
      for (let history = 0; history < histories / seeds.length; history++) {
        const size = { calls: 20, days: 20, users: 9, teams: 4, numbers: 5, contacts: 70 };
        await within({ ...size, seed: random.int(1, 1e6) }, async (aircall, sync) => {
          differences.push(...(await playHistory(aircall, sync, random)));
        });
      }
      expect(differences).toEqual([]);
    },
  );
});

/** Nine syncs, most of them killed, then three that are left alone. Returns where tables and account differ in the end. */
async function playHistory(aircall: Aircall, sync: Sync, random: Random): Promise<readonly string[]> {
  const tables = new Tables();
  let states: Output['lastStates'] = [];
  const undo = aircall.beforeRequest(() => {
    if (random.chance(0.05)) mutateLists(aircall, random);
  });
  for (let nth = 0; nth < 9; nth++) {
    aircall.clock.advance(random.pick([3_600_000, DAY_MS, 8 * DAY_MS]));
    for (let change = random.int(0, 6); change > 0; change--) mutateLists(aircall, random);
    if (random.chance(0.4)) {
      aircall.fault(
        { path: random.pick(troubled) },
        { kind: 'status', status: random.pick([403, 404, 500]) },
        Infinity,
      );
    }
    const run = await sync(states);
    aircall.clearFaults();
    const isKilled = random.chance(0.9);
    const kept = isKilled ? new Output(run.lines.slice(0, random.int(0, run.lines.length))) : run;
    tables.take(kept, isKilled);
    states = keptStates(states, kept.lastStates);
  }
  undo();
  for (let nth = 0; nth < 3; nth++) {
    aircall.clock.advance(8 * DAY_MS);
    const run = await sync(states);
    expect(run.exitCode).toBe(0);
    tables.take(run);
    states = keptStates(states, run.lastStates);
  }
  return tables.differences(aircall.account);
}
