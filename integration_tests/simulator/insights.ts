import type { Account } from './account.ts';
import { endOf, type Call } from './call-plan.ts';
import type { Row } from './people.ts';
import { e164 } from './phone.ts';
import { mix, mixShare } from './random.ts';
import { badRequest, edge, notFound, ok, type Reply } from './reply.ts';
import type { RouteContext } from './route-context.ts';

/** Results of conversation intelligence, by the last part of their path; `pro` ones need the larger add-on. */
const RESULTS: Readonly<
  Record<
    string,
    { readonly wrapper?: string; readonly isPro?: boolean; readonly isEdited?: boolean; readonly make: Make }
  >
> = {
  transcription: { wrapper: 'transcription', make: transcription },
  sentiments: { wrapper: 'sentiment', make: sentiments },
  topics: { wrapper: 'topic', make: topics },
  summary: { wrapper: 'summary', make: summary },
  action_items: { isEdited: true, make: actionItems },
  custom_summary_result: { isPro: true, isEdited: true, make: customSummary },
  playbook_result: { isPro: true, isEdited: true, make: playbook },
  evaluations: { isPro: true, isEdited: true, make: evaluation },
  predicted_csat: { wrapper: 'csat', isPro: true, make: csat },
};

type Facts = {
  readonly call: Call;
  readonly userId: number | null;
  readonly caller: string | null;
  readonly madeAt: string;
  readonly edits: number;
};
type Make = (facts: Facts) => Row;

const MINUTE = 60;
const HOUR = 3600;
const DAY = 24 * HOUR;

/** `/v1/calls/:id/…`: nothing without the add-on; 404, or sometimes 400, while there is no result. */
export function insight({ account, knobs, now }: RouteContext, [id, name = '']: readonly string[]): Reply {
  const result = RESULTS[name];
  if (knobs.addOns === 403 || knobs.addOns === 404) return edge(knobs.addOns);
  if (result === undefined) return edge(404);
  if (result.isPro === true && knobs.addOns === 'standard') return edge(403);
  const call = account.calls.shown(Number(id), now);
  if (call === undefined) return notFound('The call');
  const row = insightOf(account, call, name, now);
  if (row === undefined)
    return mix(call.seed, 71) % 3 === 0
      ? badRequest('There is nothing for this call')
      : notFound('The result');
  return ok(result.wrapper === undefined ? row : { [result.wrapper]: row });
}

/** What a call has at a time, as Aircall sends it without its wrapper; undefined: nothing. */
export function insightOf(account: Account, call: Call, name: string, now: number): Row | undefined {
  const result = RESULTS[name];
  if (result === undefined) return undefined;
  const plan = account.plan(call);
  const isEligible = plan.answered || (name === 'transcription' && plan.voicemailSeconds !== null);
  const seed = mix(call.seed, 900 + Object.keys(RESULTS).indexOf(name));
  if (!isEligible || mixShare(seed, 1) < 0.1 || account.deletedRecordings.has(call.id)) return undefined;
  const end = endOf(call, plan);
  // Mostly within minutes, a few after hours or a day.
  const share = mixShare(seed, 2);
  const delay =
    share < 0.9 ? 30 + Math.floor(share * 5 * MINUTE) : Math.floor((share - 0.9) * 10 * 26 * HOUR);
  const madeAt = account.insightsAtOnce ? end : end + Math.max(delay, plan.voicemailSeconds ?? 0);
  if (now < madeAt) return undefined;
  const editedAt = madeAt + HOUR + Math.floor(mixShare(seed, 3) * 5 * DAY);
  const isEdited = result.isEdited === true && mixShare(seed, 4) < 0.3 && editedAt <= now;
  const caller = plan.caller === null ? null : e164(plan.caller.digits);
  return result.make({
    call,
    userId: plan.userId,
    caller,
    madeAt: new Date(madeAt * 1000).toISOString(),
    edits: isEdited ? 1 : 0,
  });
}

function resultId({ call }: Facts, at: number): number {
  return mix(call.seed, 800 + at) % 1_000_000_000;
}

