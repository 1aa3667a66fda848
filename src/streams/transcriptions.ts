import schema from '../../schemas/streams/transcriptions.json' with { type: 'json' };
import { perCall } from './source.ts';
import { defineStream } from './stream.ts';

/** The transcription of a call: https://developer.aircall.io/api-references/#call (2026-11). */
export const transcriptions = defineStream({
  name: 'transcriptions',
  schema,
  primaryKey: ['call_id'],
  cursorField: 'started_at',
  source: perCall({ path: '/v1/calls/:id/transcription', wrapper: 'transcription', takesVoicemails: true }),
  isOptional: true,
  isPlanDependent: true,
});
