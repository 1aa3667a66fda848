import { isObject } from '../json/is-object.ts';

import type { StreamProgress as CurrentStream } from '../read/stream-progress.ts';

type Message = Readonly<Record<string, unknown>>;

type StreamProgress = { written: number; expected: number | undefined; status: string };

/** What a sync has done so far, stream by stream. */
export class Progress {
  readonly #streams = new Map<string, StreamProgress>();
  #current: CurrentStream | undefined;
  #requests = 0;

  records(stream: string, count: number): void {
    this.#of(stream).written += count;
  }

  /** How far the stream that is being read has come, at this moment. */
  now(current: CurrentStream): void {
    this.#current = current;
  }

  /** Notes what a message says of a stream's expected rows, its status or its requests. */
  message(message: Message): void {
    const log = message['type'] === 'LOG' ? message['log'] : undefined;
    const requests = isObject(log) ? /^stream-read .*\brequests=(\d+)/.exec(String(log['message'])) : null;
    this.#requests += Number(requests?.[1] ?? 0);
    const trace = message['type'] === 'TRACE' ? message['trace'] : undefined;
    if (!isObject(trace)) return;
    const { estimate, stream_status: status } = trace;
    if (isObject(estimate) && typeof estimate['row_estimate'] === 'number') {
      this.#of(String(estimate['name'])).expected = estimate['row_estimate'];
    }
    const descriptor = isObject(status) ? status['stream_descriptor'] : undefined;
    if (isObject(status) && isObject(descriptor)) {
      this.#of(String(descriptor['name'])).status = String(status['status']);
    }
  }

  /** A line for each stream: its name, rows written, rows expected where that is known, and its status. */
  table(): readonly string[] {
    const rows = [...this.#streams].map(([name, { written, expected, status }]) => [
      name,
      written.toLocaleString('en'),
      expected === undefined || status === 'COMPLETE' ? '' : `of about ${expected.toLocaleString('en')}`,
      WORDS[status] ?? status,
    ]);
    const widths = [0, 1, 2].map((column) => Math.max(0, ...rows.map((row) => row[column]?.length ?? 0)));
    return rows.map(([name = '', written = '', expected = '', status = '']) =>
      `  ${name.padEnd(widths[0] ?? 0)}  ${written.padStart(widths[1] ?? 0)} rows  ${expected.padEnd(widths[2] ?? 0)}  ${status}`.trimEnd(),
    );
  }

  /** Requests, pace, a wait and the time left of the stream that is being read. */
  currentLine(nowMs: number): string | undefined {
    if (this.#current === undefined) return undefined;
    const { stream, requests, perMinute, waitingUntilMs, secondsLeft } = this.#current;
    const isWaiting = waitingUntilMs !== undefined && waitingUntilMs > nowMs;
    return [
      `  ${stream}: ${requests.toLocaleString('en')} requests, ${Math.round(perMinute)} a minute`,
      ...(isWaiting ? [`waiting for the rate limit until ${clockTime(waitingUntilMs)}`] : []),
      ...(secondsLeft === undefined || secondsLeft === 0
        ? []
        : [`about ${duration(secondsLeft)} left, until ${clockTime(nowMs + secondsLeft * 1000)}`]),
    ].join('; ');
  }

  /** What the sync did in `elapsedMs`, in one line. */
  summary(elapsedMs: number): string {
    const all = [...this.#streams.values()];
    const rows = all.reduce((sum, { written }) => sum + written, 0);
    const incomplete = all.filter(({ status }) => status !== 'COMPLETE').length;
    const what = `${rows.toLocaleString('en')} rows with ${this.#requests.toLocaleString('en')} requests in ${duration(elapsedMs / 1000)}`;
    return incomplete === 0
      ? `${what}: ${counted(all.length)} complete.`
      : `${what}: ${counted(incomplete)} of ${all.length} INCOMPLETE. The next sync goes on from the state that was saved.`;
  }

  #of(stream: string): StreamProgress {
    const known = this.#streams.get(stream) ?? { written: 0, expected: undefined, status: '' };
    this.#streams.set(stream, known);
    return known;
  }
}

/** `14:05:09Z`. */
function clockTime(ms: number): string {
  return `${new Date(ms).toISOString().slice(11, 19)}Z`;
}

function counted(streams: number): string {
  return streams === 1 ? '1 stream' : `${streams} streams`;
}

function duration(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`;
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}

const WORDS: Readonly<Record<string, string>> = {
  STARTED: 'starting',
  RUNNING: 'reading',
  COMPLETE: 'complete',
  INCOMPLETE: 'INCOMPLETE',
};
