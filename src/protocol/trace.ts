import type { ConnectorError } from '../errors/errors.ts';
import type { StreamStatus, TraceMessage } from './messages.ts';

/** How far a chain of causes is followed. */
const DEEPEST_CAUSE = 10;

/**
 * The TRACE ERROR of a failure: its message is for the person who set the connection up, `internal_message` (details
 * and causes) and `stack_trace` for whoever debugs it. Lengths are bounded when the message is written.
 */
export function errorTrace(
  error: ConnectorError,
  streamName: string | undefined,
  nowMs: number,
): TraceMessage {
  const causes = causesOf(error);
  const internal = [error.details, ...causes.map((cause) => `caused by ${headline(cause)}`)]
    .filter((line) => line !== undefined && line !== '')
    .join('\n');
  return {
    type: 'TRACE',
    trace: {
      type: 'ERROR',
      emitted_at: nowMs,
      error: {
        message: error.message,
        failure_type: error.failureType,
        ...(internal !== '' && { internal_message: internal }),
        stack_trace: stackOf(error, causes),
        ...(streamName !== undefined && { stream_descriptor: { name: streamName } }),
      },
    },
  };
}

/**
 * Where in the code it happened. A mistake of the configuration happened outside of it and has no such place, but some
 * runners show nothing of an error but this field.
 */
function stackOf(error: ConnectorError, causes: readonly unknown[]): string {
  if (error.failureType === 'config_error') return headline(error);
  return [error, ...causes]
    .map((link) => (link instanceof Error ? (link.stack ?? headline(link)) : headline(link)))
    .join('\ncaused by ');
}

/** Where a stream stands. With `quotaResetMs` (epoch milliseconds) it says that it waits for the rate limit. */
export function streamStatus(
  stream: string,
  status: StreamStatus,
  nowMs: number,
  quotaResetMs?: number,
): TraceMessage {
  return {
    type: 'TRACE',
    trace: {
      type: 'STREAM_STATUS',
      emitted_at: nowMs,
      stream_status: {
        stream_descriptor: { name: stream },
        status,
        ...(quotaResetMs !== undefined && {
          reasons: [
            { type: 'RATE_LIMITED', rate_limited: { quota_reset: Math.trunc(quotaResetMs) } },
          ] as const,
        }),
      },
    },
  };
}

/** How many rows a stream is about to send, for progress bars. */
export function estimate(stream: string, rows: number, nowMs: number): TraceMessage {
  return {
    type: 'TRACE',
    trace: {
      type: 'ESTIMATE',
      emitted_at: nowMs,
      estimate: { name: stream, type: 'STREAM', row_estimate: rows },
    },
  };
}

/** The causes of an error, nearest first. An AggregateError (a connection tried over several addresses) has several. */
function causesOf(error: unknown): readonly unknown[] {
  const seen = new Set<unknown>([error]);
  for (const link of seen) {
    if (seen.size > DEEPEST_CAUSE) break;
    if (!(link instanceof Error)) continue;
    if (link.cause !== undefined) seen.add(link.cause);
    if (link instanceof AggregateError) for (const each of link.errors) seen.add(each);
  }
  return [...seen].slice(1, DEEPEST_CAUSE + 1);
}

function headline(cause: unknown): string {
  if (!(cause instanceof Error)) return typeof cause === 'string' ? cause : typeof cause;
  const code = 'code' in cause && typeof cause.code === 'string' ? ` [${cause.code}]` : '';
  return `${cause.name}${code}: ${cause.message}`;
}
