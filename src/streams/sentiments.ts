import schema from '../../schemas/streams/sentiments.json' with { type: 'json' };
import { perCall } from './source.ts';
import { defineStream } from './stream.ts';

/** The sentiments of a call: https://developer.aircall.io/api-references/#call (2026-11). */
export const sentiments = defineStream({
  name: 'sentiments',
  schema,
  primaryKey: ['call_id'],
  cursorField: 'started_at',
  source: perCall({ path: '/v1/calls/:id/sentiments', wrapper: 'sentiment' }),
  isOptional: true,
  isPlanDependent: true,
});
