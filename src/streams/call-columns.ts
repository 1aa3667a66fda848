import { isObject } from '../json/is-object.ts';
import type { AddColumns } from './stream.ts';

type Call = Readonly<Record<string, unknown>>;

/** Adds the columns of a call that Aircall does not send: how the call ended, and the keys of what is nested. */
export const addCallColumns: AddColumns = (call) => {
  // One by one, since that is several times as fast as in a loop over names.
  call['outcome'] ??= outcomeOf(call);
  call['number_id'] ??= idOf(call['number']);
  call['user_id'] ??= idOf(call['user']);
  call['assigned_to_id'] ??= idOf(call['assigned_to']);
  call['transferred_by_id'] ??= idOf(call['transferred_by']);
  call['transferred_to_id'] ??= idOf(call['transferred_to']);
  call['contact_id'] ??= idOf(call['contact']);
  call['team_ids'] ??= idsOf(call['teams']);
  call['tag_ids'] ??= idsOf(call['tags']);
};

function idOf(value: unknown): unknown {
  return isObject(value) ? (value['id'] ?? null) : null;
}

/** Elements that are null, or have no ID, are left out. */
function idsOf(value: unknown): readonly unknown[] | null {
  return Array.isArray(value) ? value.map(idOf).filter((id) => id !== null) : null;
}

/** Of `missed_call_reason` (listed in the API reference; Aircall may add others). */
const ABANDONED: ReadonlySet<unknown> = new Set([
  'short_abandoned',
  'abandoned_in_ivr',
  'abandoned_in_classic',
]);

/** By the call types of Aircall's Analytics; null while the call goes on. */
function outcomeOf(call: Call): string | null {
  const { direction, ended_at: ended, answered_at: answered, voicemail, missed_call_reason: reason } = call;
  if (isMissing(ended)) return null;
  if (direction === 'outbound') return isMissing(answered) ? 'unanswered' : 'answered';
  if (direction !== 'inbound') return null;
  if (!isMissing(answered)) return 'answered';
  if (!isMissing(voicemail)) return 'voicemail';
  if (ABANDONED.has(reason)) return 'abandoned';
  return reason === 'out_of_opening_hours' ? 'out_of_hours' : 'missed';
}

function isMissing(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}
