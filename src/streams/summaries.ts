import schema from '../../schemas/streams/summaries.json' with { type: 'json' };
import { perCall } from './source.ts';
import { defineStream } from './stream.ts';

/** The summary of a call: https://developer.aircall.io/api-references/#call (2026-11). */
export const summaries = defineStream({
  name: 'summaries',
  schema,
  primaryKey: ['call_id'],
  cursorField: 'started_at',
  source: perCall({ path: '/v1/calls/:id/summary', wrapper: 'summary' }),
  isOptional: true,
  isPlanDependent: true,
});
