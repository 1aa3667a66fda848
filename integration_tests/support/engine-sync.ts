import { runEngine } from '../../src/read/engine.ts';
import { Insights } from '../../src/read/insights.ts';
import { SharedLists } from '../../src/read/shared-list.ts';
import { newFetchStats } from '../../src/read/page-source.ts';
import type { Config } from '../../src/config/config.ts';
import { TransientError } from '../../src/errors/errors.ts';
import { streams } from '../../src/streams/registry.ts';
import type { SyncEvent } from '../../src/sync/events.ts';
import type { Aircall } from '../simulator/aircall.ts';
import type { Row } from '../simulator/people.ts';
import { directClient } from './direct-client.ts';
import type { Ledger } from './ledger.ts';

const defaults: Config = {
  apiId: 'direct',
  apiToken: 'direct',
  startDate: undefined,
  contactsFullRefreshDays: 7,
  personalData: undefined,
  lookbackDays: 7,
  requestsPerMinute: 60,
  insightsRequestsPerHour: 1000,
  apiUrl: new URL('https://api.aircall.io'),
  deletions: 'mark',
  onCountMismatch: 'warn',
  timestamps: 'iso',
  callDetails: ['contact'],
};

export type EngineOptions = {
  readonly stream?: string;
  readonly mode?: 'incremental' | 'full_refresh';
  readonly config?: Partial<Config>;
  readonly columns?: readonly string[];
  readonly prefetchDepth?: number;
  /** The process dies when it has said so many messages. */
  readonly dieAfter?: number;
};

/** What one run of one stream's engine came to. */
export type EngineEnd = {
  readonly events: readonly SyncEvent[];
  readonly records: readonly Row[];
  readonly codes: readonly string[];
  readonly end: 'complete' | 'incomplete' | 'dead';
};

/** A stream without the program around it: its destination, and the state that is kept of it. */
export class EngineSync {
  readonly aircall: Aircall;
  readonly ledger: Ledger;
  readonly stream: string;
  state: Readonly<Record<string, unknown>> | undefined;

  constructor(aircall: Aircall, ledger: Ledger, stream: string = 'calls') {
    this.aircall = aircall;
    this.ledger = ledger;
    this.stream = stream;
  }

  /** One sync. Records and states reach the ledger message by message, so that a death leaves what was said. */
  async run(options: EngineOptions = {}): Promise<EngineEnd> {
    const { dieAfter = Infinity } = options;
    const stream = streams.find(({ name }) => name === this.stream);
    if (stream === undefined) throw new Error(`no stream ${this.stream}`);
    const client = directClient(this.aircall, options.prefetchDepth ?? 4);
    const nowMs = await client.get({ path: '/v1/ping' }, (_body, { dateMs }) => dateMs);
    const events: SyncEvent[] = [];
    const records: Row[] = [];
    let said = 0;
    const ended = (end: EngineEnd['end']): EngineEnd => ({
      events,
      records,
      codes: events.flatMap((event) => (event.kind === 'notice' ? [event.code] : [])),
      end,
    });
    try {
      for await (const event of runEngine({
        stream,
        mode: options.mode ?? 'incremental',
        columns: options.columns ?? [],
        state: this.state,
        config: { ...defaults, ...options.config },
        client,
        now: { ms: nowMs ?? this.aircall.clock.nowMs(), reliable: true },
        account: undefined,
        company: undefined,
        fetched: newFetchStats(stream, defaults.callDetails),
        lists: new SharedLists(),
        insights: new Insights(stream.source.kind === 'per-call' ? 1 : 0),
        signal: new AbortController().signal,
      })) {
        events.push(event);
        for (const row of event.kind === 'records' ? event.rows : []) {
          if (said++ >= dieAfter) return ended('dead');
          records.push({ ...row });
          this.ledger.put(this.stream, { ...row });
        }
        if (event.kind !== 'state') continue;
        if (said++ >= dieAfter) return ended('dead');
        // As it would come back from a file.
        this.state = JSON.parse(JSON.stringify(event.state));
      }
      return ended('complete');
    } catch (error) {
      if (error instanceof TransientError) return ended('incomplete');
      throw error;
    }
  }
}
