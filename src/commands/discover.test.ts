import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import specification from '../../schemas/spec.json' with { type: 'json' };
import { Writer } from '../protocol/writer.ts';
import { streams } from '../streams/registry.ts';
import { publicSchema } from '../streams/schema.ts';
import { discover } from './discover.ts';
import { spec } from './spec.ts';

/** What costs a request per call, and what compares lists. */
const incrementalOnly = new Set(
  streams.filter(({ source }) => ['deletions', 'per-call'].includes(source.kind)).map(({ name }) => name),
);

type Schema = { readonly properties: object };

async function saidBy(command: (input: { writer: Writer }) => Promise<void>): Promise<string> {
  let text = '';
  const out = new Writable({
    write(chunk, _encoding, done) {
      text += String(chunk);
      done();
    },
  });
  await command({ writer: new Writer(out, (plain) => plain) });
  return text;
}

const discoverIn =
  (timestamps: 'iso' | 'unix') =>
  (input: { writer: Writer }): Promise<void> =>
    discover({ ...input, timestamps });

test('discover says each stream with its schema, key and cursor, all given by the source', async () => {
  const { type, catalog } = JSON.parse(await saidBy(discoverIn('iso')));
  expect(type).toBe('CATALOG');
  expect(catalog.streams).toEqual(
    streams.map(({ name, schema, primaryKey, cursorField }) => ({
      name,
      json_schema: publicSchema(schema),
      supported_sync_modes: incrementalOnly.has(name) ? ['incremental'] : ['full_refresh', 'incremental'],
      source_defined_cursor: true,
      default_cursor_field: [cursorField],
      source_defined_primary_key: primaryKey.map((column) => [column]),
      is_resumable: false,
    })),
  );
});

test('discover says the same bytes every time', async () => {
  expect(await saidBy(discoverIn('iso'))).toBe(await saidBy(discoverIn('iso')));
});

test('with timestamps: unix, times are declared as Aircall sends them', async () => {
  const { catalog } = JSON.parse(await saidBy(discoverIn('unix')));
  const columns = Object.assign(
    {},
    ...catalog.streams.map(({ name, json_schema: schema }: { name: string; json_schema: Schema }) => ({
      [name]: schema.properties,
    })),
  );
  expect(columns.calls.started_at).toMatchObject({ type: 'integer' });
  expect(columns.calls.started_at).not.toHaveProperty('format');
  expect(columns.calls.ended_at).toMatchObject({ type: ['null', 'integer'] });
  expect(columns.calls.comments.items.properties.posted_at).toMatchObject({ type: ['null', 'integer'] });
  expect(columns.calls.number.properties.created_at).toMatchObject({ format: 'date-time' });
  expect(columns.users.created_at).toMatchObject({ type: 'string', format: 'date-time' });
});

test('spec is one SPEC message in the form that runners rely on', async () => {
  const text = await saidBy(spec);
  expect(text.startsWith('{"type":"SPEC","spec":{')).toBe(true);
  expect(JSON.parse(text)).toEqual({
    type: 'SPEC',
    spec: {
      documentationUrl: 'https://developer.aircall.io/api-references/',
      connectionSpecification: specification,
      supportsIncremental: true,
      supported_destination_sync_modes: ['overwrite', 'append', 'append_dedup'],
      protocol_version: '0.2.0',
    },
  });
});
