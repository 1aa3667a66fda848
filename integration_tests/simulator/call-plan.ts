import { remark } from './names.ts';
import type { PhoneLine } from './phone.ts';
import { mix, mixShare, Random } from './random.ts';

/** A call of the simulated company. What the API shows of it follows from this and the clock alone. */
export type Call = {
  readonly id: number;
  /** Epoch seconds at which it began, as first shown. */
  readonly startedAt: number;
  readonly seed: number;
  /** What a test, or the list of edgeCases, decided instead of leaving it to the seed. */
  fixed: Partial<CallPlan> | undefined;
  /** Seconds by which a test moved `started_at`. */
  shift: number;
  /** Where it stands in the list, and whether it is there yet; owned by CallIndex. */
  key: number;
  shown: boolean;
};

/** The hidden script of a call. Times are seconds after `startedAt` unless they say otherwise. */
export type CallPlan = {
  readonly direction: 'inbound' | 'outbound';
  readonly caller: PhoneLine | null;
  readonly userId: number | null;
  readonly numberId: number;
  readonly contactId: number | null;
  readonly ringSeconds: number;
  readonly answered: boolean;
  /** After the answer; 0 for a missed call. */
  readonly talkSeconds: number;
  readonly missedReason: string | null;
  /** After the end: cost, pricing_type, duration and perhaps started_at are rewritten. */
  readonly settleSeconds: number;
  /** Added to `started_at` as the call settles. */
  readonly startShift: 0 | 1;
  /** After the end: the URL appears; null for never. */
  readonly recordingSeconds: number | null;
  readonly voicemailSeconds: number | null;
  readonly cost: string;
  readonly pricing: string;
  readonly teamIds: readonly (number | null)[];
  readonly comments: readonly PlannedComment[];
  readonly tags: readonly PlannedTag[];
  readonly archivedAfter: number | null;
  readonly assigned: { readonly after: number; readonly userId: number } | null;
  readonly transferredBy: number | null;
  readonly transferredTo: number | null;
  /** `transferred_by` shows the raw internal row. */
  readonly internalTransfer: boolean;
  /** Fields that only a few calls have. */
  readonly extras: Readonly<Record<string, unknown>> | null;
};

type PlannedComment = { readonly after: number; readonly content: string; readonly by: number | null };
type PlannedTag = { readonly after: number; readonly tagId: number; readonly by: number | null };

/** Who and what the calls of an account may refer to, as it was when the account was made. */
export type Roster = {
  readonly userIds: readonly number[];
  readonly numberIds: readonly number[];
  readonly teamIds: readonly number[];
  readonly tagIds: readonly number[];
  readonly contactIds: readonly number[];
  readonly callers: readonly PhoneLine[];
};

/** How often calls do what. Shares are 0 to 1. */
export type Habits = {
  /** Commented, tagged, archived or assigned once, at an age between the two bounds (log-uniform). Default 0.05. */
  readonly lateChangeShare: number;
  /** Default: 30 minutes to 30 days. */
  readonly lateChangeAgeSeconds: readonly [number, number];
  /** Recordings that take up to 24 hours instead of a minute. Default 0.02. */
  readonly lateRecordingShare: number;
  /** `started_at` moves by a second as the call settles. Default 0.1. */
  readonly startShiftShare: number;
  /** Calls of one to four hours. Default 0.005. */
  readonly longCallShare: number;
  /** Commented or tagged within ten minutes of the end. Default 0.2. */
  readonly earlyNoteShare: number;
};

export const defaultHabits: Habits = {
  lateChangeShare: 0.05,
  lateChangeAgeSeconds: [1800, 30 * 86_400],
  lateRecordingShare: 0.02,
  startShiftShare: 0.1,
  longCallShare: 0.005,
  earlyNoteShare: 0.2,
};

const missedReasons = [
  'out_of_opening_hours',
  'short_abandoned',
  'abandoned_in_ivr',
  'abandoned_in_classic',
  'no_available_agent',
  'agents_did_not_answer',
];

export type LateChange = { readonly after: number; readonly kind: 'comment' | 'tag' | 'archive' | 'assign' };

const lateKinds = ['comment', 'tag', 'archive', 'assign'] as const;

/** The one change that comes long after the call, if it is one of the few that have one. */
export function lateChangeOf(call: Call, habits: Habits): LateChange | undefined {
  const random = new Random(mix(call.seed, 71));
  if (!random.chance(habits.lateChangeShare)) return undefined;
  const [least, most] = habits.lateChangeAgeSeconds;
  return { after: random.logInt(least, most), kind: random.pick(lateKinds) };
}

