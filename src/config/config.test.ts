import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { configHints, parseConfig } from './config.ts';
import { ConfigError } from '../errors/errors.ts';

const key = { api_id: 'an-id', api_token: 'a-token' };

const apiId = (found: string): string =>
  `"api_id" must be the ID of an Aircall API key (${found}). An Admin or the Owner of the Aircall account makes the key in the Aircall dashboard, under Integrations & API → API Keys (or Company Settings → API keys).`;
const apiToken = (found: string): string =>
  `"api_token" must be the token of the same Aircall API key (${found}). Aircall shows it only once, when the key is made: if it is lost, delete the key, make a new one, and enter the new ID and token.`;
const startDate = (found: string): string =>
  `"start_date" must be a date such as 2026-01-31 or a date with time such as 2026-01-31T08:00:00Z (${found}). Correct it, or leave it out to sync all the calls that Aircall still shows.`;
const lookback = (found: string): string =>
  `"lookback_days" must be a whole number from 1 to 180 (${found}). Set it to 7, or leave it out.`;
const perMinute = (found: string): string =>
  `"requests_per_minute" must be a whole number, 1 or more (${found}). Set it to 60, or leave it out.`;
const deletions = (found: string): string =>
  `"deletions" must be "mark" or "keep" (${found}). Set it to "mark", or leave it out.`;
const onCountMismatch = (found: string): string =>
  `"on_count_mismatch" must be "warn" or "fail" (${found}). Set it to "warn", or leave it out.`;
const completeness = (found: string): string =>
  `"completeness" is the former name of "on_count_mismatch", and must be "report" or "strict" (${found}). Use "on_count_mismatch" instead.`;
const apiUrl = (found: string): string =>
  `"api_url" must be an https address without a path, such as https://api.aircall.io (${found}). Leave it out, unless requests are to go somewhere else than to Aircall itself.`;
const whole = (found: string): string =>
  `the config must be a JSON object with at least "api_id" and "api_token" (it is ${found}).`;

const notThisMachine =
  'it is http, which is safe only to this machine: localhost, 127.0.0.1, [::1] or host.docker.internal';
const morePath = 'there is more than a host in it; the connector adds /v1 and /v2 by itself';
const credentials =
  'there is a user name or password in it; "api_id" and "api_token" have fields of their own';

