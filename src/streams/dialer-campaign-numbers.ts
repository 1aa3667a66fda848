import schema from '../../schemas/streams/dialer_campaign_numbers.json' with { type: 'json' };
import { perParent } from './source.ts';
import { defineStream } from './stream.ts';
import { users } from './users.ts';

/** The numbers to call of a user's campaign; 404 where there is none (API reference, "Dialer campaigns"). */
export const dialerCampaignNumbers = defineStream({
  name: 'dialer_campaign_numbers',
  schema,
  primaryKey: ['user_id', 'id'],
  cursorField: 'id',
  source: perParent({
    parent: users,
    parentColumn: 'user_id',
    children: {
      from: 'list',
      path: '/v1/users/:id/dialer_campaign/phone_numbers',
      rowsKey: 'numbers',
    },
  }),
  isOptional: true,
  isPlanDependent: true,
});
