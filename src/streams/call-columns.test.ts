import { describe, expect, test } from 'vitest';
import { addCallColumns } from './call-columns.ts';

function columnsOf(call: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const row = { ...call };
  addCallColumns(row);
  return Object.fromEntries(Object.entries(row).filter(([name]) => !Object.hasOwn(call, name)));
}

const missed = { direction: 'inbound', answered_at: null, ended_at: 20, voicemail: null };

describe('the outcome of a call', () => {
  test.each([
    ['answered', { ...missed, answered_at: 10 }],
    ['answered', { ...missed, answered_at: 10, voicemail: 'https://x.test/v.mp3' }],
    ['voicemail', { ...missed, voicemail: 'https://x.test/v.mp3' }],
    [
      'voicemail',
      { ...missed, voicemail: 'https://x.test/v.mp3', missed_call_reason: 'out_of_opening_hours' },
    ],
    ['abandoned', { ...missed, missed_call_reason: 'short_abandoned' }],
    ['abandoned', { ...missed, missed_call_reason: 'abandoned_in_ivr' }],
    ['abandoned', { ...missed, missed_call_reason: 'abandoned_in_classic' }],
    ['out_of_hours', { ...missed, missed_call_reason: 'out_of_opening_hours' }],
    ['missed', { ...missed, missed_call_reason: 'agents_did_not_answer' }],
    ['missed', { ...missed, missed_call_reason: 'no_available_agent' }],
    ['missed', { ...missed, missed_call_reason: 'something new' }],
    ['missed', missed],
    ['answered', { ...missed, direction: 'outbound', answered_at: 10 }],
    ['unanswered', { ...missed, direction: 'outbound' }],
    [null, { ...missed, ended_at: null }],
    [null, { ...missed, ended_at: null, answered_at: 10, direction: 'outbound' }],
    [null, { ...missed, direction: null }],
    [null, {}],
  ])('%s: %j', (outcome, call) => {
    expect(columnsOf(call)['outcome']).toBe(outcome);
  });
});

describe('the keys of a call', () => {
  test('are taken out of what is nested', () => {
    const call = {
      number: { id: 1 },
      user: { id: 2, name: 'A' },
      assigned_to: { id: 3 },
      transferred_by: { id: 4 },
      transferred_to: { id: 5 },
      contact: { id: 6 },
      teams: [{ id: 7 }, null, { name: 'without' }],
      tags: [],
    };
    expect(columnsOf(call)).toEqual({
      outcome: null,
      number_id: 1,
      user_id: 2,
      assigned_to_id: 3,
      transferred_by_id: 4,
      transferred_to_id: 5,
      contact_id: 6,
      team_ids: [7],
      tag_ids: [],
    });
  });

  test('are null where nothing is nested', () => {
    expect(new Set(Object.values(columnsOf({ user: null, contact: 7, teams: null })))).toEqual(
      new Set([null]),
    );
  });
});
