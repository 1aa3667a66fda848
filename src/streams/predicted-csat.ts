import schema from '../../schemas/streams/predicted_csat.json' with { type: 'json' };
import { perCall } from './source.ts';
import { defineStream } from './stream.ts';

/** The predicted CSAT of a call: https://developer.aircall.io/api-references/#call (2026-11). */
export const predictedCsat = defineStream({
  name: 'predicted_csat',
  schema,
  primaryKey: ['call_id'],
  cursorField: 'started_at',
  source: perCall({ path: '/v1/calls/:id/predicted_csat', wrapper: 'csat' }),
  isOptional: true,
  isPlanDependent: true,
});
