import schema from '../../schemas/streams/custom_summaries.json' with { type: 'json' };
import { perCall } from './source.ts';
import { defineStream } from './stream.ts';

/** The custom summary result of a call: https://developer.aircall.io/api-references/#call (2026-11). */
export const customSummaries = defineStream({
  name: 'custom_summaries',
  schema,
  primaryKey: ['call_id'],
  cursorField: 'started_at',
  source: perCall({ path: '/v1/calls/:id/custom_summary_result', isEditable: true }),
  isOptional: true,
  isPlanDependent: true,
});
