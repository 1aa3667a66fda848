import specification from '../../schemas/spec.json' with { type: 'json' };
import { suggest } from '../cli/suggest.ts';
import { parseApiUrl } from './api-url.ts';
import {
  apiUrlFault,
  describeFaults,
  type Field,
  fieldNames,
  notAConfig,
  schemaFaults,
  startDateFault,
} from './problems.ts';
import { errorOf } from '../errors/catalogue.ts';

import { validateConfig } from '../generated/validators.js';
import type { PersonalDataOptions, Treatment } from '../rows/personal-data.ts';
import { parseStartDate } from './start-date.ts';

/** What the connector is told by the person who set it up. */
export type Config = {
  readonly apiId: string;
  readonly apiToken: string;
  /** Epoch seconds: calls that began at or after this are synced. undefined: all that the API shows. */
  readonly startDate: number | undefined;
  readonly lookbackDays: number;
  readonly contactsFullRefreshDays: number;
  readonly requestsPerMinute: number;
  readonly insightsRequestsPerHour: number;
  /** An origin, without path or credentials. */
  readonly apiUrl: URL;
  readonly deletions: 'mark' | 'keep';
  readonly onCountMismatch: 'warn' | 'fail';
  readonly timestamps: 'iso' | 'unix';
  /** What becomes of personal data; undefined: all of it is kept. */
  readonly personalData: PersonalDataOptions | undefined;
  /** What is asked for with each call beside the call itself. */
  readonly callDetails: readonly CallDetail[];
};

export type CallDetail = 'contact' | 'short_urls' | 'timeline' | 'ai_voice_agents';

/** What a person typed or pasted, once it fits schemas/spec.json, with the defaults that stand there. */
type Settings = {
  readonly api_id: string;
  readonly api_token: string;
  readonly start_date?: string;
  readonly lookback_days: number;
  readonly contacts_full_refresh_days: number;
  readonly requests_per_minute: number;
  readonly insights_requests_per_hour: number;
  readonly deletions: 'mark' | 'keep' | 'ignore';
  readonly on_count_mismatch: 'warn' | 'fail';
  readonly timestamps: 'iso' | 'unix';
  readonly customer_data: Treatment;
  readonly agent_data: Treatment;
  readonly personal_data_key?: string;
  readonly call_details: readonly CallDetail[];
  readonly api_url: string;
};

/**
 * The config in a form to work with: white space around values gone, defaults filled in. null counts as left out.
 * Keys that mean nothing here are let pass, since runners and other connectors add their own.
 * @throws {ConfigError} with one message for all that is wrong: each field, what it must be, what to do. Values are
 *   never quoted, since any of them may be a secret in the wrong field.
 */
export function parseConfig(raw: unknown): Config {
  const draft = clean(raw);
  if (draft === undefined) throw errorOf('config-invalid', { faults: notAConfig(raw) });
  const wasStrict = draft.on_count_mismatch === undefined && draft.completeness === 'strict';
  const fitsSchema = isSettings(draft);
  const faults = schemaFaults(draft, (fitsSchema ? undefined : validateConfig.errors) ?? []);

  const { start_date: dateText, api_url: urlText } = draft;
  const startDate =
    typeof dateText === 'string' && !faults.has('start_date') ? parseStartDate(dateText) : undefined;
  if (typeof startDate === 'string') faults.set('start_date', startDateFault[startDate]);
  const apiUrl = typeof urlText === 'string' && !faults.has('api_url') ? parseApiUrl(urlText) : undefined;
  if (typeof apiUrl === 'string') faults.set('api_url', apiUrlFault[apiUrl]);

  const needsKey = draft.customer_data === 'hash' || draft.agent_data === 'hash';
  if (needsKey && draft.personal_data_key === undefined) {
    faults.set('personal_data_key', 'it is missing, and customer_data or agent_data is hash');
  }
  if (!fitsSchema || faults.size > 0 || typeof startDate === 'string' || !(apiUrl instanceof URL)) {
    throw errorOf('config-invalid', { faults: describeFaults(faults) });
  }
  return {
    apiId: draft.api_id,
    apiToken: draft.api_token,
    startDate,
    lookbackDays: draft.lookback_days,
    contactsFullRefreshDays: draft.contacts_full_refresh_days,
    requestsPerMinute: draft.requests_per_minute,
    insightsRequestsPerHour: draft.insights_requests_per_hour,
    apiUrl,
    // `ignore`, `completeness`, `report` and `strict`: the options' names before.
    deletions: draft.deletions === 'mark' ? 'mark' : 'keep',
    onCountMismatch: wasStrict ? 'fail' : draft.on_count_mismatch,
    timestamps: draft.timestamps,
    personalData: personalDataOf(draft),
    callDetails: draft.call_details,
  };
}

function personalDataOf(settings: Settings): PersonalDataOptions | undefined {
  const { customer_data: customer, agent_data: agent, personal_data_key: key = '' } = settings;
  return customer === 'keep' && agent === 'keep' ? undefined : { customer, agent, key };
}

/** For each key that resembles an option and is none, what was probably meant. Others are let pass: runners add their own. */
export function configHints(raw: unknown): readonly string[] {
  if (typeof raw !== 'object' || raw === null) return [];
  return Object.keys(raw).flatMap((key) => {
    if (fieldNames.some((name) => name === key)) return [];
    const meant = suggest(key, fieldNames);
    return meant === undefined
      ? []
      : [`The configuration has a key ${JSON.stringify(key)}, which means nothing. Did you mean "${meant}"?`];
  });
}

type Draft = Partial<Record<Field, unknown>>;

const NUMERIC: ReadonlySet<string> = new Set(
  Object.entries(specification.properties)
    .filter(([, { type }]) => type === 'integer')
    .map(([name]) => name),
);

const REQUIRED: ReadonlySet<string> = new Set(specification.required);

function isSettings(draft: Draft): draft is Draft & Settings {
  return validateConfig(draft);
}

/** The fields that mean something, trimmed, without nulls; undefined when there is no object to take them from. */
function clean(raw: unknown): Draft | undefined {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return undefined;
  const draft: Draft = {};
  const values = new Map<string, unknown>(Object.entries(raw));
  for (const field of fieldNames) {
    const value = values.get(field) ?? undefined;
    const given = typeof value === 'string' ? trim(value) : value;
    // A form's empty field is one that was left out; digits in quotes are a number.
    const isNumeric = NUMERIC.has(field) && typeof given === 'string' && /^\d{1,9}$/.test(given);
    draft[field] = given === '' && !REQUIRED.has(field) ? undefined : isNumeric ? Number(given) : given;
  }
  return draft;
}

/** Without white space at both ends, including the kind of no width that web pages put into what is copied. */
function trim(text: string): string {
  return text.replace(/^[\s\u200b-\u200d\u2060]+|[\s\u200b-\u200d\u2060]+$/g, '');
}
