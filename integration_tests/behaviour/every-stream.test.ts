import { describe, expect, test } from 'vitest';
import { streams as all } from '../../src/streams/registry.ts';
import type { PerCall } from '../../src/streams/source.ts';
import type { Stream } from '../../src/streams/stream.ts';
import { Aircall } from '../simulator/aircall.ts';
import { insightOf } from '../simulator/insights.ts';
import { serve } from '../simulator/server.ts';
import { catalogOf } from '../support/catalog.ts';
import { platformFaults } from '../support/platform-rules.ts';
import { configFor } from '../support/run-connector.ts';
import { runHere, type HereRun } from '../support/run-here.ts';
import { schemaFaults } from '../support/schema.ts';

/** All that ask Aircall for rows of their own; `deletions` has tests of its own. */
const streams = all.filter(({ source }) => source.kind !== 'deletions');

/** Each sync writes all of it anew. */
const isSeries = ({ source }: Stream): boolean => source.kind === 'snapshots';

type Sync = (mode: 'incremental' | 'full_refresh', state?: unknown) => Promise<HereRun>;

/** An account, and a way to sync one stream of it. */
async function within(stream: Stream, play: (aircall: Aircall, sync: Sync) => Promise<void>): Promise<void> {
  const isPerCall = stream.source.kind === 'per-call';
  const aircall = new Aircall({
    calls: 130,
    users: 61,
    teams: 52,
    days: 30,
    inProgress: false,
    ...(isPerCall && { futureCalls: 60, futureDays: 8, knobs: { addOns: 'pro' } }),
  });
  aircall.account.insightsAtOnce = isPerCall;
  const settings = isPerCall ? { start_date: '2026-08-01', insights_requests_per_hour: 1000 } : {};
  const served = await serve(aircall);
  try {
    await play(aircall, async (mode, state) => {
      const catalog = catalogOf([stream.name], mode);
      const run = await runHere('read', { config: configFor(aircall, served.url, settings), catalog, state });
      expect(platformFaults(run, { catalog })).toEqual([]);
      return run;
    });
    expect(aircall.violations).toEqual([]);
  } finally {
    await served.close();
  }
}

function size({ account, clock }: Aircall, { name, source }: Stream): number {
  if (source.kind === 'windowed') return account.visibleCalls().length;
  if (source.kind === 'whole-list') return account.listAt(source.path).size;
  if (source.kind === 'updated') return account.contacts.size;
  if (source.kind === 'single') return 1;
  if (source.kind === 'per-call') return resultsOf(account, source, clock.nowMs() / 1000);
  return source.kind === 'snapshots' ? account.users.size : rowsPerParent(account, name);
}

/** Calls that have been over for ten minutes, and have a result that says something. */
function resultsOf(account: Aircall['account'], { path, filledColumn = '' }: PerCall, now: number): number {
  return account.visibleCalls().filter(({ id, ended_at: endedAt }) => {
    const isOver = typeof endedAt === 'number' && endedAt + 600 <= now;
    const row = insightOf(account, account.call(Number(id)), path.split('/').at(-1) ?? '', now);
    const items = row?.[filledColumn];
    return isOver && row !== undefined && !(Array.isArray(items) && items.length === 0);
  }).length;
}

function rowsPerParent({ teams, numbers, perRow }: Aircall['account'], name: string): number {
  const sizes: Readonly<Record<string, readonly number[]>> = {
    team_users: [...teams.values()].map(({ userIds }) => userIds.length),
    number_users: [...numbers.values()].map(({ userIds }) => userIds.length),
    whatsapp_templates: [...perRow.templates.values()].map(({ length }) => length),
    dialer_campaigns: [perRow.campaigns.size],
    dialer_campaign_numbers: [...perRow.campaigns.values()].map((campaign) => campaign.numbers.length),
  };
  return (sizes[name] ?? []).reduce((sum, length) => sum + length, 0);
}

/** The paths whose refusal ends the stream. */
function pathsOf({ source }: Stream): string | RegExp {
  if (source.kind === 'deletions') throw new Error('it has no path');
  if (source.kind === 'per-call') return new RegExp(source.path.replace(':id', String.raw`\d+`));
  if (source.kind !== 'per-parent') return source.path;
  const { children, parent } = source;
  return children.from === 'column'
    ? parent.source.path
    : new RegExp(String.raw`${children.path.replace(':id', String.raw`\d+`)}(?![\w/])`);
}

