import { isObject } from '../json/is-object.ts';

type Message = Readonly<Record<string, unknown>>;

type StreamProgress = { written: number; expected: number | undefined; status: string };

/** What a sync has done so far, stream by stream. */
export class Progress {
  readonly #streams = new Map<string, StreamProgress>();

  records(stream: string, count: number): void {
    this.#of(stream).written += count;
  }

  /** Notes what a message says of a stream's expected rows or its status. */
  message(message: Message): void {
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

  #of(stream: string): StreamProgress {
    const known = this.#streams.get(stream) ?? { written: 0, expected: undefined, status: '' };
    this.#streams.set(stream, known);
    return known;
  }
}

const WORDS: Readonly<Record<string, string>> = {
  STARTED: 'starting',
  RUNNING: 'reading',
  COMPLETE: 'complete',
  INCOMPLETE: 'INCOMPLETE',
};
