import schema from '../../schemas/streams/topics.json' with { type: 'json' };
import { perCall } from './source.ts';
import { defineStream } from './stream.ts';

/** The topics of a call: https://developer.aircall.io/api-references/#call (2026-11). */
export const topics = defineStream({
  name: 'topics',
  schema,
  primaryKey: ['call_id'],
  cursorField: 'started_at',
  source: perCall({ path: '/v1/calls/:id/topics', wrapper: 'topic' }),
  isOptional: true,
  isPlanDependent: true,
});
