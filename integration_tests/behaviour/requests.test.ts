import { expect, test } from 'vitest';
import documented from '../../docs/requests.json' with { type: 'json' };
import { streams } from '../../src/streams/registry.ts';
import { measureStreamRequests } from '../bench/stream-requests.ts';

test('the requests in docs/streams.md are those that are made', async () => {
  const measured = await measureStreamRequests();
  expect(measured, 'docs/requests.json is stale: npm run bench:requests -- --write').toEqual(documented);
});

/** A request for each call that is due has nothing to do with a list. */
const perCall = new Set(streams.filter(({ source }) => source.kind === 'per-call').map(({ name }) => name));

test.each(documented.filter(({ stream, rows, next }) => rows > 0 && next > 0 && !perCall.has(stream)))(
  '$stream: the next sync costs no more than a reading of its list',
  ({ stream, rows, next }) => {
    const parents: Readonly<Record<string, number>> = {
      number_users: 77,
      whatsapp_templates: 77,
      dialer_campaigns: 137,
      dialer_campaign_numbers: 137,
      team_users: 20,
    };
    const listed = parents[stream] ?? rows;
    expect(next).toBeLessThanOrEqual(Math.ceil(listed / 50));
  },
);
