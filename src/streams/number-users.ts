import schema from '../../schemas/streams/number_users.json' with { type: 'json' };
import { numbers } from './numbers.ts';
import { perParent } from './source.ts';
import { defineStream } from './stream.ts';
import { users } from './users.ts';

/** Only a number by itself holds its users; in the list they are missing (observed 2025-11 and 2026-09). */
export const numberUsers = defineStream({
  name: 'number_users',
  schema,
  primaryKey: ['number_id', 'user_id'],
  cursorField: 'user_id',
  source: perParent({
    parent: numbers,
    parentColumn: 'number_id',
    children: {
      from: 'one',
      path: '/v1/numbers/:id',
      rowKey: 'number',
      column: 'users',
      idColumn: 'user_id',
      fromOtherEnd: { parent: users, path: '/v2/users/:id/numbers', rowsKey: 'numbers' },
    },
  }),
});
