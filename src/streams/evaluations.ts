import schema from '../../schemas/streams/evaluations.json' with { type: 'json' };
import { perCall } from './source.ts';
import { defineStream } from './stream.ts';

/** The call evaluations of a call: https://developer.aircall.io/api-references/#call (2026-11). */
export const evaluations = defineStream({
  name: 'evaluations',
  schema,
  primaryKey: ['call_id'],
  cursorField: 'started_at',
  source: perCall({ path: '/v1/calls/:id/evaluations', isEditable: true }),
  isOptional: true,
  isPlanDependent: true,
});
