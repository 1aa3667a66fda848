import { endOf, settleOf, shownStart, type Call, type CallPlan } from './call-plan.ts';
import type { Directory } from './directory.ts';
import type { Knobs } from './knobs.ts';
import { renderCallNumber, signedUrl } from './numbers.ts';
import { renderAuthor, renderCallTeam, renderCallUser, renderInternalUser, type Row } from './people.ts';
import { mixHex } from './random.ts';
import { renderContact } from './small-lists.ts';

/** The `fetch_*` parameters of a request for calls. */
export type Fetch = {
  readonly contact: boolean;
  readonly shortUrls: boolean;
  readonly timeline: boolean;
  readonly agents: boolean;
};

export const fetchNothing: Fetch = { contact: false, shortUrls: false, timeline: false, agents: false };

/** A call as the API shows it at `now` (epoch seconds) in its reading number `read`. */
export function renderCall(
  call: Call,
  plan: CallPlan,
  context: {
    readonly now: number;
    readonly read: number;
    readonly directory: Directory;
    readonly knobs: Knobs;
    readonly fetch: Fetch;
  },
): Row {
  const { now, read, directory, knobs, fetch } = context;
  const answeredAt = call.startedAt + plan.ringSeconds;
  const endedAt = endOf(call, plan);
  const ended = now >= endedAt;
  const answered = plan.answered && now >= answeredAt;
  const settled = now >= settleOf(call, plan);
  const startedAt = shownStart(call, plan, now);
  const user = (id: number | null): Row | null => {
    const found = id === null ? undefined : directory.users.get(id);
    return found === undefined ? null : renderCallUser(found, now);
  };
  const recorded = plan.recordingSeconds !== null && now >= endedAt + plan.recordingSeconds;
  const voicemail = plan.voicemailSeconds !== null && now >= endedAt + plan.voicemailSeconds;
  const number = directory.numbers.get(plan.numberId);
  const contact =
    fetch.contact && plan.contactId !== null ? directory.contacts.get(plan.contactId) : undefined;
  const row: Row = {
    id: call.id,
    sid: `CA${mixHex(call.seed, 1)}${mixHex(call.seed, 2)}${mixHex(call.seed, 3)}${mixHex(call.seed, 4)}`,
    direct_link: `https://api.aircall.io/v1/calls/${call.id}`,
    direction: plan.direction,
    status: ended ? 'done' : answered ? 'answered' : 'initial',
    missed_call_reason: ended ? plan.missedReason : null,
    started_at: startedAt,
    answered_at: answered ? answeredAt : null,
    ended_at: ended ? endedAt : null,
    duration: ended ? duration(plan, endedAt - startedAt, settled, knobs) : 0,
    archived: plan.archivedAfter !== null && now >= call.startedAt + plan.archivedAfter,
    cost: settled ? plan.cost : '0.0',
    voicemail: voicemail ? signedUrl(`calls/${call.id}/voicemail`, now, read, call.id) : null,
    recording: recorded ? signedUrl(`calls/${call.id}/recording`, now, read, call.id) : null,
    asset: assetOf(call, recorded, voicemail),
    raw_digits: plan.caller === null ? 'anonymous' : plan.caller.digits,
    user: plan.direction === 'outbound' || answered ? user(plan.userId) : null,
    contact: contact === undefined ? null : renderContact(contact),
    assigned_to:
      plan.assigned !== null && now >= call.startedAt + plan.assigned.after
        ? user(plan.assigned.userId)
        : null,
    transferred_by: ended ? transferredBy(plan, user, context) : null,
    transferred_to: ended ? user(plan.transferredTo) : null,
    comments: commentsOf(call, plan, now, directory),
    number: number === undefined ? null : renderCallNumber(number, now, read),
    teams: plan.teamIds.map((id) => {
      const team = id === null ? undefined : directory.teams.get(id);
      return team === undefined ? null : renderCallTeam(team);
    }),
    tags: tagsOf(call, plan, now, directory),
  };
  if (fetch.shortUrls || knobs.shortUrls === 'null') {
    row['recording_short_url'] = fetch.shortUrls && recorded ? shortUrl(call, read, 1) : null;
    row['voicemail_short_url'] = fetch.shortUrls && voicemail ? shortUrl(call, read, 2) : null;
  }
  row['country_code_a2'] = plan.caller === null ? null : plan.caller.country;
  row['pricing_type'] = settled ? plan.pricing : null;
  if (knobs.rareFields && plan.extras !== null && ended) Object.assign(row, plan.extras);
  if (fetch.timeline) row['ivr_options_selected'] = ivrOptions(call, plan);
  if (fetch.agents) row['ai_voice_agents'] = [];
  return row;
}

function duration(plan: CallPlan, total: number, settled: boolean, knobs: Knobs): number {
  const talk = plan.answered ? plan.talkSeconds : total;
  if (knobs.duration === 'talk') return talk;
  return knobs.duration === 'total' || settled ? total : talk;
}

function assetOf(call: Call, recorded: boolean, voicemail: boolean): string | null {
  if (!recorded && !voicemail) return null;
  return `https://assets.aircall.io/calls/${call.id}/${recorded ? 'recording' : 'voicemail'}`;
}

function transferredBy(
  plan: CallPlan,
  user: (id: number | null) => Row | null,
  context: { readonly now: number; readonly directory: Directory },
): Row | null {
  const by = plan.transferredBy === null ? undefined : context.directory.users.get(plan.transferredBy);
  return by !== undefined && plan.internalTransfer
    ? renderInternalUser(by, context.now)
    : user(plan.transferredBy);
}

function commentsOf(call: Call, plan: CallPlan, now: number, directory: Directory): Row[] {
  const rows: Row[] = [];
  for (const [at, comment] of plan.comments.entries()) {
    const postedAt = call.startedAt + comment.after;
    if (postedAt > now || rows.length === 5) continue;
    const by = comment.by === null ? undefined : directory.users.get(comment.by);
    rows.push({
      id: (call.seed % 100_000_000) * 10 + at,
      content: comment.content,
      posted_at: postedAt,
      posted_by: by === undefined ? null : renderAuthor(by, now),
    });
  }
  return rows;
}

function tagsOf(call: Call, plan: CallPlan, now: number, directory: Directory): Row[] {
  const rows: Row[] = [];
  for (const planned of plan.tags) {
    const tag = directory.tags.get(planned.tagId);
    const taggedAt = call.startedAt + planned.after;
    if (tag === undefined || taggedAt > now) continue;
    const by = planned.by === null ? undefined : directory.users.get(planned.by);
    const row: Row = { id: tag.id, name: tag.name };
    if (tag.id % 2 === 0) row['created_at'] = taggedAt;
    else row['tagged_at'] = taggedAt;
    row['tagged_by'] = by === undefined ? {} : renderAuthor(by, now);
    rows.push(row);
  }
  return rows;
}

function shortUrl(call: Call, read: number, kind: number): string {
  return `https://short-urls.aircall.io/v1/00000000-0000-4000-8000-${mixHex(call.seed, kind)}${mixHex(read, kind).slice(0, 4)}`;
}

function ivrOptions(call: Call, plan: CallPlan): Row[] {
  if (plan.direction !== 'inbound' || call.seed % 3 !== 0) return [];
  const at = (seconds: number): string => new Date((call.startedAt + seconds) * 1000).toISOString();
  return [
    {
      id: String(call.seed),
      title: 'Sales',
      key: call.seed % 2 === 0 ? '1' : 'fallback',
      branch: 'main',
      created_at: at(1),
      transition_started_at: at(1),
      transition_ended_at: at(2),
    },
  ];
}
