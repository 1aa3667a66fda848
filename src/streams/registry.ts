import { calls } from './calls.ts';
import { campaignOutcomes } from './campaign-outcomes.ts';
import { contacts } from './contacts.ts';
import { company } from './company.ts';
import { deletionsOf } from './deletions.ts';
import { dialerCampaignNumbers } from './dialer-campaign-numbers.ts';
import { dialerCampaigns } from './dialer-campaigns.ts';
import { numberUsers } from './number-users.ts';
import { numbers } from './numbers.ts';
import { smsTemplates } from './sms-templates.ts';
import type { Stream } from './stream.ts';
import { tags } from './tags.ts';
import { teamUsers } from './team-users.ts';
import { teams } from './teams.ts';
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

/**
 * Every stream, in the order of a sync: the small lists first, so that they are not behind a long backfill; then calls and contacts; last what
 * costs a request per row, and what is made of others, so that it delays none of them.
 */
export const streams: readonly Stream[] = [...small, calls, contacts, ...perRow, deletionsOf(lists)];
