import schema from '../../schemas/streams/dialer_campaigns.json' with { type: 'json' };
import { perParent } from './source.ts';
import { defineStream } from './stream.ts';
import { users } from './users.ts';

/** One for each user at most; 404 where there is none (API reference, "Dialer campaigns"). */
export const dialerCampaigns = defineStream({
  name: 'dialer_campaigns',
  schema,
  primaryKey: ['user_id', 'id'],
  cursorField: 'id',
  source: perParent({
    parent: users,
    parentColumn: 'user_id',
    children: { from: 'object', path: '/v1/users/:id/dialer_campaign' },
  }),
  isOptional: true,
  isPlanDependent: true,
});
