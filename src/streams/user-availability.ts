import schema from '../../schemas/streams/user_availability.json' with { type: 'json' };
import { snapshots } from './source.ts';
import { defineStream } from './stream.ts';

/** The API shows what holds at the moment and no history (API reference, "User availability"). */
export const userAvailability = defineStream({
  name: 'user_availability',
  schema,
  primaryKey: ['id', 'snapshot_at'],
  cursorField: 'snapshot_at',
  source: snapshots({
    path: '/v1/users/availabilities',
    rowsKey: 'users',
    counted: 'users',
    takenAt: 'snapshot_at',
  }),
  isOptional: true,
  isPlanDependent: true,
});