function transcription(facts: Facts): Row {
  const { call, userId, caller } = facts;
  const count = 3 + (call.seed % 5);
  const utterances = Array.from({ length: count }, (_, at) => {
    const isUser = at % 2 === 0;
    return {
      start_time: at * 4.5,
      end_time: at * 4.5 + 2 + (mix(call.seed, at) % 20) / 10,
      text: isUser ? 'How can I help you?' : 'I have a question about my invoice.',
      participant_type: isUser ? 'internal' : 'external',
      ...(isUser ? { user_id: userId } : { phone_number: caller }),
    };
  });
  return {
    id: resultId(facts, 1),
    call_id: call.id,
    call_created_at: new Date(call.startedAt * 1000).toISOString(),
    type: 'call',
    content: { language: 'en', utterances },
  };
}

function sentiments(facts: Facts): Row {
  const { call, userId, caller, madeAt } = facts;
  const value = ['POSITIVE', 'NEUTRAL', 'NEGATIVE'][call.seed % 3];
  return {
    id: resultId(facts, 2),
    call_id: call.id,
    created_at: madeAt,
    participants: [
      { type: 'external', value, phone_number: caller },
      { type: 'internal', value: 'NEUTRAL', user_id: userId },
    ],
  };
}

const TOPICS = ['billing', 'renewal', 'delivery', 'complaint'];

function topics(facts: Facts): Row {
  const { call, madeAt } = facts;
  const content = TOPICS.filter((_, at) => mix(call.seed, 60 + at) % 2 === 0);
  return { id: resultId(facts, 3), call_id: call.id, created_at: madeAt, content };
}

/** Its `call_id` is a text. */
function summary(facts: Facts): Row {
  const { call, madeAt } = facts;
  return {
    id: resultId(facts, 4),
    call_id: String(call.id),
    created_at: madeAt,
    content: 'Asked about an invoice.',
  };
}

function actionItems(facts: Facts): Row {
  const { call, madeAt, edits, userId } = facts;
  const count = call.seed % 3;
  return {
    call_id: call.id,
    action_items: Array.from({ length: count }, (_, at) => ({
      id: resultId(facts, 10 + at),
      content: edits === 0 ? 'Send the invoice' : 'Send the invoice again',
      ai_generated: edits === 0,
      created_at: madeAt,
      created_by: null,
      updated_at: edits === 0 ? null : madeAt,
      updated_by: edits === 0 ? null : userId,
    })),
  };
}

function customSummary(facts: Facts): Row {
  const { call, madeAt, edits } = facts;
  const content = edits === 0 ? 'More seats' : 'More seats, by summer';
  return {
    id: resultId(facts, 5),
    call_id: call.id,
    created_at: madeAt,
    custom_summary: { name: 'Sales' },
    summary_template_results: [{ name: 'Need', content }],
  };
}

function playbook(facts: Facts): Row {
  const { call, userId, madeAt, edits } = facts;
  return {
    id: resultId(facts, 6),
    call_id: call.id,
    user_id: userId,
    number_id: 1,
    adherence_score: edits === 0 ? 0.75 : 1,
    created_at: madeAt,
    playbook: { id: 5, name: 'Support', language: 'en' },
    playbook_result_topics: [{ name: 'Greeting', result: true }],
  };
}

function evaluation(facts: Facts): Row {
  const { call, madeAt, edits } = facts;
  return {
    id: resultId(facts, 7),
    call_id: call.id,
    ai_generated: edits === 0,
    evaluations: [{ scorecard: { name: 'Quality' }, score: { normalized_score: edits === 0 ? 80 : 90 } }],
    reviewed_at: edits === 0 ? null : madeAt,
    created_at: madeAt,
    updated_at: madeAt,
  };
}

function csat({ call }: Facts): Row {
  const score = 1 + (call.seed % 5);
  const polarity = score > 2 ? 'positive' : 'negative';
  return {
    call_id: call.id,
    call_uuid: `uuid-${call.id}`,
    score,
    drivers: [{ polarity, label: 'quick answer' }],
  };
}
