import schema from '../../schemas/streams/teams.json' with { type: 'json' };
import { nestedUsers, volatileFields } from '../generated/row-rules.ts';
import type { SnapshotStream } from './stream.ts';

/** Teams with their members; the list takes neither bounds nor filters (API reference). */
export const teams: SnapshotStream = {
  kind: 'snapshot',
  name: 'teams',
  schema,
  primaryKey: 'id',
  cursorField: 'created_at',
  path: '/v1/teams',
  collection: 'teams',
  volatile: volatileFields.teams,
  nestedUsers: nestedUsers.teams,
};
