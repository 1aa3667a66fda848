import type { Clock } from '../http/clock.ts';
import type { Client } from '../http/client.ts';
import type { Log } from '../protocol/log.ts';
import { streamState } from '../protocol/state.ts';
import { estimate, streamStatus } from '../protocol/trace.ts';
import type { Writer } from '../protocol/writer.ts';
import type { Mask } from '../rows/personal-data.ts';
import { RecordShaper } from '../rows/record-shaper.ts';
import { tombstoneCounter } from '../rows/tombstones.ts';
import type { Stream } from '../streams/stream.ts';
import type { SyncEvent } from '../sync/events.ts';
import { fetchNotices } from './fetch-notices.ts';
import type { FetchStats } from './page-source.ts';
import { closingLine, estimateLine, sliceLine } from './stream-lines.ts';
import type { Row } from '../sync/page.ts';
import type { RunFacts } from './run-facts.ts';
import type { StreamProgress } from './stream-progress.ts';

export type StreamRunOptions = {
  readonly stream: Stream;
  readonly writer: Writer;
  readonly log: Log;
  readonly client: Client;
  readonly clock: Clock;
  readonly fetched: FetchStats;
  /** Takes personal data out of each record; undefined: all of it is kept. */
  readonly mask: Mask | undefined;
  readonly facts: RunFacts;
};

type Expected = Extract<SyncEvent, { readonly kind: 'expected' }>;

/** Turns the events of one stream into messages, and keeps the counts of its closing line. */
export class StreamRun {
  readonly #options: StreamRunOptions;
  readonly #statsBefore: Client['stats'];
  readonly #shaper: RecordShaper;
  readonly #tombstonesIn: ReturnType<typeof tombstoneCounter>;
  #status: 'none' | 'STARTED' | 'RUNNING' = 'none';
  #expected: Expected | undefined;
  #waitingUntilMs = 0;
  #hasState = false;
  #written = 0;
  #deleted = 0;
  #sinceState = 0;
  #waitedForReaderMs = 0;

  constructor(options: StreamRunOptions) {
    this.#options = options;
    const { inspector } = options.fetched;
    this.#shaper = new RecordShaper(options.stream, (path) => inspector.mistyped(path));
    this.#tombstonesIn = tombstoneCounter(options.stream);
    this.#statsBefore = { ...options.client.stats };
  }

  async start(): Promise<void> {
    await this.#say('STARTED');
    this.#status = 'STARTED';
  }

  /** A 429: the stream goes on at `untilMs`. */
  async rateLimited(untilMs: number): Promise<void> {
    this.#waitingUntilMs = untilMs;
    await this.#say('RUNNING', untilMs);
    this.#status = 'RUNNING';
  }

