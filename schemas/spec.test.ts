import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { fieldNames } from '../src/config/problems.ts';
import { parseConfig } from '../src/config/config.ts';
import { generated } from './generate.ts';
import { airbyteKeywords, asSchema, readSchema, type Schema } from './read.ts';
import { walk } from './walk.ts';

const spec = await readSchema('spec.json');
const properties = Object.entries(asSchema(spec['properties'], 'spec.json')).map(
  ([name, property]): [string, Schema] => [name, asSchema(property, name)],
);
const validate = new Ajv({ strict: true, keywords: [...airbyteKeywords] }).compile(spec);
const key = { api_id: 'an-id', api_token: 'a-token' };

/** Names of properties that Airbyte's acceptance tests take for secrets. */
const secretNames =
  'client_token access_token api_token token secret client_secret password key service_account_info service_account tenant_id certificate jwt credentials app_id appid refresh_token';

describe('the specification of a connection', () => {
  test('is an object that tolerates keys of others', () => {
    expect(spec).toMatchObject({
      $schema: 'http://json-schema.org/draft-07/schema#',
      type: 'object',
      additionalProperties: true,
      required: ['api_id', 'api_token'],
    });
  });

  test('has exactly the fields that the connector reads', () => {
    expect(properties.map(([name]) => name)).toEqual(fieldNames);
  });

  test('uses no keyword that forms cannot show', () => {
    const found = new Map<string, Schema>();
    walk(spec, 'spec', found);
    const forbidden =
      '$ref not anyOf allOf oneOf patternProperties prefixItems if then else dependentSchemas dependentRequired';
    const used = [...found].flatMap(([path, schema]) =>
      Object.keys(schema).map((keyword) => [path, keyword]),
    );
    expect(used.filter(([, keyword = '']) => forbidden.split(' ').includes(keyword))).toEqual([]);
  });

  test('shows the fields in their order, each place once', () => {
    expect(properties.map(([, { order }]) => order)).toEqual(properties.map((_, index) => index));
  });

  test.each(properties)('explains %s to a person who reads nothing else', (_name, property) => {
    expect(property['title']).toMatch(/^[A-Z].{3,}/);
    expect(String(property['description']).length).toBeGreaterThan(80);
    expect(typeof property['type']).toBe('string');
    expect(Object.hasOwn(property, 'pattern_descriptor')).toBe(Object.hasOwn(property, 'pattern'));
  });

  test('marks as secrets what Airbyte takes for secrets, and the ID', () => {
    const marked = properties
      .filter(([, property]) => property['airbyte_secret'] === true)
      .map(([name]) => name);
    expect(marked).toEqual(['api_id', 'api_token', 'personal_data_key']);
    const expected = properties.map(([name]) => name).filter((name) => secretNames.split(' ').includes(name));
    expect(marked).toEqual(expect.arrayContaining(expected));
  });

  test.each(properties)('has a default and examples of %s that it accepts itself', (name, property) => {
    const samples = [property['default'], ...[property['examples'] ?? []].flat()].filter(
      (sample) => sample !== undefined,
    );
    for (const sample of samples) {
      expect(validate({ ...key, [name]: sample })).toBe(true);
      expect(() => parseConfig({ ...key, [name]: sample })).not.toThrow();
    }
    const options = property['enum'];
    expect(Array.isArray(options) ? new Set(options).size : 0).toBe(
      Array.isArray(options) ? options.length : 0,
    );
  });

  test('tells where the key is made, by whom, that its token is shown once, and what it opens', () => {
    const [, id] = properties[0] ?? [];
    const [, token] = properties[1] ?? [];
    expect(id?.['description']).toMatch(
      /Admin or the Owner.*Integrations & API → API Keys.*Company Settings → API keys/,
    );
    expect(token?.['description']).toMatch(/only once.*delete the key and make a new one.*full access/);
  });
});

describe('what is generated', () => {
  test('is what src/generated holds', async () => {
    for (const [name, content] of await generated()) {
      const url = new URL(`../src/generated/${name}`, import.meta.url);
      expect(readFileSync(url, 'utf8') === content, `${name}: run "node schemas/generate.ts"`).toBe(true);
    }
  });

  test('needs nothing at run time', async () => {
    const files = await generated();
    expect(files.get('validators.js')).not.toMatch(/\bimport\b|\brequire\(/);
  });
});
