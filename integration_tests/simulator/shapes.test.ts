import { describe, expect, test } from 'vitest';
import { Aircall } from './aircall.ts';
import type { Row } from './people.ts';

/** `name:type` of every field of the rows, nested ones with their path. */
function fieldsOf(rows: readonly unknown[], path = '', found = new Set<string>()): Set<string> {
  for (const row of rows) {
    for (const [key, value] of Object.entries(Object(row))) {
      const name = `${path}${key}`;
      if (Array.isArray(value))
        fieldsOf(
          value.filter((item) => typeof item === 'object'),
          `${name}[].`,
          found,
        );
      else if (typeof value === 'object' && value !== null) fieldsOf([value], `${name}.`, found);
      const type = Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value;
      found.add(`${name}: ${type === 'number' && !Number.isInteger(value) ? 'fraction' : type}`);
    }
    if (row === null) found.add(`${path.slice(0, -1)}: null`);
  }
  return found;
}

/** `a: b, c: d` as a list. */
function list(text: string): string[] {
  return text.split(', ');
}

function all(aircall: Aircall, path: string, key: string, query: Record<string, string> = {}): Row[] {
  const rows: Row[] = [];
  for (let page = 1; page <= 20; page += 1) {
    const { payload } = aircall.ask(path, { ...query, page, per_page: 50 });
    const found = typeof payload === 'string' ? [] : payload[key];
    if (Array.isArray(found)) rows.push(...found);
  }
  return rows;
}

const medium = new Aircall({ calls: 600, users: 30 });
const fetchAll = {
  fetch_contact: 'true',
  fetch_short_urls: 'true',
  fetch_call_timeline: 'true',
  fetch_aiva_conv: 'true',
};
const calls = all(medium, '/v1/calls', 'calls');
const user = ['id: number', 'direct_link: string', 'name: string', 'email: string', 'available: boolean'];

describe('a medium account', () => {
  test('shows every field of calls in every type that it can have', () => {
    const nullable = [
      'missed_call_reason',
      'voicemail',
      'recording',
      'asset',
      'country_code_a2',
      'pricing_type',
    ];
    const always = [
      'id: number',
      'started_at: number',
      'duration: number',
      'archived: boolean',
      'direct_link: string',
    ];
    expect([...fieldsOf(calls)]).toEqual(
      expect.arrayContaining([
        ...always,
        ...list('sid: string, direction: string, status: string, cost: string, raw_digits: string'),
        ...nullable.flatMap((name) => [`${name}: null`, `${name}: string`]),
        ...['answered_at', 'ended_at'].flatMap((name) => [`${name}: null`, `${name}: number`]),
        ...['user', 'assigned_to', 'transferred_by', 'transferred_to'].flatMap((name) => [
          `${name}: null`,
          ...[...user, 'extension: string', 'state: string', 'wrap_up_time: number'].map(
            (field) => `${name}.${field}`,
          ),
        ]),
        ...list('contact: null, recording_short_url: null, voicemail_short_url: null'),
        ...['id: number', 'content: string', 'posted_at: number', 'posted_by: null'].map(
          (name) => `comments[].${name}`,
        ),
        ...user.map((name) => `comments[].posted_by.${name}`),
        ...['id: number', 'name: string', 'created_at: number', 'tagged_at: number'].map(
          (name) => `tags[].${name}`,
        ),
        ...user.map((name) => `tags[].tagged_by.${name}`),
        ...list('teams[]: null, teams[].id: number, teams[].name: string, teams[].created_at: string'),
        ...list('number.digits: string, number.priority: null, number.open: boolean, number.is_ivr: boolean'),
        ...list('number.messages.voicemail: string, number.flow_editor_enabled: boolean'),
        ...list('hangup_cause: string, hangup_cause: null, automatic_callback_call_id: number'),
        ...list('external_transferred_to: string, external_caller_number: string'),
        ...list('participants[].type: string, participants[].id: number, participants[].id: string'),
        ...list('conference_participants[].phone_number: string, conference_participants[].name: string'),
        ...list('transferred_by.authentication_token: string, transferred_by.company_id: number'),
        'transferred_by.intercom_hash: string',
      ]),
    );
    expect([...fieldsOf(calls)].filter((name) => name.endsWith(': fraction'))).toEqual([]);
  });

  test('shows more when it is asked to fetch it', () => {
    const fields = [...fieldsOf(all(medium, '/v1/calls', 'calls', fetchAll))];
    expect(fields).toEqual(
      expect.arrayContaining([
        ...list('contact.id: number, contact.created_at: number, contact.phone_numbers[].value: string'),
        ...list('recording_short_url: string, voicemail_short_url: string, ai_voice_agents: array'),
        ...list('ivr_options_selected[].key: string, ivr_options_selected[].created_at: string'),
      ]),
    );
  });

  test('has the odd texts of real life', () => {
    const texts = calls.flatMap((call) => JSON.stringify(call));
    expect(texts.filter((text) => text.includes('\\u0000'))).toHaveLength(1);
    expect(texts.filter((text) => /\\ud83d and/.test(text))).toHaveLength(1);
    expect(texts.filter((text) => text.includes('invented-not-a-secret'))).toHaveLength(1);
    expect(calls.filter((call) => call['raw_digits'] === 'anonymous').length).toBeGreaterThan(0);
    const scripts = [/\p{sc=Latin}/u, /\p{sc=Cyrillic}/u, /\p{sc=Han}/u, /\p{sc=Arabic}/u, /\p{sc=Hebrew}/u];
    expect(scripts.filter((script) => !script.test(texts.join('')))).toEqual([]);
  });

  test('has calls that are going on, and ids on both sides of 2^31', () => {
    expect(new Set(calls.map(({ status }) => status))).toEqual(new Set(['done', 'answered', 'initial']));
    expect(calls.some(({ id }) => Number(id) < 2 ** 31) && calls.some(({ id }) => Number(id) > 2 ** 31)).toBe(
      true,
    );
  });

  test('shows users as /v2/users does, and without two of their fields as /v1/users did', () => {
    const [v2] = all(medium, '/v2/users', 'users');
    const v1 = new Aircall({ calls: 600, users: 30, knobs: { usersV1: 200 } });
    const [old] = all(v1, '/v1/users', 'users');
    expect(Object.keys({ ...v2 }).toSorted()).toEqual(
      [...Object.keys({ ...old }), 'default_number_id', 'substatus'].toSorted(),
    );
    expect(v2).toMatchObject({
      extension: '001',
      created_at: expect.stringMatching(/T\d\d:\d\d:\d\d\.000Z$/),
    });
    expect(old).toMatchObject({ direct_link: expect.stringContaining('/v1/users/') });
    expect(old?.['created_at']).toMatch(/T\d\d:\d\d:\d\dZ$/);
    expect([...fieldsOf(all(medium, '/v2/users', 'users'))]).toEqual(
      expect.arrayContaining([
        ...user,
        'default_number_id: null',
        'default_number_id: number',
        'substatus: string',
      ]),
    );
  });

  test('shows teams with their users', () => {
    const fields = [...fieldsOf(all(medium, '/v1/teams', 'teams'))];
    expect(fields).toEqual(
      expect.arrayContaining(['id: number', 'name: string', 'users[].default_number_id: number']),
    );
    expect(fields).not.toContain('users[].available: boolean');
  });
});

