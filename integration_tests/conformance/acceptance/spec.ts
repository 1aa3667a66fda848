import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { readSchema } from '../../../schemas/read.ts';
import { platformFaults } from '../../support/platform-rules.ts';
import type { Evidence } from '../evidence.ts';
import { isJson, places, propertiesOf, type Json } from '../schema-walk.ts';
import { specRules } from '../spec-rules.ts';

const required = ['api_id', 'api_token'] as const;

/** Airbyte's acceptance tests of `spec`, by the names that they have there. */
export function specTests(evidence: () => Evidence): void {
  async function specification(): Promise<Json> {
    const found = await evidence().connectionSpecification();
    if (!isJson(found)) throw new Error('the specification is not an object');
    return found;
  }

  describe('spec', () => {
    test('is said in one message, the first of the output', async () => {
      const run = await evidence().spec();
      expect([run.exitCode, run.messages.map(({ type }) => type)]).toEqual([0, ['SPEC']]);
      expect(platformFaults(run, {})).toEqual([]);
    });

    test('match_expected: is the file in the repository', async () => {
      expect(await specification()).toEqual(await readSchema('spec.json'));
    });

    test('config_match_spec: the configuration of these tests fits it', async () => {
      const ajv = new Ajv({ strict: false, validateFormats: false });
      expect(ajv.validate(await specification(), evidence().config)).toBe(true);
    });

    test.each(Object.entries(specRules))('%s', async (_rule, faults) => {
      expect([...places(await specification())].flatMap(faults)).toEqual([]);
    });

    test('oauth_flow_parameters, oauth_is_default_method: there is no OAuth flow to be wrong', async () => {
      const [message] = (await evidence().spec()).messages;
      expect(message).not.toHaveProperty('spec.advanced_auth');
    });

    test('required: each field that is missing is FAILED in check, and a config_error in read', async () => {
      expect((await specification())['required']).toEqual(required);
      for (const field of required) {
        const check = await evidence().run('check', { config: without(evidence().config, [field]) });
        expect(check.messages).toEqual([
          {
            type: 'CONNECTION_STATUS',
            connectionStatus: { status: 'FAILED', message: expect.stringContaining(field) },
          },
        ]);
      }
      const read = await evidence().run('read', { config: {}, catalog: { streams: [] } });
      expect(read.errors).toMatchObject([
        { error: { failure_type: 'config_error', message: expect.stringContaining('api_id') } },
      ]);
      expect(read.exitCode).toBe(1);
    });

    test('optional: check and read work without any field that is not required', async () => {
      // The address alone has to stay: without it the account would be another one.
      const optional = Object.keys(propertiesOf(await specification())).filter(
        (name) => name !== 'api_url' && !required.some((field) => field === name),
      );
      expect(optional.length).toBeGreaterThan(0);
      const config = without(evidence().config, optional);
      const check = await evidence().run('check', { config });
      expect(check.messages).toEqual([
        { type: 'CONNECTION_STATUS', connectionStatus: { status: 'SUCCEEDED' } },
      ]);
      const { streams } = await evidence().catalog('incremental');
      const catalog = { streams: streams.filter(({ stream }) => stream.name === 'teams') };
      const read = await evidence().run('read', { config, catalog });
      expect([read.exitCode, read.end('teams'), read.rows('teams').length]).toEqual([
        0,
        'COMPLETE',
        evidence().aircall.account.teams.size,
      ]);
    });

    test('has_secret: both halves of the key, and the key of hashes, are marked as secrets', async () => {
      const secrets = Object.entries(propertiesOf(await specification()))
        .filter(([, property]) => isJson(property) && property['airbyte_secret'] === true)
        .map(([name]) => name);
      expect(secrets).toEqual([...required, 'personal_data_key']);
    });

    test('secret_never_in_the_output: in no encoding, in no command, however it ends, with all logs', async () => {
      const { config, aircall } = evidence();
      const wrong: Json = { ...config, api_token: 'a-token-that-nobody-ever-made' };
      const catalog = await evidence().catalog('incremental');
      aircall.fault({ path: '/v1/teams' }, { kind: 'status', status: 404, body: JSON.stringify(config) });
      const outputs = await Promise.all([
        evidence().run('read', { config, catalog, flags: ['--debug'] }),
        evidence().run('read', { config: wrong, catalog, flags: ['--debug'] }),
        evidence().run('check', { config: wrong, flags: ['--debug'] }),
        evidence().run('check', { config: { ...config, start_date: config['api_token'] } }),
      ]);
      aircall.clearFaults();
      expect(outputs[0]?.codes('DEBUG').length).toBeGreaterThan(0);
      expect(outputs.map(({ exitCode }) => exitCode)).toEqual([1, 1, 0, 0]);
      const said = outputs.map(({ lines, stderr }) => `${lines.join('\n')}\n${stderr}`).join('\n');
      const secrets = [config, wrong].flatMap(({ api_id: id, api_token: token }) => [
        ...[id, token].map(String),
        `${String(id)}:${String(token)}`,
      ]);
      for (const secret of secrets.flatMap(encodings)) expect(said).not.toContain(secret);
    });
  });
}

function without(config: Json, names: readonly string[]): Json {
  return Object.fromEntries(Object.entries(config).filter(([name]) => !names.includes(name)));
}

function encodings(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  return [
    secret,
    encodeURIComponent(secret),
    bytes.toString('base64').replaceAll('=', ''),
    bytes.toString('hex'),
  ];
}
