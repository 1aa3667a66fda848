import { streams } from '../../src/streams/registry.ts';
import { Aircall } from '../simulator/aircall.ts';
import { serve } from '../simulator/server.ts';
import { catalogOf } from '../support/catalog.ts';
import { configFor } from '../support/run-connector.ts';
import { runHere } from '../support/run-here.ts';

/** What one stream alone costs in requests, beside the one that checks the key. */
export type StreamRequests = {
  readonly stream: string;
  readonly rows: number;
  readonly first: number;
  /** The next sync, an hour later, in which nothing has changed. */
  readonly next: number;
};

/** The account of the table: its size is part of the text in docs/streams.ts. */
const SIZE = { calls: 300, days: 30, users: 137, teams: 20, numbers: 77, contacts: 12_500, webhooks: 10 };

const TAGS = 120;

/** Reads each stream by itself, twice, from a simulated account that stands still. */
export async function measureStreamRequests(): Promise<readonly StreamRequests[]> {
  const aircall = new Aircall({ ...SIZE, inProgress: false, edgeCases: false });
  aircall.knobs.addOns = 'pro';
  aircall.account.insightsAtOnce = true;
  while (aircall.account.tags.size < TAGS) aircall.account.addTag(`Tag ${aircall.account.tags.size}`);
  const served = await serve(aircall);
  try {
    const config = configFor(aircall, served.url);
    const measured: StreamRequests[] = [];
    for (const { name } of streams) {
      const catalog = catalogOf([name]);
      const asked = (): number => aircall.requests.splice(0).length - 1;
      asked();
      const run = await runHere('read', { config, catalog });
      const first = asked();
      aircall.clock.advance(3_600_000);
      await runHere('read', { config, catalog, state: run.lastStates });
      measured.push({ stream: name, rows: run.rows(name).length, first, next: asked() });
    }
    return measured;
  } finally {
    await served.close();
  }
}
