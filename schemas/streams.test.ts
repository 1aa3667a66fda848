import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { streams } from '../src/streams/registry.ts';
import { publicSchema } from '../src/streams/schema.ts';
import { airbyteKeywords, asSchema, isSchema, type Schema } from './read.ts';
import { walk } from './walk.ts';

const isoDateTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

/** What Aircall's documentation and recorded answers of its API show, wherever a field of that kind is declared. */
const userShape =
  'id direct_link name email created_at time_zone language extension wrap_up_time default_number_id state available availability_status substatus';
const shapes: Readonly<Record<string, string>> = {
  users: `${userShape} _ab_cdc_deleted_at`,
  teams: 'id name direct_link created_at users _ab_cdc_deleted_at',
  calls:
    'id sid call_uuid direct_link direction status missed_call_reason hangup_cause started_at answered_at ended_at duration voicemail voicemail_short_url recording recording_short_url asset raw_digits user contact archived assigned_to transferred_by transferred_to external_transferred_to external_caller_number automatic_callback_call_id cost pricing_type country_code_a2 number teams comments tags participants conference_participants ivr_options_selected ai_voice_agents',
  'calls.number':
    'id direct_link name digits e164_digits created_at country time_zone open availability_status is_ivr live_recording_activated flow_editor_enabled priority messages',
  'calls.number.messages':
    'welcome waiting ivr voicemail closed callback_later callback_unavailable unanswered_call after_hours ringing_tone',
  'calls.contact':
    'id direct_link first_name last_name company_name company description information is_shared created_at updated_at phone_numbers emails',
  'calls.contact.phone_numbers[]': 'id label value',
  'calls.contact.emails[]': 'id label value',
  'calls.teams[]': 'id name direct_link created_at users',
  'calls.comments[]': 'id content posted_at posted_by',
  'calls.tags[]': 'id name color description direct_link created_at tagged_at tagged_by',
  'calls.participants[]': 'id type name phone_number',
  'calls.conference_participants[]': 'id type name phone_number',
  'calls.ivr_options_selected[]': 'id title key branch created_at transition_started_at transition_ended_at',
  'calls.ai_voice_agents[]':
    'agent_id agent_name started_at ended_at end_reason escalation_reason escalation_target',
  'calls.ai_voice_agents[].escalation_target': 'type destination',
  'calls.user': userShape,
  'calls.assigned_to': userShape,
  'calls.transferred_by': userShape,
  'calls.transferred_to': userShape,
  'calls.comments[].posted_by': userShape,
  'calls.tags[].tagged_by': userShape,
  'calls.teams[].users[]': userShape,
  'teams.users[]': userShape,
};
const userPlaces = Object.keys(shapes).filter((path) => shapes[path] === userShape);

/** Every schema at every level of every stream: path (`calls.teams[].users`) → schema. */
const all = new Map<string, Schema>();
for (const { name, schema } of streams) walk(schema, name, all);

describe.each(streams)('the schema of $name', ({ name, schema, primaryKey, cursorField }) => {
  const properties = asSchema(schema['properties'], name);

  test('is one that ajv compiles in strict mode', () => {
    const ajv = new Ajv({
      strict: true,
      allowUnionTypes: true,
      keywords: [...airbyteKeywords, 'x-personal'],
      formats: { 'date-time': isoDateTime },
    });
    const shown = publicSchema(schema);
    expect(ajv.validateSchema(shown)).toBe(true);
    const cursor = '2026-01-31T08:00:00Z';
    const key = Object.fromEntries(
      primaryKey
        .filter((column) => column !== cursorField)
        .map((column) => [column, asSchema(properties[column], column)['type'] === 'string' ? 'a' : 1]),
    );
    const isTime = asSchema(properties[cursorField], cursorField)['format'] === 'date-time';
    const isText = asSchema(properties[cursorField], cursorField)['type'] === 'string';
    expect(ajv.compile(shown)({ ...key, [cursorField]: isTime || isText ? cursor : 1 })).toBe(true);
  });

  test('is a draft-07 object that says what a row is', () => {
    expect(schema).toMatchObject({
      $schema: 'http://json-schema.org/draft-07/schema#',
      type: 'object',
      title: expect.stringMatching(/^[A-Z][A-Za-z]+(?: [a-z]+)*$/),
      description: expect.stringMatching(/^One row per .* (Each sync|This connector) .* Good for /s),
    });
  });

  test('has a primary key and a cursor that are never null, and only these', () => {
    const neverNull = Object.keys(properties).filter(
      (column) => typeof asSchema(properties[column], column)['type'] === 'string',
    );
    expect(neverNull.toSorted()).toEqual([...new Set([...primaryKey, cursorField])].toSorted());
  });

  test('requires no column: a person may leave any of them out of a sync, and a row that is gone has few', () => {
    expect(schema).not.toHaveProperty('required');
  });

  test('has no two columns that differ in case only, which some destinations would merge', () => {
    const lower = Object.keys(properties).map((column) => column.toLowerCase());
    expect(new Set(lower).size).toBe(lower.length);
  });

  test('says of its volatile columns, and of no others, that they are a snapshot', () => {
    const said = [...all].filter(([, { description }]) =>
      /as of when the row was last written/i.test(String(description)),
    );
    const volatile = [...all]
      .filter(([, column]) => column['x-volatile'] !== undefined)
      .map(([path]) => path)
      .filter((path) => path.startsWith(`${name}.`));
    const isWithin = (path: string): boolean =>
      volatile.some((place) => path === place || path.startsWith(`${place}.`));
    const mine = said.map(([path]) => path).filter((path) => path.startsWith(`${name}.`));
    expect(mine.filter((path) => !isWithin(path))).toEqual([]);
    expect(volatile.filter((path) => !mine.includes(path))).toEqual([]);
  });
});

