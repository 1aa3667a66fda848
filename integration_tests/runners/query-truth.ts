import type { Aircall } from '../simulator/aircall.ts';
import { outcomeOf } from './truth.ts';

/** The rows of a query: times in ISO 8601 to the second, other values as they are. */
export type Answer = readonly (readonly unknown[])[];

type Person = { readonly id: number };
type Item = Readonly<Record<string, unknown>> & Partial<Person>;

/** A call as the account has it, as far as the queries look at it. */
type Call = {
  readonly id: number;
  readonly sid: string;
  readonly direction: string;
  readonly outcome: string | null;
  readonly missed_call_reason: string | null;
  readonly raw_digits: string;
  readonly archived: boolean;
  readonly started_at: number;
  readonly answered_at: number | null;
  readonly ended_at: number | null;
  readonly user: Person | null;
  readonly number: (Person & { readonly name: string }) | null;
  readonly teams: readonly (Item | null)[];
  readonly tags: readonly Item[];
  readonly comments: readonly (Item & { readonly posted_by: Person | null })[];
  readonly conference_participants?: readonly Item[] | null;
  readonly ivr_options_selected: readonly Item[];
};

const ZONE = 'Europe/Paris';
const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE, dateStyle: 'short', timeStyle: 'medium' });

/** `2026-08-01T09:30:00`, in the zone of the page. */
function local(seconds: number): string {
  return clock.format(seconds * 1000).replace(' ', 'T');
}

function utc(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 19);
}

const hour = (call: Call): number => Number(local(call.started_at).slice(11, 13));
const toAnswer = (call: Call): number => Number(call.answered_at) - call.started_at;
const talk = (call: Call): number => Number(call.ended_at) - Number(call.answered_at);
const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
const teamsOf = ({ teams }: Call): readonly unknown[] =>
  teams.flatMap((team) => (team === null ? [] : [team['name']]));

const perUser = ({ user }: Call, ...more: readonly unknown[]): readonly (readonly unknown[])[] =>
  user === null ? [] : [[user.id, ...more]];
const perTeamAndHour = (call: Call): readonly (readonly unknown[])[] =>
  teamsOf(call).map((team) => [team, hour(call)]);

/** Groups by the values that `keys` gives for each call, and ends each row with what `value` makes of its calls. */
function grouped(
  calls: readonly Call[],
  keys: (call: Call) => readonly (readonly unknown[])[],
  value: (calls: readonly Call[]) => readonly unknown[],
): Answer {
  const groups = new Map<string, Call[]>();
  for (const call of calls) {
    for (const key of keys(call)) {
      const text = JSON.stringify(key);
      groups.set(text, [...(groups.get(text) ?? []), call]);
    }
  }
  return [...groups].map(([key, members]) => [...JSON.parse(key), ...value(members)]);
}

function callsOf({ account }: Aircall): readonly Call[] {
  const fetch = { contact: true, shortUrls: false, timeline: true, agents: false };
  return account.visibleCalls().map(({ id }) => {
    const row = account.render(account.call(Number(id)), 0, fetch);
    const call: Call = JSON.parse(JSON.stringify({ ...row, outcome: outcomeOf(row) }));
    return call;
  });
}

/** What each query of docs/queries.md has to find, by its heading. `person` and `month` stand for those on the page. */
export function expectedAnswers(
  aircall: Aircall,
  gone: readonly number[],
  { person, month }: { readonly person: number; readonly month: string },
): Readonly<Record<string, Answer>> {
  const calls = callsOf(aircall);
  const inbound = calls.filter(({ direction }) => direction === 'inbound');
  const answered = calls.filter(({ outcome }) => outcome === 'answered');
  const unanswered = inbound.filter(({ outcome }) => outcome !== 'answered' && outcome !== null);
  return {
    'All tags': calls.flatMap((call) => call.tags.map((tag) => [call.id, tag.id, tag['name']])),
    'All comments': calls.flatMap((call) =>
      call.comments.map((comment) => [
        call.id,
        comment.id,
        comment['content'],
        comment.posted_by?.id ?? null,
      ]),
    ),
    'All participants': calls.flatMap((call) =>
      (call.conference_participants ?? []).map((one) => [
        call.id,
        one['type'],
        one['name'] ?? null,
        one['phone_number'] ?? null,
      ]),
    ),
    'All IVR steps': calls.flatMap((call) =>
      call.ivr_options_selected.map((step) => [call.id, step.id, step['title'], step['key']]),
    ),
    'Missed calls per team and hour': grouped(
      inbound.filter(({ outcome }) => outcome === 'missed'),
      perTeamAndHour,
      ({ length }) => [length],
    ),
    'Time to answer per agent': grouped(
      answered.filter(({ direction }) => direction === 'inbound'),
      (call) => perUser(call),
      (group) => [group.length, mean(group.map(toAnswer))],
    ),
    'Calls per tag': grouped(
      calls,
      (call) => [...new Set(call.tags.map((tag) => tag['name']))].map((name) => [name]),
      ({ length }) => [length],
    ),
    'Talk time per agent and day': grouped(
      answered,
      (call) => perUser(call, local(call.started_at).slice(0, 10)),
      (group) => [group.length, group.map(talk).reduce((a, b) => a + b) / 3600],
    ),
    'Time to answer per team and hour': grouped(answered, perTeamAndHour, (group) => [
      mean(group.map(toAnswer)),
    ]),
    'Time until a missed call is returned': unanswered
      .filter(({ raw_digits: digits }) => digits !== 'anonymous')
      .flatMap((call) => returnOf(call, calls)),
    'Reasons for missed calls': grouped(
      unanswered,
      (call) => [[call.outcome, call.missed_call_reason]],
      ({ length }) => [length],
    ),
    'Voicemails not handled': calls
      .filter(({ outcome, archived }) => outcome === 'voicemail' && !archived)
      .map((call) => [call.id, call.number?.id ?? null, call.raw_digits, utc(call.started_at)]),
    'Busiest numbers': grouped(
      calls,
      ({ number }) => (number === null ? [] : [[number.name]]),
      ({ length }) => [length],
    ),
    'Who left': gone.map((id) => [id]),
    'Who left, and when': gone.map((id) => [String(id)]),
    'Calls of each day': callsOfDays(calls),
    'Calls of one person in one month': calls
      .filter((call) => call.user?.id === person && local(call.started_at).startsWith(month))
      .map((call) => [
        call.id,
        call.sid,
        call.direction,
        call.outcome,
        local(call.started_at),
        call.raw_digits,
        call.answered_at === null || call.ended_at === null ? null : talk(call),
      ]),
  };
}

function callsOfDays(calls: readonly Call[]): Answer {
  const counts = new Map<string, number>();
  for (const { started_at: at } of calls) {
    const day = new Date(at * 1000).toISOString().slice(0, 10);
    counts.set(day, (counts.get(day) ?? 0) + 1);
  }
  return [...counts];
}

function returnOf(missed: Call, calls: readonly Call[]): Answer {
  const times = calls
    .filter(
      ({ direction, raw_digits: digits, started_at: at }) =>
        direction === 'outbound' && digits === missed.raw_digits && at > missed.started_at,
    )
    .map(({ started_at: at }) => at - missed.started_at);
  return times.length === 0 ? [] : [[missed.id, Math.min(...times)]];
}