describe('a config that cannot be used is refused with the field, what it must be and what to do', () => {
  test.each<[name: string, config: unknown, message: string]>([
    ['null', null, whole('null')],
    ['a list', [key], whole('a list')],
    ['a string', 'api_id', whole('a string')],
    ['a number', 1, whole('a number')],
    ['nothing at all', undefined, whole('missing')],
    ['an empty object', {}, `${apiId('it is missing')} ${apiToken('it is missing')}`],
    ['no ID', { api_token: 'a-token' }, apiId('it is missing')],
    ['no token', { api_id: 'an-id' }, apiToken('it is missing')],
    ['an empty ID', { ...key, api_id: '' }, apiId('it is blank')],
    ['an ID of white space only', { ...key, api_id: ' \t\n\u00a0\u200b' }, apiId('it is blank')],
    ['a token of white space only', { ...key, api_token: '  ' }, apiToken('it is blank')],
    ['a null token', { ...key, api_token: null }, apiToken('it is missing')],
    ['a number as ID', { ...key, api_id: 12 }, apiId('it is a number')],
    ['an object as token', { ...key, api_token: {} }, apiToken('it is an object')],
    [
      'ID and token in one field',
      { ...key, api_id: 'an-id:a-token' },
      apiId('there is a colon in it; ID and token go into separate fields'),
    ],
    ['a start date in words', { ...key, start_date: 'yesterday' }, startDate('it is something else')],
    ['a start date in local form', { ...key, start_date: '31/01/2026' }, startDate('it is something else')],
    ['a start date without padding', { ...key, start_date: '2026-1-3' }, startDate('it is something else')],
    ['epoch seconds as start date', { ...key, start_date: 1767225600 }, startDate('it is a number')],
    ['31 February', { ...key, start_date: '2026-02-31' }, startDate('there is no such day or time')],
    [
      '29 February of no leap year',
      { ...key, start_date: '2026-02-29' },
      startDate('there is no such day or time'),
    ],
    [
      'a 13th month',
      { ...key, start_date: '2026-13-01T00:00:00Z' },
      startDate('there is no such day or time'),
    ],
    ['25 hours', { ...key, start_date: '2026-01-31T25:00:00Z' }, startDate('there is no such day or time')],
    ['24:00', { ...key, start_date: '2026-01-31T24:00:00Z' }, startDate('there is no such day or time')],
    [
      'an offset of 24 hours',
      { ...key, start_date: '2026-01-31T08:00:00+24:00' },
      startDate('there is no such day or time'),
    ],
    ['a start date in 2206', { ...key, start_date: '2206-01-31' }, startDate('it lies after 2099')],
    ['a look-back in words', { ...key, lookback_days: 'seven' }, lookback('it is a string')],
    ['a look-back of 0', { ...key, lookback_days: 0 }, lookback('it is less than 1')],
    ['a look-back of 181', { ...key, lookback_days: 181 }, lookback('it is more than 180')],
    ['a look-back with a fraction', { ...key, lookback_days: 1.5 }, lookback('it has a fraction')],
    ['a list as look-back', { ...key, lookback_days: [7] }, lookback('it is a list')],
    ['no requests per minute', { ...key, requests_per_minute: 0 }, perMinute('it is less than 1')],
    ['half a request per minute', { ...key, requests_per_minute: 0.5 }, perMinute('it has a fraction')],
    ['a boolean for deletions', { ...key, deletions: true }, deletions('it is a boolean')],
    ['another word for deletions', { ...key, deletions: 'Mark' }, deletions('it is something else')],
    ['another word for completeness', { ...key, completeness: 'lax' }, completeness('it is something else')],
    [
      'another word for on_count_mismatch',
      { ...key, on_count_mismatch: 'lax' },
      onCountMismatch('it is something else'),
    ],
    [
      'an id of 257 characters',
      { ...key, api_id: 'x'.repeat(257) },
      apiId('it has more than 256 characters'),
    ],
    ['a bare host as address', { ...key, api_url: 'api.aircall.io' }, apiUrl('it is something else')],
    ['another scheme', { ...key, api_url: 'ftp://api.aircall.io' }, apiUrl('it is something else')],
    ['an address without a host', { ...key, api_url: 'https://' }, apiUrl('it is something else')],
    ['a version in the address', { ...key, api_url: 'https://api.aircall.io/v1' }, apiUrl(morePath)],
    ['a query in the address', { ...key, api_url: 'https://api.aircall.io/?a=b' }, apiUrl(morePath)],
    ['a lone question mark', { ...key, api_url: 'https://api.aircall.io?' }, apiUrl(morePath)],
    ['a fragment in the address', { ...key, api_url: 'https://api.aircall.io/#a' }, apiUrl(morePath)],
    ['credentials in the address', { ...key, api_url: 'https://a:b@api.aircall.io' }, apiUrl(credentials)],
    ['http to Aircall', { ...key, api_url: 'http://api.aircall.io' }, apiUrl(notThisMachine)],
    [
      'http to a look-alike of localhost',
      { ...key, api_url: 'http://localhost.example.com' },
      apiUrl(notThisMachine),
    ],
    [
      'http to a look-alike of 127.0.0.1',
      { ...key, api_url: 'http://127.0.0.1.example.com' },
      apiUrl(notThisMachine),
    ],
    ['http to the local network', { ...key, api_url: 'http://192.168.0.1:8080' }, apiUrl(notThisMachine)],
    [
      'several at once, in the order of the form',
      { api_id: 'an-id', start_date: '2026-02-31', lookback_days: 1000, api_url: 'https://example.com/v1' },
      [
        apiToken('it is missing'),
        startDate('there is no such day or time'),
        lookback('it is more than 180'),
        apiUrl(morePath),
      ].join(' '),
    ],
  ])('%s', (_name, config, message) => {
    const address = '(docs/errors.md#config-invalid)';
    const expected = new ConfigError(`Config validation error: ${message} ${address}`);
    expect(() => parseConfig(config)).toThrow(expected);
  });

  test('no message quotes a value, whatever field it is in', () => {
    const secret = 'xq7-secret-xq7';
    const fields = Object.keys(parseSpec().properties);
    const anySecret = fc.constantFrom(
      secret,
      ` ${secret}:`,
      `http://${secret}`,
      `2026-01-01T${secret}`,
      [secret],
      {
        [secret]: secret,
      },
    );
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...fields), anySecret), (config) => {
        expect(messageOf(config)).toMatch(/^$|^Config validation error: /);
        expect(messageOf(config)).not.toContain(secret);
      }),
    );
  });
});

