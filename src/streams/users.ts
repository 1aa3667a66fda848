import schema from '../../schemas/streams/users.json' with { type: 'json' };
import { wholeList } from './source.ts';
import { defineStream } from './stream.ts';

/** `/v1/users` ended on 2026-09-30 (announced in the API reference); v2 has the same rows with more columns. */
export const users = defineStream({
  name: 'users',
  schema,
  primaryKey: ['id'],
  cursorField: 'created_at',
  source: wholeList({ path: '/v2/users', rowsKey: 'users', createdAt: 'created_at' }),
});
