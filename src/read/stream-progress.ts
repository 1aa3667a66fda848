import type { LogFacts } from '../protocol/log.ts';
import { isoSeconds } from '../sync/instant.ts';

/** How far the stream that is being read has come. */
export type StreamProgress = {
  readonly stream: string;
  /** Rows written so far, and about how many it will be, where that is known. */
  readonly rows: number;
  readonly expected: number | undefined;
  readonly requests: number;
  /** Requests a minute that get through at present. */
  readonly perMinute: number;
  /** Until when nothing is asked because the rate limit is used up, in epoch milliseconds. */
  readonly waitingUntilMs: number | undefined;
  /** About how long it still takes, where that is known. */
  readonly secondsLeft: number | undefined;
};

/** The line of it, for the log. */
export function progressLine(progress: StreamProgress): LogFacts {
  const { stream, rows, expected, requests, perMinute, waitingUntilMs, secondsLeft } = progress;
  return {
    stream,
    rows,
    expected,
    requests,
    per_minute: Math.round(perMinute),
    waiting_until: waitingUntilMs === undefined ? undefined : isoSeconds(Math.ceil(waitingUntilMs / 1000)),
    left_s: secondsLeft === undefined ? undefined : Math.round(secondsLeft),
  };
}
