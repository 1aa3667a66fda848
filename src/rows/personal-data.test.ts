import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exactNumber } from '../json/exact-json.ts';
import {
  personalDataMask,
  personalDataSalt,
  type PersonalDataOptions,
  type Treatment,
} from './personal-data.ts';

const KEY = 'an invented key of some length';

function mark(of: string, kind: string): object {
  return { type: ['null', 'string'], 'x-personal': { of, kind } };
}

const schema = {
  type: 'object',
  properties: {
    id: { type: 'integer', 'x-personal': 'none' },
    name: mark('agent', 'name'),
    email: mark('customer', 'email'),
    phone: mark('customer', 'phone'),
    note: mark('customer', 'free text'),
    link: mark('agent', 'media link'),
    either: mark('both', 'name'),
    plain: { type: ['null', 'string'], 'x-personal': 'none' },
    ids: { type: ['null', 'array'], items: { type: ['null', 'integer'] }, 'x-personal': 'none' },
    numbers: {
      type: ['null', 'array'],
      items: { type: ['null', 'string'] },
      'x-personal': { of: 'customer', kind: 'phone' },
    },
    nested: {
      type: ['null', 'object'],
      properties: { phone: mark('customer', 'phone'), id: { type: 'integer', 'x-personal': 'none' } },
    },
    list: {
      type: ['null', 'array'],
      items: { type: ['null', 'object'], properties: { email: mark('customer', 'email') } },
    },
  },
};

function masked(row: object, options: Partial<PersonalDataOptions>): object {
  const record: Record<string, unknown> = { ...structuredClone(row) };
  personalDataMask(schema, { customer: 'keep', agent: 'keep', key: KEY, ...options })(record);
  return JSON.parse(JSON.stringify(record));
}

function hashOf(value: string): string {
  return createHmac('sha256', KEY).update(value).digest('hex');
}

const row = {
  id: 1,
  name: ' Ánn Example ',
  email: 'Ann@Example.com',
  phone: '+1 800-123-4567',
  note: 'Call Ann',
  link: 'https://example.com/a.mp3',
  either: 'Ben',
  plain: 'as it is',
  ids: [1, 2],
  numbers: ['18001234567', null],
  nested: { id: 2, phone: '001 800 123 4567' },
  list: [{ email: 'ann@example.com ' }, null],
};

describe('drop', () => {
  test('of customers leaves null, and agents as they are', () => {
    expect(masked(row, { customer: 'drop' })).toEqual({
      ...row,
      email: null,
      phone: null,
      note: null,
      link: null,
      either: null,
      numbers: [null, null],
      nested: { id: 2, phone: null },
      list: [{ email: null }, null],
    });
  });

  test('of agents leaves customers as they are, but for texts and recordings', () => {
    expect(masked(row, { agent: 'drop' })).toEqual({
      ...row,
      name: null,
      note: null,
      link: null,
      either: null,
    });
  });
});

test('hash is a keyed one of the value in one form; a text or a link has none', () => {
  const phone = hashOf('18001234567');
  const email = hashOf('ann@example.com');
  expect(masked(row, { customer: 'hash' })).toEqual({
    ...row,
    email,
    phone,
    note: null,
    link: null,
    either: hashOf('ben'),
    numbers: [phone, null],
    nested: { id: 2, phone },
    list: [{ email }, null],
  });
});

test('the stricter of two counts where a value may be of either', () => {
  expect(masked({ either: 'Ben' }, { customer: 'hash', agent: 'drop' })).toEqual({ either: null });
});

test('a caller who withholds the number stays anonymous, and a phone number without a country code as it is', () => {
  expect(masked({ phone: 'anonymous' }, { customer: 'hash' })).toEqual({ phone: 'anonymous' });
  expect(masked({ phone: '0123 456' }, { customer: 'hash' })).toEqual({ phone: hashOf('0123456') });
  const record: Record<string, unknown> = { phone: exactNumber('18001234567890123456') };
  personalDataMask(schema, { customer: 'hash', agent: 'keep', key: KEY })(record);
  expect(record).toEqual({ phone: hashOf('18001234567890123456') });
  expect(masked({ phone: '' }, { customer: 'hash' })).toEqual({ phone: null });
});

test('what the schema does not know is left out', () => {
  const odd = {
    id: 1,
    secret: 'x',
    nested: { id: 2, more: 'x' },
    plain: { deep: 'x' },
    list: ['x'],
    ids: 'x',
  };
  expect(masked(odd, { customer: 'drop' })).toEqual({
    id: 1,
    nested: { id: 2 },
    plain: null,
    list: [null],
    ids: null,
  });
});

test('a salt differs with each choice and each key, and does not tell the key', () => {
  const treatments: readonly Treatment[] = ['keep', 'hash', 'drop'];
  const salts = treatments.flatMap((customer) =>
    treatments.flatMap((agent) => [KEY, `${KEY}!`].map((key) => personalDataSalt({ customer, agent, key }))),
  );
  expect(new Set(salts).size).toBe(18);
  expect(salts.join(' ')).not.toContain(KEY);
});

test('however a phone number is written, its hash is one', () => {
  const digits = fc.stringMatching(/^[1-9]\d{6,12}$/);
  const gaps = fc.array(fc.constantFrom('', ' ', '-', '.', ' (', ') '), { minLength: 15, maxLength: 15 });
  fc.assert(
    fc.property(digits, gaps, fc.constantFrom('+', '00', ''), (number, between, prefix) => {
      const text =
        prefix +
        number
          .split('')
          .map((digit, at) => digit + between[at])
          .join('');
      expect(masked({ phone: text }, { customer: 'hash' })).toEqual({ phone: hashOf(number) });
    }),
  );
});

test('no value that is marked is left, whatever it is', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 8 }), (value) => {
      fc.pre(value.trim().length >= 8 && value.trim().toLowerCase() !== 'anonymous');
      const all = { name: value, email: value, phone: value, note: value, link: value, either: value };
      for (const treatment of ['hash', 'drop'] as const) {
        const text = JSON.stringify(masked(all, { customer: treatment, agent: treatment }));
        expect(text).not.toContain(JSON.stringify(value).slice(1, -1));
      }
    }),
  );
});
