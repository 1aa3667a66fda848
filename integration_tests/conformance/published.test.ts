import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { readSchema } from '../../schemas/read.ts';
import { IMAGE } from '../image/docker.ts';
import { isJson, listOf, type Json } from './schema-walk.ts';
import { program, run } from './target.ts';

const root = join(import.meta.dirname, '..', '..');

async function yaml(file: string): Promise<Json> {
  const parsed: unknown = parse(await readFile(join(root, file), 'utf8'));
  if (!isJson(parsed)) throw new Error(`${file} is not a mapping`);
  return parsed;
}

async function metadata(): Promise<Json> {
  const { data } = await yaml('metadata.yaml');
  if (!isJson(data)) throw new Error('metadata.yaml has no data');
  return data;
}

test('connector_attributes: every stream has a primary key, and the suggested ones exist', async () => {
  const [message] = (await run(program, 'discover', { config: { api_id: 'id', api_token: 'token' } }))
    .messages;
  const streams = message?.type === 'CATALOG' ? message.catalog.streams : [];
  expect(streams.filter(({ source_defined_primary_key: key }) => key.length === 0)).toEqual([]);
  const { suggestedStreams } = await metadata();
  expect(suggestedStreams).toMatchObject({ streams: expect.any(Array) });
  const names: unknown[] = streams.map(({ name }) => name);
  const suggested = isJson(suggestedStreams) ? listOf(suggestedStreams['streams']) : [];
  expect(suggested.filter((name) => !names.includes(name))).toEqual([]);
});

test('connector_attributes: the hosts that it may ask are those that it asks', async () => {
  const { properties } = await readSchema('spec.json');
  const url =
    isJson(properties) && isJson(properties['api_url']) ? String(properties['api_url']['default']) : '';
  expect((await metadata())['allowedHosts']).toEqual({ hosts: [new URL(url).host] });
});

test('acceptance-test-config.yml: every suite of reading is there, at high strictness, and what is bypassed says why', async () => {
  const config = await yaml('acceptance-test-config.yml');
  expect(config).toMatchObject({ connector_image: IMAGE, test_strictness_level: 'high' });
  const suites = isJson(config['acceptance_tests']) ? config['acceptance_tests'] : {};
  expect(Object.keys(suites)).toEqual([
    'spec',
    'connection',
    'discovery',
    'basic_read',
    'full_refresh',
    'incremental',
  ]);
  expect(suites['incremental']).toMatchObject({
    tests: [{ future_state: { bypass_reason: expect.stringMatching(/wrong clock/) } }],
  });
});
