import { withoutAddress } from '../../integration_tests/support/error-address.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ConfigError } from '../errors/errors.ts';
import { parseCatalog } from './catalog.ts';

const FORM =
  'It must look like {"streams": [{"stream": {"name": "calls", …}, "sync_mode": "incremental", "destination_sync_mode": "append_dedup"}]}.';

function messageFor(raw: unknown): string {
  try {
    parseCatalog(raw);
  } catch (error) {
    if (error instanceof ConfigError) return withoutAddress(error.message);
    throw error;
  }
  return 'accepted';
}

describe('a configured catalog', () => {
  test('says per stream the name, both modes and the columns selected', () => {
    expect(
      parseCatalog({
        streams: [
          {
            stream: { name: 'users', json_schema: { properties: { name: {}, id: {} } } },
            sync_mode: 'incremental',
            destination_sync_mode: 'append_dedup',
          },
          { stream: { name: 'calls' }, sync_mode: 'full_refresh', destination_sync_mode: 'overwrite' },
        ],
      }),
    ).toEqual([
      {
        name: 'users',
        syncMode: 'incremental',
        overwrites: false,
        columns: ['id', 'name'],
      },
      { name: 'calls', syncMode: 'full_refresh', overwrites: true, columns: [] },
    ]);
  });

  test('may hold nulls, unknown keys, unknown streams and unknown modes', () => {
    expect(
      parseCatalog({
        'estuary.dev/range': { begin: 0 },
        streams: [
          {
            stream: { name: 'unheard_of', json_schema: null, namespace: null, is_resumable: null },
            sync_mode: 'INVALID',
            destination_sync_mode: null,
            cursor_field: null,
            primary_key: [['id']],
            generation_id: 3,
          },
          { stream: { name: 'calls', json_schema: { properties: null } } },
          { stream: { name: 'users', json_schema: 'odd' }, sync_mode: 5 },
        ],
      }),
    ).toEqual([
      { name: 'unheard_of', syncMode: 'INVALID', overwrites: false, columns: [] },
      { name: 'calls', syncMode: 'missing', overwrites: false, columns: [] },
      { name: 'users', syncMode: 'missing', overwrites: false, columns: [] },
    ]);
  });

  test('may have no streams', () => {
    expect(parseCatalog({ streams: [] })).toEqual([]);
  });

  test.each<[unknown, string]>([
    [[], `The catalog is not a configured catalog: it is not an object. ${FORM}`],
    [{}, `The catalog is not a configured catalog: streams is missing. ${FORM}`],
    [{ streams: {} }, `The catalog is not a configured catalog: streams is not a list. ${FORM}`],
    [{ streams: ['calls'] }, `The catalog is not a configured catalog: streams[0] is not an object. ${FORM}`],
    [
      { streams: [{ stream: { name: 'calls' } }, { sync_mode: 'incremental' }] },
      `The catalog is not a configured catalog: streams[1].stream is missing. ${FORM}`,
    ],
    [
      { streams: [{ stream: {} }] },
      `The catalog is not a configured catalog: streams[0].stream.name is missing. ${FORM}`,
    ],
    [
      { streams: [{ stream: { name: 5 } }] },
      `The catalog is not a configured catalog: streams[0].stream.name is not a string. ${FORM}`,
    ],
    [
      { streams: [{ stream: { name: ' ' } }] },
      `The catalog is not a configured catalog: streams[0].stream.name is blank. ${FORM}`,
    ],
    [
      { streams: [{ stream: { name: 'calls' } }, { stream: { name: 'calls' } }] },
      'The catalog has the stream "calls" more than once. Keep one of them.',
    ],
  ])('%j is malformed', (raw, message) => {
    expect(messageFor(raw)).toBe(message);
  });

  test.each<[string, unknown]>([
    ['the message', { type: 'CATALOG', catalog: { streams: [{ name: 'calls', json_schema: {} }] } }],
    ['its catalog', { streams: [{ name: 'calls', json_schema: {} }] }],
  ])('what discover prints (%s) is told from it', (_what, raw) => {
    expect(messageFor(raw)).toBe(
      'The catalog is what discover prints, not a configured catalog. Wrap each stream that is to be read: {"streams": [{"stream": {…}, "sync_mode": "incremental", "destination_sync_mode": "append_dedup"}]}.',
    );
  });

  test('any JSON gives streams with a name or a ConfigError', () => {
    const stream = fc.record(
      { name: fc.oneof(fc.string(), fc.jsonValue()), json_schema: fc.jsonValue() },
      { requiredKeys: [] },
    );
    const configured = fc.record(
      { stream: fc.oneof(stream, fc.jsonValue()), sync_mode: fc.jsonValue() },
      { requiredKeys: [] },
    );
    const catalog = fc.record({ streams: fc.array(fc.oneof(configured, fc.jsonValue()), { maxLength: 3 }) });
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), catalog), (raw) => {
        let names: readonly string[];
        try {
          names = parseCatalog(raw).map(({ name }) => name);
        } catch (error) {
          names = error instanceof ConfigError ? [] : ['', String(error)];
        }
        expect(names.every((name) => name.trim() !== '')).toBe(true);
        expect(new Set(names).size).toBe(names.length);
      }),
      { numRuns: 500 },
    );
  });
});
