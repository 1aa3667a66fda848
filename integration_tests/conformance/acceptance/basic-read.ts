import { streams as registry } from '../../../src/streams/registry.ts';
import { describe, expect, test } from 'vitest';
import { coreStreams } from '../../support/catalog.ts';
import { Ledger, truthOf } from '../../support/ledger.ts';
import { platformFaults } from '../../support/platform-rules.ts';
import { columnsOf, schemaFaults } from '../../support/schema.ts';
import type { Evidence } from '../evidence.ts';

/** Columns that a full refresh may leave empty: what only a deletion, a webhook or a fuller request would fill. */
const mayBeEmpty: Readonly<Record<string, readonly string[]>> = {
  users: ['_ab_cdc_deleted_at'],
  teams: ['_ab_cdc_deleted_at'],
  calls: [
    'call_uuid',
    'contact',
    'recording_short_url',
    'voicemail_short_url',
    'ivr_options_selected',
    'ai_voice_agents',
  ],
};

/** Airbyte's acceptance tests of one `read`, with every option that is off by default turned on. */
export function basicReadTests(evidence: () => Evidence): void {
  const read = () => evidence().fullRefresh(1);

  describe('basic_read', () => {
    test('ends well and keeps the rules of the platform', async () => {
      const run = await read();
      expect(platformFaults(run, { catalog: await evidence().catalog('full_refresh') })).toEqual([]);
      expect(run.exitCode).toBe(0);
    });

    test('expect_records: what comes is what the account has, exactly', async () => {
      const run = await read();
      expect(new Ledger().take(run).everything()).toEqual(truthOf(evidence().aircall.account));
      const keys = new Map(registry.map(({ name, primaryKey }) => [name, primaryKey]));
      const ids = run.records.map(
        ({ stream, data }) =>
          `${stream} ${JSON.stringify(keys.get(stream)?.map((column) => Reflect.get(data, column)))}`,
      );
      expect(new Set(ids).size).toBe(ids.length);
    });

    test('fail_on_extra_columns: every record fits its schema, and has nothing that it does not name', async () => {
      const { records } = await read();
      expect(records.flatMap(({ stream, data }) => schemaFaults(stream, { ...data }))).toEqual([]);
    });

    test('empty_streams: no stream is empty but deletions, of which a first sync knows none', async () => {
      const run = await read();
      const empty = (await evidence().streams()).filter(({ name }) => run.rows(name).length === 0);
      expect(empty.map(({ name }) => name)).toEqual(['deletions']);
    });

    test('validate_primary_keys_data_type: a whole number or a text in every record', async () => {
      const run = await read();
      const parts = registry.flatMap(({ name, primaryKey }) =>
        run.rows(name).flatMap((row) => primaryKey.map((column) => row[column])),
      );
      expect(parts.filter((part) => !Number.isInteger(part) && typeof part !== 'string')).toEqual([]);
    });

    test.each(coreStreams)(
      'validate_data_points: every column of %s holds a value somewhere',
      async (stream) => {
        const rows = (await read()).rows(stream);
        const filled = (column: string): boolean => rows.some((row) => (row[column] ?? null) !== null);
        const empty = columnsOf(stream).filter((column) => !filled(column));
        expect(empty.filter((column) => mayBeEmpty[stream]?.includes(column) !== true)).toEqual([]);
      },
    );

    test('validate_state_messages: a STREAM state with a count for each stream', async () => {
      const run = await read();
      const described = run.lastStates.map(({ state }) => state.stream.stream_descriptor.name);
      expect(described.toSorted()).toEqual((await evidence().streams()).map(({ name }) => name).toSorted());
      for (const { state } of run.states) {
        expect(state.type).toBe('STREAM');
        expect(Number.isInteger(state.sourceStats.recordCount)).toBe(true);
      }
    });

    test('expect_trace_message_on_failure: a stream that does not exist is a TRACE ERROR', async () => {
      const stream = { name: '__AIRBYTE__stream_that_does_not_exist', json_schema: {} };
      const streams = [{ stream, sync_mode: 'INVALID', destination_sync_mode: 'INVALID' }];
      const run = await evidence().run('read', { config: evidence().config, catalog: { streams } });
      expect(run.errors.length).toBeGreaterThan(0);
      expect(run.exitCode).toBe(1);
    });
  });
}
