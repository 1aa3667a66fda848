import type { LogCode } from '../protocol/log-codes.ts';
import type { LogFacts } from '../protocol/log.ts';
import type { CountedSlice, VerifiedList } from '../sync/events.ts';
import { isoSeconds } from '../sync/instant.ts';

/**
 * The line of one verified slice or list, in a fixed form that an auditor can add up: the slices of a run do not overlap,
 * so their `ids` are the rows of everything read. `to` is exclusive; `days` are the rows of each day in UTC. `run`: what all
 * lines of the run say.
 */
export function sliceLine(
  stream: string,
  proof: CountedSlice | VerifiedList,
  run: LogFacts,
): { readonly code: LogCode; readonly facts: LogFacts } {
  const isSlice = 'to' in proof;
  const { total, ids, requests } = proof;
  return {
    code: proof.verified ? 'slice-verified' : 'slice-unverified',
    facts: {
      stream,
      ...(isSlice
        ? { from: proof.from === undefined ? 'first' : isoSeconds(proof.from), to: isoSeconds(proof.to) }
        : { range: 'whole-list' }),
      total,
      ids,
      ...(isSlice && { days: proof.days.map(([day, rows]) => `${day}:${rows}`).join(',') || 'none' }),
      passes: proof.passes,
      requests,
      ...run,
    },
  };
}

/** What the run is about to do, as far as page 1 tells. */
export function estimateLine(
  stream: string,
  { rows, requests }: { readonly rows: number | undefined; readonly requests: number },
  rate: number,
): string {
  const perMinute = Math.round(rate);
  const seconds = (requests * 60) / rate;
  const what = rows === undefined ? 'about' : `about ${counted(rows, 'row')} to send, with`;
  return `${stream}: ${what} ${counted(requests, 'request')}; at ${perMinute} a minute that takes about ${durationOf(seconds)}.`;
}

function counted(count: number, what: string): string {
  return `${count} ${count === 1 ? what : `${what}s`}`;
}

function durationOf(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} minutes`;
  return `${(seconds / 3600).toFixed(1)} hours`;
}

export type StreamCounts = {
  readonly read: number;
  readonly written: number;
  /** Written as deleted. */
  readonly deleted: number;
  readonly sanitized: number;
  readonly requests: number;
  readonly rateLimited: number;
  readonly waitedForLimitMs: number;
  readonly waitedForAnswerMs: number;
  readonly waitedForReaderMs: number;
};

/** One line at a stream's end: what it cost, and where the time went. */
export function closingLine(stream: string, counts: StreamCounts): LogFacts {
  return {
    stream,
    rows_written: counts.written,
    rows_read: counts.read,
    rows_deleted: counts.deleted === 0 ? undefined : counts.deleted,
    requests: counts.requests,
    rate_limited: counts.rateLimited,
    waited_for_limit_s: inSeconds(counts.waitedForLimitMs),
    waited_for_aircall_s: inSeconds(counts.waitedForAnswerMs),
    waited_for_reader_s: inSeconds(counts.waitedForReaderMs),
    strings_sanitized: counts.sanitized === 0 ? undefined : counts.sanitized,
  };
}

function inSeconds(ms: number): string {
  return (ms / 1000).toFixed(1);
}
