import type { CallPlan, Roster } from './call-plan.ts';

const answeredInbound: Partial<CallPlan> = {
  direction: 'inbound',
  answered: true,
  ringSeconds: 5,
  talkSeconds: 90,
  missedReason: null,
  recordingSeconds: 30,
  voicemailSeconds: null,
};
const missedInbound: Partial<CallPlan> = {
  direction: 'inbound',
  answered: false,
  ringSeconds: 40,
  talkSeconds: 0,
  userId: null,
  recordingSeconds: null,
};

/** The odd calls that real accounts have a few of; every account of 60 calls or more has each of them once. */
export function edgeCases(roster: Roster): Partial<CallPlan>[] {
  const [first = null, second = null] = roster.userIds;
  const [team = null] = roster.teamIds;
  const tags = roster.tagIds.slice(0, 4);
  const comment = (content: string, by: number | null = first): Partial<CallPlan> => ({
    comments: [{ after: 300, content, by }],
  });
  const participants = [
    { id: first, type: 'user', name: 'Participant 1' },
    { type: 'external', phone_number: '+12025550143' },
    { id: '482393544', type: 'contact', name: 'Participant 3', phone_number: '+442079460958' },
  ];
  return [
    comment('half an emoji \ud83d and the text goes on'),
    comment('the other half \udc4d'),
    comment('before\u0000after'),
    comment('posted by a program', null),
    {
      comments: Array.from({ length: 5 }, (_, at) => ({
        after: 300 + at,
        content: `remark ${at + 1}`,
        by: second,
      })),
    },
    { ...answeredInbound, userId: first, teamIds: [null, team, null] },
    {
      ...answeredInbound,
      userId: first,
      transferredBy: second,
      transferredTo: first,
      internalTransfer: true,
    },
    { ...answeredInbound, userId: first, transferredBy: first, transferredTo: second },
    { ...answeredInbound, userId: first, extras: { conference_participants: participants } },
    { ...answeredInbound, userId: first, extras: { participants, hangup_cause: 'normal_clearing' } },
    {
      ...answeredInbound,
      userId: first,
      extras: { external_transferred_to: '+1 202-555-0177', external_caller_number: '+1 202-555-0188' },
    },
    { ...missedInbound, missedReason: 'agents_did_not_answer', voicemailSeconds: 20, extras: null },
    {
      ...missedInbound,
      missedReason: null,
      extras: { automatic_callback_call_id: 2_147_483_901, hangup_cause: null },
    },
    { direction: 'outbound', answered: true, userId: null, talkSeconds: 12 },
    { caller: null },
    { tags: tags.map((tagId, at) => ({ after: 300 + at, tagId, by: at === 0 ? null : first })) },
    { archivedAfter: 900 },
    ...(second === null ? [] : [{ assigned: { after: 900, userId: second } }]),
  ];
}