function keysOf(stream: Stream, run: HereRun): readonly string[] {
  return run
    .rows(stream.name)
    .map((row) => JSON.stringify(stream.primaryKey.map((column) => row[column])))
    .toSorted();
}

describe.each(streams)('$name', (stream) => {
  test.each(['incremental', 'full_refresh'] as const)('arrives whole, once and as declared: %s', (mode) =>
    within(stream, async (aircall, sync) => {
      const run = await sync(mode);
      expect([run.exitCode, run.end(stream.name)]).toEqual([0, 'COMPLETE']);
      const keys = keysOf(stream, run);
      expect(keys).toHaveLength(size(aircall, stream));
      expect(new Set(keys).size).toBe(keys.length);
      expect(run.rows(stream.name).flatMap((row) => schemaFaults(stream.name, row))).toEqual([]);
      expect(run.codes('WARN').filter((code) => code !== 'history-overwritten')).toEqual([]);
    }),
  );

  test.skipIf(isSeries(stream))('sends nothing again', () =>
    within(stream, async (_aircall, sync) => {
      const first = await sync('incremental');
      const second = await sync('incremental', first.lastStates);
      expect([second.exitCode, second.records]).toEqual([0, []]);
      expect(second.lastStates).toHaveLength(1);
    }),
  );

  test.skipIf(stream.isPlanDependent)('fails by itself, and in words, where Aircall refuses its path', () =>
    within(stream, async (aircall, sync) => {
      const path = pathsOf(stream);
      aircall.fault({ path }, { kind: 'status', status: 403 }, Infinity);
      const run = await sync('incremental');
      expect([run.exitCode, run.end(stream.name)]).toEqual([1, 'INCOMPLETE']);
      expect(run.errors[0]?.error.message).toMatch(path);
    }),
  );

  test.runIf(stream.isPlanDependent).each([402, 403, 404, 410])(
    'is empty where Aircall answers %i',
    (status) =>
      within(stream, async (aircall, sync) => {
        aircall.fault({ path: pathsOf(stream) }, { kind: 'status', status }, Infinity);
        const run = await sync('incremental');
        expect([run.exitCode, run.end(stream.name), run.records]).toEqual([0, 'COMPLETE', []]);
      }),
  );

  test.runIf(stream.isPlanDependent)('says that it is not available, and leaves a state', () =>
    within(stream, async (aircall, sync) => {
      aircall.fault({ path: pathsOf(stream) }, { kind: 'status', status: 403 }, Infinity);
      const run = await sync('incremental');
      expect(run.codes('WARN').filter((code) => code !== 'request-retried')).toEqual(['stream-unavailable']);
      expect((await sync('incremental', run.lastStates)).end(stream.name)).toBe('COMPLETE');
    }),
  );

  test.runIf(stream.isPlanDependent)('had rows, and is refused: then it is an error', () =>
    within(stream, async (aircall, sync) => {
      const first = await sync('incremental');
      aircall.clock.advance(8 * 24 * 3600 * 1000);
      aircall.fault({ path: pathsOf(stream) }, { kind: 'status', status: 403 }, Infinity);
      const second = await sync('incremental', first.lastStates);
      expect([second.exitCode, second.end(stream.name)]).toEqual([1, 'INCOMPLETE']);
      expect(second.records).toEqual([]);
    }),
  );
});

const wholeLists = streams.flatMap(({ name, primaryKey, source }) =>
  source.kind === 'whole-list' ? [{ name, primaryKey, path: source.path }] : [],
);

test.each(wholeLists)('$name says once who is gone', ({ name, primaryKey, path }) => {
  const stream = streams.find((one) => one.name === name);
  if (stream === undefined) throw new Error(`no stream ${name}`);
  return within(stream, async (aircall, sync) => {
    const first = await sync('incremental');
    const list = aircall.account.listAt(path);
    const [gone = 0] = list.keys();
    const [key = ''] = primaryKey;
    const isGone = ({ id }: Readonly<Record<string, unknown>>): boolean => id === gone || id === `id-${gone}`;
    const before = first.rows(name).find(isGone);
    list.delete(gone);
    const second = await sync('incremental', first.lastStates);
    expect(second.rows(name)).toMatchObject([
      { [key]: before?.[key], _ab_cdc_deleted_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) },
    ]);
    expect(second.rows(name).flatMap((row) => schemaFaults(name, row))).toEqual([]);
    expect((await sync('incremental', second.lastStates)).records).toEqual([]);
  });
});
