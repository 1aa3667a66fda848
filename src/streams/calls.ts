import schema from '../../schemas/streams/calls.json' with { type: 'json' };
import { addCallColumns } from './call-columns.ts';
import { windowed } from './source.ts';
import { defineStream } from './stream.ts';

/** Bounds act on `started_at` (observed 2026-09); nothing in the API tells which calls changed since. */
export const calls = defineStream({
  name: 'calls',
  schema,
  primaryKey: ['id'],
  cursorField: 'started_at',
  source: windowed({
    path: '/v1/calls',
    rowsKey: 'calls',
    time: 'started_at',
    details: {
      contact: 'fetch_contact',
      short_urls: 'fetch_short_urls',
      timeline: 'fetch_call_timeline',
      ai_voice_agents: 'fetch_aiva_conv',
    },
  }),
  addDerived: addCallColumns,
});
