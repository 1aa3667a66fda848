import type { LogLevel } from './messages.ts';

/** What a log line is about. `meaning` and `remedy` are sentences for docs/log-codes.md. */
type CodeEntry = { readonly level: LogLevel; readonly meaning: string; readonly remedy?: string };

/** Every code that a log line may begin with. The table in docs/log-codes.md is made from it. */
export const logCodes = {
  'run-started': {
    level: 'INFO',
    meaning: 'The run, its time, the version, the streams and the settings that decide what is read; no key.',
  },
  'run-ended': {
    level: 'INFO',
    meaning:
      'The end of the run, and which streams are incomplete. A run without this line was stopped or killed.',
  },
  progress: {
    level: 'INFO',
    meaning:
      'Once a minute: rows written and expected, requests and how many a minute get through, until when the limit is waited for, and the seconds that are left.',
  },
  stopped: {
    level: 'WARN',
    meaning: 'The run was asked to end (SIGTERM, SIGINT). The line says where the next sync goes on.',
  },
  'stream-estimate': {
    level: 'INFO',
    meaning:
      'How many rows are likely to be sent, with how many requests, and how long that takes at the current pace.',
  },
  'slice-verified': {
    level: 'INFO',
    meaning:
      'From when to when (`to` is exclusive) rows were read completely: `total` by Aircall’s count, `ids` different rows read, `days` the rows of each day in UTC, `at` Aircall’s time, `account` a digest of the company’s name. `report` unites these lines of many runs.',
  },
  'slice-unverified': {
    level: 'INFO',
    meaning:
      'Like `slice-verified`, but the two numbers differ although every pass found the same rows: see `count-mismatch`.',
  },
  'stream-read': {
    level: 'INFO',
    meaning:
      'What a stream cost: rows, requests, and the seconds spent waiting for the limit, for Aircall and for the reader.',
  },
  'history-limited': {
    level: 'INFO',
    meaning: '`start_date` is older than the six months of calls that Aircall lists.',
    remedy: 'Ask Aircall support for an export of older calls.',
  },
  'nothing-to-do': {
    level: 'INFO',
    meaning: 'The catalog selects no stream.',
    remedy: 'Select at least one stream in the connection.',
  },
  'insights-backlog': {
    level: 'INFO',
    meaning:
      'Calls that are still to be asked for a transcript, a summary and so on, with how many requests, and in about how many syncs that is done.',
    remedy: 'Raise `insights_requests_per_hour`, if the rate limit leaves room.',
  },
  'page-size-reduced': {
    level: 'INFO',
    meaning: 'A page was too heavy to be answered and is read in smaller parts.',
  },
  'rate-restored': { level: 'INFO', meaning: 'After a rate limit the full pace is back.' },
  'account-changed': {
    level: 'WARN',
    meaning:
      'The API key belongs to another company than at the last sync: rows of both end up in the same tables.',
    remedy: 'Use the former key, or reset the streams and clear their tables.',
  },
  'all-rows-missing': {
    level: 'WARN',
    meaning:
      'None of the known rows is listed any more, and none is marked as deleted: the key may belong to another company.',
    remedy: 'Check the key. If the rows are really gone, reset the stream.',
  },
  'argument-ignored': { level: 'WARN', meaning: 'An argument that this command does not know.' },
  'call-details-refused': {
    level: 'WARN',
    meaning:
      'Aircall refuses a detail of `call_details`, or cannot answer with it. Calls are read without it in this sync.',
    remedy: 'Check whether the plan includes it, or take it out of `call_details`.',
  },
  'clock-mismatch': {
    level: 'WARN',
    meaning:
      'Aircall’s clock and this machine’s differ by minutes, or Aircall’s answers disagree about the time.',
    remedy: 'Set this machine’s clock, and look for a proxy that answers from a cache.',
  },
  'count-mismatch': {
    level: 'WARN',
    meaning: 'Aircall’s count differs from the rows that it lists, pass after pass.',
    remedy: 'Nothing to do; with `on_count_mismatch: fail` it is an error.',
  },
  'existence-unknown': {
    level: 'WARN',
    meaning:
      'A row is no longer listed, and Aircall did not say whether it still exists. It is asked again at the next sync.',
  },
  'history-lost': {
    level: 'WARN',
    meaning:
      'The last sync was more than six months ago: the calls of the interval named can no longer be listed.',
    remedy: 'Sync more often; ask Aircall support for an export.',
  },
  'history-overwritten': {
    level: 'WARN',
    meaning: 'The sync mode replaces the table, and calls that Aircall no longer lists are lost.',
    remedy: 'Use incremental with append or append + dedup.',
  },
  'no-server-time': {
    level: 'WARN',
    meaning: 'Aircall’s answer had no usable time, so this machine’s clock is used.',
    remedy: 'Check a proxy in between.',
  },
  'odd-rows': {
    level: 'WARN',
    meaning: 'Rows whose time is missing, unreadable or out of range. They are written as they are.',
  },
  'rate-limited': {
    level: 'WARN',
    meaning: 'The company’s rate limit is used up. The sync waits and goes on more slowly for a while.',
    remedy: 'If it happens often, lower `requests_per_minute` here or in another tool.',
  },
  'request-retried': {
    level: 'WARN',
    meaning: 'A request failed and is made again.',
    remedy: 'If there are many: see the reason given, and <https://status.aircall.com>.',
  },
  'row-too-large': {
    level: 'WARN',
    meaning: 'A row that cannot be read even alone. Its neighbours are written; the stream ends incomplete.',
    remedy: 'Ask Aircall support about the row.',
  },
  'rows-refused': {
    level: 'WARN',
    meaning: 'Aircall refuses part of a stream that costs a request per row. The rest is complete.',
    remedy: 'Ask Aircall what the plan includes.',
  },
  'runtime-warning': { level: 'WARN', meaning: 'A warning of Node.js.', remedy: 'Please report it.' },
  'schema-drift': {
    level: 'WARN',
    meaning: 'Aircall sends columns that the schema lacks, or values of another type.',
    remedy: 'Please report it, so that the schema can follow.',
  },
  'start-date-in-future': {
    level: 'WARN',
    meaning: '`start_date` is in the future: no call is read until then.',
  },
  'state-ignored': {
    level: 'WARN',
    meaning:
      'Part of a stream’s state could not be used; the line says what is read or written again because of it.',
  },
  'state-not-understood': {
    level: 'WARN',
    meaning: 'Part of the state file was not understood and is left out.',
  },
  'stream-unavailable': {
    level: 'WARN',
    meaning:
      'Aircall refuses a stream that only some plans and add-ons have, and it never had rows: it is complete and empty.',
    remedy: 'Ask Aircall whether the plan includes it, or take the stream out of the catalog.',
  },
  'unknown-config-key': {
    level: 'WARN',
    meaning: 'The configuration has a key that resembles an option but is not one.',
    remedy: 'Correct its name.',
  },
  'unlisted-but-exists': {
    level: 'WARN',
    meaning:
      'Aircall no longer lists a row and still shows it when asked for it by id. It is not marked as deleted.',
  },
  'stream-failed': {
    level: 'ERROR',
    meaning: 'This stream is not complete; the others go on. The next sync goes on from its last state.',
  },
  crash: { level: 'FATAL', meaning: 'A bug in the connector.', remedy: 'Please report it with the log.' },
  request: { level: 'DEBUG', meaning: 'Every request, with `--debug` or `LOG_LEVEL=debug`.' },
} as const satisfies Readonly<Record<string, CodeEntry>>;

export type LogCode = keyof typeof logCodes;
