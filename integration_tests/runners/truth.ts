import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Row } from '../simulator/people.ts';
import { accountRows } from '../support/account-rows.ts';
import type { World } from './world.ts';

/** Columns that differ at each reading. */
export const momentary = {
  users: ['available', 'availability_status', 'substatus'],
  numbers: ['open', 'availability_status'],
  calls: ['recording', 'voicemail', 'recording_short_url', 'voicemail_short_url'],
} as const;

/** What the account has as files of JSON lines, by stream, in the form that rows have in a table. */
export async function writeTruth({ aircall, folder }: World): Promise<Record<string, string>> {
  const paths: Record<string, string> = {};
  for (const [stream, all] of Object.entries(accountRows(aircall.account))) {
    const path = join(folder, `${stream}.jsonl`);
    const rows = all.map((row) => withIsoTimes(stream === 'calls' ? { ...row, ...derived(row) } : row));
    await writeFile(path, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
    paths[stream] = path;
  }
  return paths;
}

/** PyAirbyte writes the names of columns in lower case. */
function withIsoTimes(row: Row): Row {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name.toLowerCase(),
      name.endsWith('_at') && typeof value === 'number' ? new Date(value * 1000).toISOString() : value,
    ]),
  );
}

const OUTCOMES: Readonly<Record<string, string>> = {
  short_abandoned: 'abandoned',
  abandoned_in_ivr: 'abandoned',
  abandoned_in_classic: 'abandoned',
  out_of_opening_hours: 'out_of_hours',
};

/** How a call ended, worked out once more. */
export function outcomeOf(call: Row): string | null {
  if (call['ended_at'] === null) return null;
  const isAnswered = call['answered_at'] !== null;
  if (call['direction'] === 'outbound') return isAnswered ? 'answered' : 'unanswered';
  if (isAnswered) return 'answered';
  return call['voicemail'] === null
    ? (OUTCOMES[String(call['missed_call_reason'])] ?? 'missed')
    : 'voicemail';
}

/** The columns that the connector computes, worked out once more. */
function derived(call: Row): Row {
  const id = (name: string): unknown => Object(call[name]).id ?? null;
  const ids = (name: string): unknown =>
    [call[name]].flat().flatMap((item: unknown) => Object(item).id ?? []);
  return {
    outcome: outcomeOf(call),
    number_id: id('number'),
    user_id: id('user'),
    contact_id: id('contact'),
    assigned_to_id: id('assigned_to'),
    transferred_by_id: id('transferred_by'),
    transferred_to_id: id('transferred_to'),
    team_ids: ids('teams'),
    tag_ids: ids('tags'),
  };
}
