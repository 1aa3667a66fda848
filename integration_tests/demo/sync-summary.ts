import type { AirbyteMessage } from '../../src/protocol/messages.ts';
import { streams } from '../../src/streams/registry.ts';
import { comparable } from '../simulator/truth.ts';
import type { Row } from '../simulator/people.ts';

/** What became of one stream in one sync. */
export type StreamSummary = {
  readonly stream: string;
  readonly records: number;
  readonly states: number;
  /** As the connector's closing line of the stream says. */
  readonly requests: number;
  readonly complete: boolean;
  /** The records, by what they are compared with those of earlier syncs. */
  readonly kinds: Readonly<Record<Kind, number>>;
};

/** `unchanged`: written all the same, because a call near it changed. */
type Kind = 'new' | 'changed' | 'deleted' | 'unchanged';

/** Rows that Aircall counts, and different ids read, added up over all proofs in the log. */
export type Proven = { readonly total: number; readonly ids: number };

/** What earlier syncs wrote: the last form of each row, by stream and id. */
export type Written = Map<string, string>;

/** Sums a sync up by stream, and notes its rows in `written`. */
export function summarize(
  names: readonly string[],
  messages: readonly AirbyteMessage[],
  written: Written,
): readonly StreamSummary[] {
  return names.map((stream) => {
    const kinds = { new: 0, changed: 0, deleted: 0, unchanged: 0 };
    let records = 0;
    let states = 0;
    let requests = 0;
    let complete = false;
    for (const message of messages) {
      if (message.type === 'RECORD' && message.record.stream === stream) {
        records++;
        kinds[note(stream, { ...message.record.data }, written)]++;
      } else if (message.type === 'STATE' && message.state.stream.stream_descriptor.name === stream) {
        states++;
      } else if (message.type === 'LOG') {
        requests += requestsIn(message.log.message, stream);
      } else if (message.type === 'TRACE' && message.trace.type === 'STREAM_STATUS') {
        const { stream_descriptor: of, status } = message.trace.stream_status;
        complete ||= of.name === stream && status === 'COMPLETE';
      }
    }
    return { stream, records, states, requests, complete, kinds };
  });
}

/** The last STATE of each stream: what a next sync goes on from. */
export function lastStates(messages: readonly AirbyteMessage[]): readonly AirbyteMessage[] {
  const states = new Map<string, AirbyteMessage>();
  for (const message of messages) {
    if (message.type === 'STATE') states.set(message.state.stream.stream_descriptor.name, message);
  }
  return [...states.values()];
}

/** Adds up the log's lines of proof. */
export function provenIn(messages: readonly AirbyteMessage[]): Proven {
  let total = 0;
  let ids = 0;
  for (const message of messages) {
    if (message.type !== 'LOG') continue;
    const proof = /^slice-(?:un)?verified .* total=(\d+) ids=(\d+) /.exec(message.log.message);
    total += Number(proof?.[1] ?? 0);
    ids += Number(proof?.[2] ?? 0);
  }
  return { total, ids };
}

function requestsIn(log: string, stream: string): number {
  const line = /^stream-read stream=(\w+) .*requests=(\d+)/.exec(log);
  return line?.[1] === stream ? Number(line[2]) : 0;
}

function note(stream: string, row: Row, written: Written): Kind {
  const columns = streams.find(({ name }) => name === stream)?.primaryKey ?? ['id'];
  const key = `${stream} ${JSON.stringify(columns.map((column) => row[column]))}`;
  const before = written.get(key);
  const now = JSON.stringify(comparable(stream, row));
  written.set(key, now);
  if (typeof row['_ab_cdc_deleted_at'] === 'string') return 'deleted';
  if (before === undefined) return 'new';
  return before === now ? 'unchanged' : 'changed';
}
