import { describe, expect, test } from 'vitest';
import { streams as all } from '../../src/streams/registry.ts';
import type { ListStream } from '../../src/streams/source.ts';
import { Aircall } from '../simulator/aircall.ts';
import { serve } from '../simulator/server.ts';
import { catalogOf } from '../support/catalog.ts';
import { platformFaults } from '../support/platform-rules.ts';
import { configFor } from '../support/run-connector.ts';
import { runHere, type HereRun } from '../support/run-here.ts';
import { schemaFaults } from '../support/schema.ts';

/** Those that are lists of Aircall's; `deletions` has tests of its own. */
const streams = all.flatMap((stream): ListStream[] => {
  const { source } = stream;
  return source.kind === 'deletions' ? [] : [{ ...stream, source }];
});

type Sync = (mode: 'incremental' | 'full_refresh', state?: unknown) => Promise<HereRun>;

/** An account, and a way to sync one stream of it. */
async function within(
  stream: ListStream,
  play: (aircall: Aircall, sync: Sync) => Promise<void>,
): Promise<void> {
  const aircall = new Aircall({ calls: 130, users: 61, teams: 52, days: 30, inProgress: false });
  const served = await serve(aircall);
  try {
    await play(aircall, async (mode, state) => {
      const catalog = catalogOf([stream.name], mode);
      const run = await runHere('read', { config: configFor(aircall, served.url), catalog, state });
      expect(platformFaults(run, { catalog })).toEqual([]);
      return run;
    });
    expect(aircall.violations).toEqual([]);
  } finally {
    await served.close();
  }
}

function size({ account }: Aircall, { source }: ListStream): number {
  return source.kind === 'windowed' ? account.visibleCalls().length : account.listAt(source.path).size;
}

function keysOf(stream: ListStream, run: HereRun): readonly string[] {
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

  test('sends nothing again', () =>
    within(stream, async (_aircall, sync) => {
      const first = await sync('incremental');
      const second = await sync('incremental', first.lastStates);
      expect([second.exitCode, second.records]).toEqual([0, []]);
      expect(second.lastStates).toHaveLength(1);
    }));

  test('fails by itself, and in words, where Aircall refuses its path', () =>
    within(stream, async (aircall, sync) => {
      aircall.fault({ path: stream.source.path }, { kind: 'status', status: 403 }, Infinity);
      const run = await sync('incremental');
      expect([run.exitCode, run.end(stream.name)]).toEqual([1, 'INCOMPLETE']);
      expect(run.errors[0]?.error.message).toContain(stream.source.path);
    }));
});

test.each(streams.filter(({ source }) => source.kind === 'whole-list'))(
  '$name says once who is gone',
  (stream) =>
    within(stream, async (aircall, sync) => {
      const first = await sync('incremental');
      const list = aircall.account.listAt(stream.source.path);
      const [gone = 0] = list.keys();
      list.delete(gone);
      const second = await sync('incremental', first.lastStates);
      const [key = ''] = stream.primaryKey;
      expect(second.rows(stream.name)).toMatchObject([
        { [key]: gone, _ab_cdc_deleted_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) },
      ]);
      expect(second.rows(stream.name).flatMap((row) => schemaFaults(stream.name, row))).toEqual([]);
      expect((await sync('incremental', second.lastStates)).records).toEqual([]);
    }),
);
