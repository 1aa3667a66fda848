import type { NoApiUrl } from './api-url.ts';
import type { ValidationError } from '../generated/validators.js';
import type { NoStartDate } from './start-date.ts';

/** The keys of a config that mean something; all others are let pass unread. */
export type Field = keyof typeof fields;

const fields = {
  api_id: {
    must: 'must be the ID of an Aircall API key',
    next: 'An Admin or the Owner of the Aircall account makes the key in the Aircall dashboard, under Integrations & API → API Keys (or Company Settings → API keys).',
  },
  api_token: {
    must: 'must be the token of the same Aircall API key',
    next: 'Aircall shows it only once, when the key is made: if it is lost, delete the key, make a new one, and enter the new ID and token.',
  },
  start_date: {
    must: 'must be a date such as 2026-01-31 or a date with time such as 2026-01-31T08:00:00Z',
    next: 'Correct it, or leave it out to sync all the calls that Aircall still shows.',
  },
  lookback_days: { must: 'must be a whole number from 1 to 180', next: 'Set it to 7, or leave it out.' },
  contacts_full_refresh_days: {
    must: 'must be a whole number from 1 to 180',
    next: 'Set it to 7, or leave it out.',
  },
  requests_per_minute: {
    must: 'must be a whole number, 1 or more',
    next: 'Set it to 60, or leave it out.',
  },
  insights_requests_per_hour: {
    must: 'must be a whole number, 1 or more',
    next: 'Set it to 1000, or leave it out.',
  },
  deletions: { must: 'must be "mark" or "keep"', next: 'Set it to "mark", or leave it out.' },
  call_details: {
    must: 'must be a list of contact, short_urls, timeline and ai_voice_agents, each at most once',
    next: 'Leave it out to get contact alone.',
  },
  timestamps: { must: 'must be iso or unix', next: 'Leave it out to get iso.' },
  customer_data: { must: 'must be keep, hash or drop', next: 'Leave it out to keep what comes.' },
  agent_data: { must: 'must be keep, hash or drop', next: 'Leave it out to keep what comes.' },
  personal_data_key: {
    must: 'must be a string of at least 16 characters, and is required where customer_data or agent_data is hash',
    next: 'Choose a long one, and keep it: a different key produces different hashes.',
  },
  on_count_mismatch: { must: 'must be "warn" or "fail"', next: 'Set it to "warn", or leave it out.' },
  api_url: {
    must: 'must be an https address without a path, such as https://api.aircall.io',
    next: 'Leave it out, unless requests are to go somewhere else than to Aircall itself.',
  },
  completeness: {
    must: 'is the former name of "on_count_mismatch", and must be "report" or "strict"',
    next: 'Use "on_count_mismatch" instead.',
  },
} as const satisfies Record<string, { must: string; next: string }>;

export const fieldNames = Object.keys(fields).filter(isField);

function isField(name: string): name is Field {
  return Object.hasOwn(fields, name);
}

/** What is wrong with a config, per field: what was found instead of what must be there. Never the value itself. */
export type Faults = Map<Field, string>;

/** What the validator found wrong in a config that is an object. Of several errors in one field the first counts. */
export function schemaFaults(
  config: Readonly<Partial<Record<Field, unknown>>>,
  errors: readonly ValidationError[],
): Faults {
  const faults: Faults = new Map();
  for (const error of errors) {
    const name =
      error.keyword === 'required'
        ? String(error.params['missingProperty'])
        : (error.instancePath.split('/')[1] ?? '');
    if (isField(name) && !faults.has(name)) faults.set(name, foundInstead(name, config[name], error));
  }
  return faults;
}

/** The message for a person: each field, what it must be, what was found, and what to do. */
export function describeFaults(faults: Faults): string {
  const sentences = fieldNames.flatMap((field) => {
    const found = faults.get(field);
    const { must, next } = fields[field];
    return found === undefined ? [] : [`"${field}" ${must} (${found}). ${next}`];
  });
  return sentences.join(' ');
}

/** The message for a config that is no object at all. */
export function notAConfig(raw: unknown): string {
  return `the config must be a JSON object with at least "api_id" and "api_token" (it is ${kind(raw)}).`;
}

function foundInstead(field: Field, value: unknown, { keyword, params }: ValidationError): string {
  if (keyword === 'required') return 'it is missing';
  if (keyword === 'minimum') return `it is less than ${String(params['limit'])}`;
  if (keyword === 'maximum') return `it is more than ${String(params['limit'])}`;
  if (value === '') return 'it is blank';
  if (keyword === 'uniqueItems') return 'one is there twice';
  if (keyword === 'maxLength') return `it has more than ${String(params['limit'])} characters`;
  if (keyword === 'type' && typeof value === 'number' && params['type'] === 'integer') {
    return 'it has a fraction';
  }
  if (keyword === 'type' || typeof value !== 'string') return `it is ${kind(value)}`;
  if (field === 'api_id') return 'there is a colon in it; ID and token go into separate fields';
  return 'it is something else';
}

/** What is wrong with a start date, in words. */
export const startDateFault: Readonly<Record<NoStartDate, string>> = {
  form: 'it is something else',
  calendar: 'there is no such day or time',
  future: 'it lies after 2099',
};

/** What is wrong with an API address, in words. */
export const apiUrlFault: Readonly<Record<NoApiUrl, string>> = {
  'not an address': 'it is something else',
  credentials: 'there is a user name or password in it; "api_id" and "api_token" have fields of their own',
  path: 'there is more than a host in it; the connector adds /v1 and /v2 by itself',
  http: 'it is http, which is safe only to this machine: localhost, 127.0.0.1, [::1] or host.docker.internal',
};

function kind(value: unknown): string {
  if (value === null) return 'null';
  if (value === undefined) return 'missing';
  if (Array.isArray(value)) return 'a list';
  const type = typeof value;
  return type === 'object' ? 'an object' : `a ${type}`;
}