/** The seconds by which `started_at` moves as the call settles; cheaper than the whole plan. */
export function startShiftOf(call: Call, habits: Habits): 0 | 1 {
  return call.fixed?.startShift ?? (mixShare(call.seed, 72) < habits.startShiftShare ? 1 : 0);
}

/** The script of a call: the same for the same call, roster and habits. */
export function planOf(call: Call, roster: Roster, habits: Habits): CallPlan {
  const random = new Random(call.seed);
  const inbound = random.chance(0.6);
  const answered = random.chance(inbound ? 0.72 : 0.65);
  const ringSeconds = random.int(2, 45);
  const talkSeconds = answered ? talkTime(random, habits) : 0;
  const endsAfter = ringSeconds + talkSeconds;
  const anyone = random.pickOrNull(roster.userIds);
  const colleague = random.pickOrNull(roster.userIds);
  const transferred = inbound && answered && random.chance(0.05);
  const recordingSeconds = random.chance(habits.lateRecordingShare)
    ? random.int(1200, 86_400)
    : random.int(5, 90);
  const plan: CallPlan = {
    direction: inbound ? 'inbound' : 'outbound',
    caller: random.chance(0.02) ? null : random.pick(roster.callers),
    userId: (inbound && !answered) || random.chance(inbound ? 0 : 0.03) ? null : anyone,
    numberId: random.pick(roster.numberIds),
    contactId: random.chance(0.5) ? random.pickOrNull(roster.contactIds) : null,
    ringSeconds,
    answered,
    talkSeconds,
    missedReason: inbound && !answered ? random.pick(missedReasons) : null,
    settleSeconds: random.int(120, 1190),
    startShift: startShiftOf(call, habits),
    recordingSeconds: answered && random.chance(0.8) ? recordingSeconds : null,
    voicemailSeconds: inbound && !answered && random.chance(0.4) ? recordingSeconds : null,
    cost: answered && random.chance(0.5) ? (talkSeconds * 0.05).toFixed(1) : '0.0',
    pricing: random.chance(0.7) ? 'in_bundle' : 'out_of_bundle',
    teamIds: inbound ? teamsOf(random, roster) : [],
    comments: random.chance(habits.earlyNoteShare / 2)
      ? [{ after: endsAfter + random.int(20, 600), content: remark(random), by: anyone }]
      : [],
    tags: random.chance(habits.earlyNoteShare / 2) ? earlyTag(random, roster, endsAfter, anyone) : [],
    archivedAfter: null,
    assigned: null,
    transferredBy: transferred ? colleague : null,
    transferredTo: transferred ? anyone : null,
    internalTransfer: false,
    extras: null,
  };
  const late = lateChangeOf(call, habits);
  const changed = late === undefined ? plan : withLateChange(plan, late, random, roster);
  return call.fixed === undefined ? changed : { ...changed, ...call.fixed };
}

function talkTime(random: Random, habits: Habits): number {
  return random.chance(habits.longCallShare) ? random.int(3600, 14_400) : random.logInt(5, 1800);
}

function teamsOf(random: Random, roster: Roster): (number | null)[] {
  if (!random.chance(0.3)) return [];
  const team = random.pickOrNull(roster.teamIds);
  return random.chance(0.1) ? [null, team] : [team];
}

function earlyTag(random: Random, roster: Roster, endsAfter: number, by: number | null): PlannedTag[] {
  const tagId = random.pickOrNull(roster.tagIds);
  return tagId === null ? [] : [{ after: endsAfter + random.int(1, 600), tagId, by }];
}

function withLateChange(plan: CallPlan, late: LateChange, random: Random, roster: Roster): CallPlan {
  const { after, kind } = late;
  const by = random.pickOrNull(roster.userIds);
  if (kind === 'comment')
    return { ...plan, comments: [...plan.comments, { after, content: remark(random), by }] };
  if (kind === 'archive') return { ...plan, archivedAfter: after };
  if (kind === 'assign' && by !== null) return { ...plan, assigned: { after, userId: by } };
  const tagId = random.pickOrNull(roster.tagIds);
  return tagId === null ? plan : { ...plan, tags: [...plan.tags, { after, tagId, by }] };
}

/** Epoch seconds at which the call ends and at which it settles, by its plan. */
export function endOf(call: Call, plan: CallPlan): number {
  return call.startedAt + plan.ringSeconds + plan.talkSeconds;
}

export function settleOf(call: Call, plan: CallPlan): number {
  return endOf(call, plan) + plan.settleSeconds;
}

/** `started_at` as the API shows it at `now`. */
export function shownStart(call: Call, plan: CallPlan, now: number): number {
  return call.startedAt + call.shift + (now >= settleOf(call, plan) ? plan.startShift : 0);
}
