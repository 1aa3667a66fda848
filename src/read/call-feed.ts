import { PAGE_LIMITS } from '../aircall/page-limits.ts';
import type { Client } from '../http/client.ts';
import { calls as stream } from '../streams/calls.ts';
import type { SyncEvent } from '../sync/events.ts';
import type { Now } from '../sync/now.ts';
import type { Row } from '../sync/page.ts';
import { scanWindowed } from '../sync/windowed/scan.ts';
import { newFetchStats, windowedPages } from './page-source.ts';

/** What is kept of a call for the streams that ask for something of each call. Times are epoch seconds. */
export type FeedCall = {
  readonly id: number;
  readonly startedAt: number;
  readonly endedAt: number | undefined;
  readonly isAnswered: boolean;
  readonly hasVoicemail: boolean;
};

type FeedOptions = { readonly client: Client; readonly now: Now; readonly signal: AbortSignal };

/**
 * The calls of one run, for all streams that ask for something of each call: those that the stream `calls` read, where it read
 * far enough back, otherwise a reading of its own.
 */
export class CallFeed {
  readonly #calls = new Map<number, FeedCall>();
  readonly #ranges = new Map<string, readonly FeedCall[]>();
  /** From this second on all calls are in; Infinity: none are known. */
  #completeFrom = Number.POSITIVE_INFINITY;

  /** Passes on what the stream `calls` does in this run, and remembers its calls. */
  async *follow(events: AsyncGenerator<SyncEvent, void>): AsyncGenerator<SyncEvent, void> {
    let from = Number.POSITIVE_INFINITY;
    for await (const event of events) {
      if (event.kind === 'proof' && 'to' in event.proof) {
        from = Math.min(from, event.proof.from ?? Number.NEGATIVE_INFINITY);
      }
      yield event;
    }
    this.#completeFrom = Math.min(this.#completeFrom, from);
  }

  /** Remembers a call as Aircall sends it. */
  note(row: Row): void {
    const call = callIn(row);
    if (call !== undefined) this.#calls.set(call.id, call);
  }

  /** All calls that began from `from` on. Rejects with what reading them rejects with. */
  async since(from: number, options: FeedOptions): Promise<readonly FeedCall[]> {
    if (from < this.#completeFrom) {
      const last = options.now.reliable ? Math.floor(options.now.ms / 1000) : undefined;
      for (const call of await scan(from, last, options)) this.#calls.set(call.id, call);
      this.#completeFrom = from;
    }
    return [...this.#calls.values()].filter(({ startedAt }) => startedAt >= from);
  }

  /** All calls that began in `[from, to)`. */
  async between(from: number, to: number, options: FeedOptions): Promise<readonly FeedCall[]> {
    const key = `${from} ${to}`;
    const known = this.#ranges.get(key);
    if (known !== undefined) return known;
    const found = (await scan(from, to, options)).filter(
      ({ startedAt }) => startedAt >= from && startedAt < to,
    );
    this.#ranges.set(key, found);
    return found;
  }
}

async function scan(
  start: number,
  end: number | undefined,
  { client, now, signal }: FeedOptions,
): Promise<readonly FeedCall[]> {
  const found = new Map<number, FeedCall>();
  const events = scanWindowed({
    start,
    ends: [end],
    now: Math.floor(now.ms / 1000),
    limits: PAGE_LIMITS,
    readPage: windowedPages({ client, stream, fetched: newFetchStats(stream, []) }),
    // Nothing is compared with an earlier reading.
    fingerprintOf: () => 0,
    prefetchDepth: () => client.prefetchDepth(),
    signal,
  });
  for await (const event of events) {
    if (event.kind !== 'rows') continue;
    for (const { data } of event.rows) {
      const call = callIn(data);
      if (call !== undefined) found.set(call.id, call);
    }
  }
  return [...found.values()];
}

function callIn(row: Row): FeedCall | undefined {
  const { id, started_at: startedAt, ended_at: endedAt, answered_at: answeredAt, voicemail } = row;
  if (typeof id !== 'number' || typeof startedAt !== 'number') return undefined;
  return {
    id,
    startedAt,
    endedAt: typeof endedAt === 'number' ? endedAt : undefined,
    isAnswered: typeof answeredAt === 'number',
    hasVoicemail: typeof voicemail === 'string',
  };
}
