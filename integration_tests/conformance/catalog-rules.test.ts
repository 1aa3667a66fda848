import { expect, test } from 'vitest';
import type { CatalogStream } from '../../src/protocol/messages.ts';
import { catalogFaults } from './catalog-rules.ts';

const sound: CatalogStream = {
  name: 'things',
  json_schema: {
    type: 'object',
    additionalProperties: true,
    properties: {
      id: { type: 'integer' },
      at: { type: 'string', format: 'date-time', airbyte_type: 'timestamp_with_timezone' },
      not: { type: ['null', 'array'], items: { type: 'string' } },
    },
  },
  supported_sync_modes: ['incremental'],
  source_defined_cursor: true,
  default_cursor_field: ['at'],
  source_defined_primary_key: [['id']],
  is_resumable: false,
};

function withColumn(column: object): CatalogStream {
  return { ...sound, json_schema: { type: 'object', properties: { id: { type: 'integer' }, at: column } } };
}

const broken: readonly (readonly [rule: string, streams: readonly CatalogStream[]])[] = [
  ['has_streams', []],
  ['names_are_unique', [sound, sound]],
  ['schemas_are_valid', [withColumn({ type: 'text' })]],
  ['cursor_is_declared', [{ ...sound, default_cursor_field: ['when'] }]],
  ['primary_key_is_declared', [{ ...sound, source_defined_primary_key: [] }]],
  ['primary_key_is_declared', [{ ...sound, source_defined_primary_key: [['key']] }]],
  ['primary_key_is_scalar', [{ ...sound, source_defined_primary_key: [['not']] }]],
  ['has_sync_modes', [{ ...sound, supported_sync_modes: [] }]],
  ['no_ref_allof_or_not', [withColumn({ $ref: '#/definitions/a' })]],
  ['no_ref_allof_or_not', [withColumn({ type: 'string', not: { const: '' } })]],
  [
    'additional_properties_are_true',
    [withColumn({ type: 'object', properties: { a: {} }, additionalProperties: false })],
  ],
  ['types_are_airbytes', [withColumn({ type: ['string', 'integer'] })]],
  ['types_are_airbytes', [withColumn({ type: 'string', format: 'date-time' })]],
  ['types_are_airbytes', [withColumn({ type: 'array' })]],
  ['types_are_airbytes', [withColumn({ type: 'object' })]],
];

test.each(broken)('%s finds what breaks it', (rule, streams) => {
  expect(catalogFaults(streams).map((fault) => fault.split(':')[0])).toContain(rule);
});

test('nothing is found in a catalog that keeps all rules', () => {
  expect(catalogFaults([sound])).toEqual([]);
});