describe('a config that can be used', () => {
  test('gets the defaults of the specification', () => {
    const { properties } = parseSpec();
    expect(parseConfig(key)).toEqual({
      apiId: 'an-id',
      apiToken: 'a-token',
      startDate: undefined,
      lookbackDays: properties['lookback_days']?.default,
      contactsFullRefreshDays: properties['contacts_full_refresh_days']?.default,
      requestsPerMinute: properties['requests_per_minute']?.default,
      insightsRequestsPerHour: properties['insights_requests_per_hour']?.default,
      apiUrl: new URL(String(properties['api_url']?.default)),
      deletions: properties['deletions']?.default,
      onCountMismatch: properties['on_count_mismatch']?.default,
      timestamps: properties['timestamps']?.default,
      personalData: undefined,
      callDetails: properties['call_details']?.default,
    });
  });

  test('is taken as it is', () => {
    const config = parseConfig({
      ...key,
      start_date: '2026-01-31',
      lookback_days: 30,
      contacts_full_refresh_days: 1,
      requests_per_minute: 1000,
      deletions: 'ignore',
      completeness: 'strict',
      api_url: 'https://proxy.example.com:8443/',
      timestamps: 'unix',
      call_details: ['timeline', 'short_urls'],
    });
    expect(config).toEqual({
      apiId: 'an-id',
      apiToken: 'a-token',
      startDate: Date.UTC(2026, 0, 31) / 1000,
      lookbackDays: 30,
      contactsFullRefreshDays: 1,
      requestsPerMinute: 1000,
      insightsRequestsPerHour: 1000,
      apiUrl: new URL('https://proxy.example.com:8443'),
      deletions: 'keep',
      onCountMismatch: 'fail',
      timestamps: 'unix',
      personalData: undefined,
      callDetails: ['timeline', 'short_urls'],
    });
  });

  test('says what becomes of personal data', () => {
    const long = 'an invented key of some length';
    expect(parseConfig({ ...key, customer_data: 'hash', personal_data_key: long }).personalData).toEqual({
      customer: 'hash',
      agent: 'keep',
      key: long,
    });
    expect(parseConfig({ ...key, agent_data: 'drop' }).personalData).toEqual({
      customer: 'keep',
      agent: 'drop',
      key: '',
    });
    expect(() => parseConfig({ ...key, agent_data: 'hash' })).toThrow(/personal_data_key/);
    expect(() => parseConfig({ ...key, agent_data: 'hash', personal_data_key: 'too short' })).toThrow(
      /personal_data_key/,
    );
  });

  test('loses the white space around what was pasted, also that of no width', () => {
    const config = parseConfig({
      api_id: '\u200b an-id\r\n',
      api_token: '\ufeffa token\u00a0',
      start_date: ' 2026-01-31 ',
      deletions: 'ignore ',
      api_url: ' https://example.com\n',
    });
    expect(config).toMatchObject({
      apiId: 'an-id',
      apiToken: 'a token',
      startDate: 1769817600,
      deletions: 'keep',
    });
    expect(config.apiUrl.href).toBe('https://example.com/');
  });

  test('takes blanks as left out, and digits in quotes as numbers', () => {
    const blank = { start_date: '', lookback_days: ' ', deletions: '', on_count_mismatch: '', api_url: '' };
    expect(parseConfig({ ...key, ...blank })).toEqual(parseConfig(key));
    expect(parseConfig({ ...key, lookback_days: '30', requests_per_minute: ' 120 ' })).toMatchObject({
      lookbackDays: 30,
      requestsPerMinute: 120,
      insightsRequestsPerHour: 1000,
    });
  });

  test('says what was probably meant by a key that resembles an option, and nothing of others', () => {
    expect(configHints({ ...key, start_dat: '2026-01-31' })).toEqual([
      expect.stringContaining('"start_date"'),
    ]);
    expect(
      configHints({ ...key, __injected_declarative_manifest: {}, sourceType: 'x', credentials: {} }),
    ).toEqual([]);
  });

  test('may have keys that mean nothing here, and nulls for what is left out', () => {
    const config = parseConfig({
      ...key,
      _limit: 5,
      _atf_skip_interval: null,
      start_date: null,
      lookback_days: null,
    });
    expect(config).toEqual(parseConfig(key));
  });

  test("of Airbyte's own source-aircall works unchanged", () => {
    const config = parseConfig({ ...key, start_date: '2026-03-01T00:00:00.000Z' });
    expect(config.startDate).toBe(Date.UTC(2026, 2, 1) / 1000);
  });
});

function parseSpec(): { properties: Record<string, { default?: unknown }> } {
  return JSON.parse(readFileSync(new URL('../../schemas/spec.json', import.meta.url), 'utf8'));
}

function messageOf(config: unknown): string {
  try {
    parseConfig(config);
    return '';
  } catch (error) {
    return error instanceof ConfigError ? error.message : `not a ConfigError: ${String(error)}`;
  }
}
