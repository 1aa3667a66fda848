import schema from '../../schemas/streams/campaign_outcomes.json' with { type: 'json' };
import { wholeList } from './source.ts';
import { defineStream } from './stream.ts';

/** Only known from clients' code (seen 2026-10): IDs are UUIDs, or short codes for the predefined outcomes. */
export const campaignOutcomes = defineStream({
  name: 'campaign_outcomes',
  schema,
  primaryKey: ['id'],
  cursorField: 'id',
  source: wholeList({ path: '/v1/campaign_outcomes', rowsKey: 'campaign_outcomes', isLoose: true }),
  isOptional: true,
  isPlanDependent: true,
});
