import schema from '../../schemas/streams/team_users.json' with { type: 'json' };
import { perParent } from './source.ts';
import { defineStream } from './stream.ts';
import { teams } from './teams.ts';

/** The list of teams holds each team's users (observed 2026-06). */
export const teamUsers = defineStream({
  name: 'team_users',
  schema,
  primaryKey: ['team_id', 'user_id'],
  cursorField: 'user_id',
  source: perParent({
    parent: teams,
    parentColumn: 'team_id',
    children: { from: 'column', column: 'users', idColumn: 'user_id' },
  }),
});
