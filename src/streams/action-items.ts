import schema from '../../schemas/streams/action_items.json' with { type: 'json' };
import { perCall } from './source.ts';
import { defineStream } from './stream.ts';

/** The action items of a call: https://developer.aircall.io/api-references/#call (2026-11). */
export const actionItems = defineStream({
  name: 'action_items',
  schema,
  primaryKey: ['call_id'],
  cursorField: 'started_at',
  source: perCall({
    path: '/v1/calls/:id/action_items',
    isEditable: true,
    filledColumn: 'action_items',
  }),
  isOptional: true,
  isPlanDependent: true,
});
