import { expect, test } from 'vitest';
import { specFaults } from './spec-rules.ts';

const choice = (...variants: object[]): object => ({ type: 'object', oneOf: variants });
const variant = (kind: object): object => ({ properties: { kind } });

/** One specification for each way in which a rule can be broken, as the property `p`. */
const broken: readonly (readonly [rule: string, property: object, name?: string | undefined])[] = [
  ['enum_usage', { type: 'string', enum: ['a', 'b', 'a'] }],
  ['oneof_usage', { oneOf: [variant({ const: 'a' }), variant({ const: 'b' })] }],
  ['oneof_usage', choice(variant({ const: 'a' }), {})],
  ['oneof_usage', choice(variant({ type: 'string' }), variant({ type: 'string' }))],
  ['oneof_usage', choice(variant({ const: 'a', default: 'b' }), variant({ const: 'b' }))],
  ['oneof_usage', choice(variant({ const: 'a', enum: ['a', 'b'] }), variant({ const: 'b' }))],
  ['secret_is_properly_marked', { type: 'string' }, 'Api_Token'],
  ['secret_is_properly_marked', { type: 'boolean', airbyte_secret: true }],
  ['property_type_is_not_array', { type: ['string', 'integer'] }],
  ['property_type_is_not_array', { type: ['null', 'string'] }],
  ['object_not_empty', { type: 'object', properties: {} }],
  ['array_type', { type: 'array' }],
  ['array_type', { type: 'array', items: { type: 'boolean' } }],
  ['forbidden_complex_types', { anyOf: [{ type: 'string' }] }],
  ['forbidden_complex_types', { type: 'object', properties: { q: {} }, patternProperties: {} }],
  ['date_pattern', { type: 'string', format: 'date-time' }],
  ['duplicate_order', { type: 'object', properties: { q: { order: 1 }, r: { order: 1 } } }],
  ['nested_group', { type: 'object', properties: { q: { type: 'string', group: 'one' } } }],
  ['display_type', { type: 'string', display_type: 'radio' }],
  ['no_unresolved_ref', { $ref: '#/definitions/q' }],
  ['additional_properties_is_true', { type: 'object', properties: { q: {} }, additionalProperties: false }],
];

test.each(broken.map(([rule, property, name = 'p']) => ({ rule, properties: { [name]: property } })))(
  '$rule finds $properties',
  ({ rule, properties }) => {
    const faults = specFaults({ type: 'object', properties });
    expect(faults.map((fault) => fault.split(' ')[0])).toContain(rule);
  },
);

test('nothing is found in a specification that keeps all rules', () => {
  const properties = {
    token: { type: 'string', airbyte_secret: true, order: 0, group: 'key' },
    since: { type: 'string', format: 'date', pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$', order: 0 },
    not: { type: ['integer', 'null'], enum: [1, 2] },
    names: { type: 'array', items: { type: 'string' } },
    way: { ...choice(variant({ const: 'a' }), variant({ const: 'b', enum: ['b'] })), display_type: 'radio' },
  };
  expect(specFaults({ type: 'object', additionalProperties: true, properties })).toEqual([]);
});
