import { actionItems } from './action-items.ts';
import { calls } from './calls.ts';
import { campaignOutcomes } from './campaign-outcomes.ts';
import { contacts } from './contacts.ts';
import { company } from './company.ts';
import { customSummaries } from './custom-summaries.ts';
import { deletionsOf } from './deletions.ts';
import { dialerCampaignNumbers } from './dialer-campaign-numbers.ts';
import { dialerCampaigns } from './dialer-campaigns.ts';
import { evaluations } from './evaluations.ts';
import { numberUsers } from './number-users.ts';
import { numbers } from './numbers.ts';
import { playbookResults } from './playbook-results.ts';
import { predictedCsat } from './predicted-csat.ts';
import { sentiments } from './sentiments.ts';
import { smsTemplates } from './sms-templates.ts';
import type { Stream } from './stream.ts';
import { summaries } from './summaries.ts';
import { tags } from './tags.ts';
import { teamUsers } from './team-users.ts';
import { teams } from './teams.ts';
import { topics } from './topics.ts';
import { transcriptions } from './transcriptions.ts';
import { userAvailability } from './user-availability.ts';
import { users } from './users.ts';
import { webhooks } from './webhooks.ts';
import { whatsappTemplates } from './whatsapp-templates.ts';

/** The lists that are read whole and belong to every account. */
const lists = [users, teams, tags, numbers, webhooks];

/** Whole lists that depend on the plan, and what costs no request of its own. */
const small = [company, ...lists, teamUsers, userAvailability, smsTemplates, campaignOutcomes];

/** A request for each number or user. */
const perRow = [numberUsers, whatsappTemplates, dialerCampaigns, dialerCampaignNumbers];

/** A request for each call: after everything else, however long that takes. */
const perCall = [
  transcriptions,
  summaries,
  sentiments,
  topics,
  actionItems,
  customSummaries,
  playbookResults,
  evaluations,
  predictedCsat,
];

/**
 * Every stream, in the order of a sync: the small lists first, so that they are not behind a long backfill; then calls and contacts; then what
 * costs a request per row, and what is made of others; last what costs a request per call, so that it delays none of them.
 */
export const streams: readonly Stream[] = [
  ...small,
  calls,
  contacts,
  ...perRow,
  deletionsOf(lists),
  ...perCall,
];
