import type { Config } from '../config/config.ts';
import type { LogFacts } from '../protocol/log.ts';
import { isoSeconds } from '../sync/instant.ts';

/** The settings of a run that decide what is read and how; no key, and nothing about a person. */
export function settingsOf(config: Config): LogFacts {
  const { personalData } = config;
  return {
    start_date: config.startDate === undefined ? undefined : isoSeconds(config.startDate),
    lookback_days: config.lookbackDays,
    contacts_full_refresh_days: config.contactsFullRefreshDays,
    requests_per_minute: config.requestsPerMinute,
    insights_requests_per_hour: config.insightsRequestsPerHour,
    deletions: config.deletions,
    on_count_mismatch: config.onCountMismatch,
    timestamps: config.timestamps,
    call_details: config.callDetails.length === 0 ? undefined : config.callDetails.join(','),
    customer_data: personalData?.customer ?? 'keep',
    agent_data: personalData?.agent ?? 'keep',
  };
}
