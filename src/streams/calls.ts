import schema from '../../schemas/streams/calls.json' with { type: 'json' };
import { nestedUsers, volatileFields } from '../generated/row-rules.ts';
import type { TimelineStream } from './stream.ts';

/** Bounds act on `started_at` (observed 2026-09); nothing in the API tells which calls changed since. */
export const calls: TimelineStream = {
  kind: 'timeline',
  name: 'calls',
  schema,
  primaryKey: 'id',
  cursorField: 'started_at',
  path: '/v1/calls',
  collection: 'calls',
  volatile: volatileFields.calls,
  nestedUsers: nestedUsers.calls,
};