describe('at every level of every stream', () => {
  test.each([...all])('%s follows the rules for catalogs', (_path, schema) => {
    const forbidden = ['$ref', 'allOf', 'anyOf', 'oneOf', 'not', 'if', 'then', 'else', 'patternProperties'];
    expect(Object.keys(schema).filter((keyword) => forbidden.includes(keyword))).toEqual([]);
    expect(String(schema['description']).trim()).toMatch(/^[^a-z]?.{8,}[.]$/s);
    const types = [schema['type']].flat().map(String);
    expect(types.length === 1 || types[0] === 'null').toBe(true);
    expect(isSchema(schema['properties'])).toBe(types.includes('object'));
    expect(schema['additionalProperties']).toBe(types.includes('object') ? true : undefined);
    expect(isSchema(schema['items'])).toBe(types.includes('array'));
    const zoned = schema['format'] === 'date-time';
    expect(schema['airbyte_type']).toBe(zoned ? 'timestamp_with_timezone' : undefined);
  });

  test('times are date-times, marked with the form that Aircall sends', () => {
    const times = [...all].filter(([path]) => path.endsWith('_at') && !path.endsWith('_ab_cdc_deleted_at'));
    const others = times.filter(
      ([, schema]) => schema['format'] !== 'date-time' || schema['x-time'] === undefined,
    );
    expect(others).toEqual([]);
    expect(times.length).toBeGreaterThan(20);
    const marks = new Set([...all.values()].map((schema) => schema['x-time']));
    expect(marks).toEqual(new Set([undefined, 'iso', 'seconds', 'any']));
  });

  test('every column says whether it holds personal data, whose, and of which kind', () => {
    const silent = [...all].filter(([path, schema]) => {
      if (schema['properties'] !== undefined || isDescribed(schema['items'])) return false;
      return !path.endsWith('[]') && !saysPersonal(schema['x-personal']);
    });
    expect(silent.map(([path]) => path)).toEqual([]);
    const personal = [...all].filter(([, { 'x-personal': mark }]) => mark !== undefined && mark !== 'none');
    expect(personal.length).toBeGreaterThan(30);
    // What is left out becomes null.
    expect(personal.filter(([, { type }]) => ![type].flat().includes('null')).map(([path]) => path)).toEqual(
      [],
    );
  });

  test('every element of an array may be null', () => {
    const elements = [...all].filter(([path]) => path.endsWith('[]'));
    expect(elements.filter(([, { type }]) => ![type].flat().includes('null'))).toEqual([]);
    expect(elements.length).toBeGreaterThan(5);
  });

  test('every field that Aircall is known to send is declared, and no other', () => {
    const declared = [...all].flatMap(([path, { properties }]) =>
      isSchema(properties) ? [[path, sentColumns(properties)]] : [],
    );
    const known = Object.entries(shapes).map(([path, fields]) => [path, fields.split(' ').toSorted()]);
    expect(Object.fromEntries(declared)).toMatchObject(Object.fromEntries(known));
  });

  test('a nested user is the same everywhere', () => {
    const users = userPlaces.map((path) => JSON.stringify(all.get(path)?.['properties']));
    expect(users).toHaveLength(8);
    expect(new Set(users).size).toBe(1);
  });
});

describe('the marks of columns', () => {
  test('close every nested user, and nothing else', () => {
    expect(marked('x-closed', true)).toEqual(userPlaces.toSorted());
  });

  test('leave availability out of the comparison wherever a user is', () => {
    for (const place of ['users', ...userPlaces]) {
      for (const field of ['available', 'availability_status', 'substatus']) {
        expect(marked('x-volatile', true)).toContain(`${place}.${field}`);
      }
    }
  });

  test('look at signed links for their presence only', () => {
    const links = ['recording', 'recording_short_url', 'voicemail', 'voicemail_short_url'];
    expect(marked('x-volatile', 'presence')).toEqual(links.map((link) => `calls.${link}`));
  });

  test('are not shown, but for whose personal data a column is', () => {
    const shown = JSON.stringify(streams.map(({ schema }) => publicSchema(schema)));
    expect(new Set(shown.match(/"x-[a-z-]+"/g))).toEqual(new Set(['"x-personal"']));
  });
});

/** The sorted names of the columns that Aircall sends. */
function sentColumns(properties: Schema): readonly string[] {
  return Object.keys(properties)
    .filter((name) => asSchema(properties[name], name)['x-derived'] !== true)
    .toSorted();
}

/** The sorted paths, as in `all`, of what has this mark. */
function marked(mark: string, value: unknown): readonly string[] {
  return [...all].flatMap(([path, schema]) => (schema[mark] === value ? [path] : [])).toSorted();
}

/** Whether the elements of an array have columns of their own. */
function isDescribed(items: unknown): boolean {
  return typeof items === 'object' && items !== null && 'properties' in items;
}

const KINDS = ['phone', 'email', 'name', 'free text', 'media link', 'network address'];

function saysPersonal(mark: unknown): boolean {
  if (mark === 'none') return true;
  const { of, kind } = Object(mark);
  return ['customer', 'agent', 'both'].includes(of) && KINDS.includes(kind);
}