describe('the small resources', () => {
  test.each([404, 410] as const)('answer %i for /v1/users when the knob says so', (usersV1) => {
    expect(new Aircall({ calls: 0, knobs: { usersV1 } }).ask('/v1/users').status).toBe(usersV1);
  });

  test.each([403, 404] as const)('answer %i for add-ons when the knob says so', (addOns) => {
    const aircall = new Aircall({ calls: 0, knobs: { addOns } });
    expect(aircall.ask('/v1/calls/1/transcription').status).toBe(addOns);
    expect(aircall.ask('/v1/calls/1/sentiments').status).toBe(addOns);
  });

  test('name the users of a number only where one number is asked for', () => {
    const aircall = new Aircall({ calls: 0 });
    const [id = 0] = [...aircall.account.numbers.keys()];
    expect(aircall.ask(`/v1/numbers/${id}`).payload).toMatchObject({
      number: { id, users: expect.any(Array) },
    });
    expect(Object.keys({ ...all(aircall, '/v1/numbers', 'numbers')[0] })).not.toContain('users');
  });

  test.each([
    ['/v2/users', 'user', (aircall: Aircall) => [...aircall.account.users.keys()]],
    ['/v1/teams', 'team', (aircall: Aircall) => [...aircall.account.teams.keys()]],
    ['/v1/tags', 'tag', (aircall: Aircall) => [...aircall.account.tags.keys()]],
    ['/v1/contacts', 'contact', (aircall: Aircall) => [...aircall.account.contacts.keys()]],
    ['/v1/calls', 'call', (aircall: Aircall) => aircall.account.callIds()],
  ])('are had one by one below %s, and not what is not there', (path, key, ids) => {
    const [id = 0] = ids(medium);
    expect(medium.ask(`${path}/${id}`).payload).toMatchObject({ [key]: { id } });
    const { status, payload } = medium.ask(`${path}/7`);
    expect([status, Object.keys(Object(payload))]).toEqual([404, ['error', 'troubleshoot']]);
  });

  test('find a user by e-mail address too', () => {
    expect(medium.ask('/v2/users/user-3%40example.com').payload).toMatchObject({
      user: { extension: '003' },
    });
  });

  test('count the company', () => {
    expect(medium.ask('/v1/company').payload).toEqual({
      company: { name: 'Example Company', users_count: 30, numbers_count: 6 },
    });
  });

  test('know what a user does at the moment', () => {
    const [id = 0] = [...medium.account.users.keys()];
    expect(medium.ask(`/v1/users/${id}/availability`).payload).toEqual({ availability: expect.any(String) });
    expect(medium.ask(`/v1/webhooks`).payload).toMatchObject({
      webhooks: [{ token: 'invented-signing-token-1' }, {}, {}],
    });
  });
});