  async handle(event: SyncEvent): Promise<void> {
    const { stream, log, client } = this.#options;
    switch (event.kind) {
      case 'records':
        return this.#write(event.rows);
      case 'state':
        return this.#checkpoint(event.state);
      case 'proof': {
        const { code, facts } = sliceLine(stream.name, event.proof, this.#options.facts.facts());
        return log.info(code, facts);
      }
      case 'expected': {
        if (this.#expected !== undefined) return;
        this.#expected = event;
        if (event.rows !== undefined) {
          await this.#options.writer.send(estimate(stream.name, event.rows, this.#options.clock.now()));
        }
        return log.info('stream-estimate', estimateLine(stream.name, event, client.rate()));
      }
      case 'backlog': {
        const { calls, requests, syncs } = event;
        return log.info('insights-backlog', { stream: stream.name, calls, requests, syncs });
      }
      case 'notice':
        return log[event.level](event.code, `${stream.name}: ${event.text}`);
    }
  }

  /** How far the stream has come. */
  progress(): StreamProgress {
    const { stream, client, clock } = this.#options;
    const { rows, requests } = this.#expected ?? { rows: undefined, requests: undefined };
    const perMinute = client.rate();
    const waitMs = this.#waitingUntilMs - clock.now();
    const wait = Math.max(0, waitMs / 1000);
    return {
      stream: stream.name,
      rows: this.#written,
      expected: rows,
      requests: this.#requests,
      perMinute,
      waitingUntilMs: waitMs > 0 ? this.#waitingUntilMs : undefined,
      secondsLeft:
        requests === undefined ? undefined : wait + (Math.max(0, requests - this.#requests) * 60) / perMinute,
    };
  }

  /** Where the next sync goes on, if this one is stopped now. */
  position(): string {
    const { stream } = this.#options;
    if (!this.#hasState) return `${stream.name} was being read and had no new state yet: it is read again`;
    const again =
      this.#sinceState === 0 ? '' : `; ${this.#sinceState} rows that came after it are read again`;
    return `${stream.name} was being read: it goes on from the last state that was written${again}`;
  }

  async complete(): Promise<void> {
    await this.#run();
    await this.#close();
    await this.#say('COMPLETE');
  }

  /** Aircall refuses the stream to this account: complete, and empty. `state`: what is left to the next run. */
  async unavailable(status: number | undefined, state: object): Promise<void> {
    const { log, stream } = this.#options;
    await log.warn(
      'stream-unavailable',
      `${stream.name}: Aircall answered ${status ?? 'a refusal'}, and the API key works otherwise: this account's plan does not seem to include it. There is nothing to read; the other streams are not affected.`,
    );
    // A platform takes a stream without a state for one that did not end well.
    if (!this.#hasState) await this.#checkpoint(state);
    await this.complete();
  }

  async fail(message: string): Promise<void> {
    await this.#options.log.error('stream-failed', `${this.#options.stream.name}: ${message}`);
    await this.#close();
    await this.#say('INCOMPLETE');
  }

  async #write(rows: readonly Row[]): Promise<void> {
    const { stream, writer, clock, mask } = this.#options;
    await this.#run();
    const before = clock.now();
    for (const row of rows) this.#shaper.shape(row);
    if (mask !== undefined) for (const row of rows) mask(row);
    await writer.sendRecords(stream.name, rows, before);
    this.#waitedForReaderMs += clock.now() - before;
    this.#written += rows.length;
    this.#deleted += this.#tombstonesIn(rows);
    this.#sinceState += rows.length;
  }

  async #checkpoint(state: object): Promise<void> {
    await this.#run();
    await this.#options.writer.send(streamState(this.#options.stream.name, state, this.#sinceState));
    this.#sinceState = 0;
    this.#hasState = true;
  }

  async #close(): Promise<void> {
    const { stream, log, client, fetched } = this.#options;
    for (const { level, code, text } of fetchNotices(fetched))
      await log[level](code, `${stream.name}: ${text}`);
    const line = closingLine(stream.name, {
      read: fetched.rows,
      written: this.#written,
      deleted: this.#deleted,
      sanitized: fetched.sanitized,
      requests: this.#requests,
      rateLimited: client.stats.rateLimited - this.#statsBefore.rateLimited,
      waitedForLimitMs: client.stats.waitedForLimitMs - this.#statsBefore.waitedForLimitMs,
      waitedForAnswerMs: client.stats.waitedForAnswerMs - this.#statsBefore.waitedForAnswerMs,
      waitedForReaderMs: this.#waitedForReaderMs,
    });
    await log.info('stream-read', { ...line, run: this.#options.facts.id });
  }

  get #requests(): number {
    return this.#options.client.stats.requests - this.#statsBefore.requests;
  }

  async #run(): Promise<void> {
    if (this.#status === 'RUNNING') return;
    await this.#say('RUNNING');
    this.#status = 'RUNNING';
  }

  async #say(status: 'STARTED' | 'RUNNING' | 'COMPLETE' | 'INCOMPLETE', untilMs?: number): Promise<void> {
    const { stream, writer, clock } = this.#options;
    await writer.send(streamStatus(stream.name, status, clock.now(), untilMs));
  }
}
