import schema from '../../schemas/streams/company.json' with { type: 'json' };
import { single } from './source.ts';
import { defineStream } from './stream.ts';

/** Aircall sends no ID and no times of the company (observed 2026-06), so that its name is the key. */
export const company = defineStream({
  name: 'company',
  schema,
  primaryKey: ['name'],
  cursorField: 'name',
  source: single({ path: '/v1/company', rowKey: 'company' }),
});
