import schema from '../../schemas/streams/users.json' with { type: 'json' };
import { nestedUsers, volatileFields } from '../generated/row-rules.ts';
import type { SnapshotStream } from './stream.ts';

/** `/v1/users` ended on 2026-09-30 (announced in the API reference); v2 has the same rows with more columns. */
export const users: SnapshotStream = {
  kind: 'snapshot',
  name: 'users',
  schema,
  primaryKey: 'id',
  cursorField: 'created_at',
  path: '/v2/users',
  collection: 'users',
  volatile: volatileFields.users,
  nestedUsers: nestedUsers.users,
};
