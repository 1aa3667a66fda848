import schema from '../../schemas/streams/teams.json' with { type: 'json' };
import { wholeList } from './source.ts';
import { defineStream } from './stream.ts';

/** Teams with their members; the list takes neither bounds nor filters (API reference). */
export const teams = defineStream({
  name: 'teams',
  schema,
  primaryKey: ['id'],
  cursorField: 'created_at',
  source: wholeList({ path: '/v1/teams', rowsKey: 'teams', createdAt: 'created_at' }),
});
