import { internalUserFields, type Row } from './people.ts';

/** Fields that say how something is at the moment of reading, by the key of the object that has them. */
const momentary: Readonly<Record<string, readonly string[]>> = {
  users: ['available', 'availability_status', 'substatus'],
  number: ['open', 'availability_status'],
  user: ['available', 'availability_status'],
  assigned_to: ['available', 'availability_status'],
  transferred_by: ['available', 'availability_status', ...internalUserFields],
  transferred_to: ['available', 'availability_status'],
  posted_by: ['available', 'availability_status'],
  tagged_by: ['available', 'availability_status'],
};

/** Columns that the connector computes. */
const derived = new Set([
  'outcome',
  'number_id',
  'user_id',
  'assigned_to_id',
  'transferred_by_id',
  'transferred_to_id',
  'contact_id',
  'team_ids',
  'tag_ids',
]);

/** URLs that differ at each reading: only whether there is one can be compared. */
const signed = new Set(['recording', 'voicemail', 'recording_short_url', 'voicemail_short_url']);

/**
 * A row as two readings of it can be compared: without what holds for the moment only, of signed URLs just whether
 * they are there, without internal fields and derived columns, with times as UNIX seconds, and with NUL and lone surrogates
 * mended as the connector does it.
 * `kind` is the list that the row is from.
 */
export function comparable(kind: string, row: Row): Row {
  return compareObject(kind, row);
}

function compareObject(kind: string, row: object): Row {
  const result: Row = {};
  const skipped = momentary[kind] ?? [];
  for (const [key, value] of Object.entries(row)) {
    if (skipped.includes(key) || (kind === 'calls' && derived.has(key))) continue;
    if (key === 'contact') result[key] = idOnly(value);
    else result[key] = signed.has(key) && typeof value === 'string' ? 'signed' : compareValue(key, value);
  }
  return result;
}

/** A contact's own fields change without the call. */
function idOnly(contact: unknown): unknown {
  return typeof contact === 'object' && contact !== null && 'id' in contact ? { id: contact.id } : contact;
}

function compareValue(kind: string, value: unknown): unknown {
  if (/^[a-z].*_at$/.test(kind) && typeof value === 'string' && !Number.isNaN(Date.parse(value)))
    return Date.parse(value) / 1000;
  if (typeof value === 'string') return mend(value);
  if (Array.isArray(value)) return value.map((item) => compareValue(kind, item));
  return typeof value === 'object' && value !== null ? compareObject(kind, value) : value;
}

function mend(text: string): string {
  return text.includes('\u0000') ? text.replaceAll('\u0000', '').toWellFormed() : text.toWellFormed();
}
