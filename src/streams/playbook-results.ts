import schema from '../../schemas/streams/playbook_results.json' with { type: 'json' };
import { perCall } from './source.ts';
import { defineStream } from './stream.ts';

/** The playbook result of a call: https://developer.aircall.io/api-references/#call (2026-11). */
export const playbookResults = defineStream({
  name: 'playbook_results',
  schema,
  primaryKey: ['call_id'],
  cursorField: 'started_at',
  source: perCall({
    path: '/v1/calls/:id/playbook_result',
    query: { fetch_playbook: 'true' },
    isEditable: true,
  }),
  isOptional: true,
  isPlanDependent: true,
});
