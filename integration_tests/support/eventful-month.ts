import { writeFile } from 'node:fs/promises';
import { Aircall } from '../simulator/aircall.ts';
import { RunOfSyncs } from './run-of-syncs.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Midnight of a day of October 2026. */
function october(day: number): number {
  return Date.UTC(2026, 9, day);
}

export type EventfulMonth = {
  readonly syncs: RunOfSyncs;
  /** The company of October, and the one whose key is used afterwards. */
  readonly first: Aircall;
  readonly second: Aircall;
  /** What `count --json` printed for October. */
  readonly counts: string;
};

/**
 * October 2026, read every three hours: an outage of Aircall on the 9th, a week without a run from the 14th on, and in November
 * the key of another company.
 */
export async function eventfulMonth(): Promise<EventfulMonth> {
  const [first, second] = [company(3, 'Example Ltd'), company(4, 'Another Example Ltd')];
  const syncs = await RunOfSyncs.of(first, ['calls', 'users', 'teams']);
  const until = async (ms: number): Promise<void> => {
    while (first.clock.nowMs() < ms) {
      await syncs.sync();
      first.clock.advance(3 * HOUR_MS);
    }
  };
  await until(october(9));
  first.fault({}, { kind: 'status', status: 503 }, Number.POSITIVE_INFINITY);
  await until(october(9) + 12 * HOUR_MS);
  first.clearFaults();
  await until(october(14));
  first.clock.advance(7 * DAY_MS);
  first.account.deleteUser([...first.account.users.keys()][2] ?? 0);
  await until(october(33));
  const counts = syncs.path('counts.json');
  const range = ['--from', '2026-10-01', '--to', '2026-11-01', '--json'];
  const counted = await syncs.print(['count', '--config', syncs.path('config.json'), ...range]);
  await writeFile(counts, counted.stdout);
  second.clock.advance(first.clock.nowMs() - second.clock.nowMs());
  await syncs.use(second);
  await syncs.sync();
  return { syncs, first, second, counts };
}

function company(seed: number, name: string): Aircall {
  const aircall = new Aircall({
    seed,
    nowMs: october(1) - 3 * DAY_MS,
    calls: 300,
    days: 5,
    futureCalls: 1800,
    futureDays: 40,
    users: 9,
    teams: 3,
  });
  aircall.account.companyName = name;
  return aircall;
}
