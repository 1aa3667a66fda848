import type {
  AirbyteMessage,
  ErrorTrace,
  LogLevel,
  RecordMessage,
  StateMessage,
  StatusTrace,
} from '../../src/protocol/messages.ts';
import type { Row } from '../simulator/people.ts';

export type LogLine = { readonly level: LogLevel; readonly code: string; readonly text: string };

/** What a run said, sorted by kind. */
export class Output {
  readonly lines: readonly string[];
  readonly messages: readonly AirbyteMessage[];

  /** Throws when a line is no JSON object. */
  constructor(lines: readonly string[]) {
    this.lines = lines;
    this.messages = lines.map(parseMessage);
  }

  get records(): readonly RecordMessage['record'][] {
    return this.messages.flatMap((message) => (message.type === 'RECORD' ? [message.record] : []));
  }

  get states(): readonly StateMessage[] {
    return this.messages.filter((message) => message.type === 'STATE');
  }

  get logs(): readonly LogLine[] {
    return this.messages.flatMap((message) => (message.type === 'LOG' ? [logLine(message.log)] : []));
  }

  get errors(): readonly ErrorTrace[] {
    return this.messages.flatMap((message) =>
      message.type === 'TRACE' && message.trace.type === 'ERROR' ? [message.trace] : [],
    );
  }

  get statuses(): readonly StatusTrace['stream_status'][] {
    return this.messages.flatMap((message) =>
      message.type === 'TRACE' && message.trace.type === 'STREAM_STATUS' ? [message.trace.stream_status] : [],
    );
  }

  /** The records of streams that write only what is new: not those of which each sync writes all anew. */
  get news(): readonly RecordMessage['record'][] {
    return this.records.filter(({ stream }) => stream !== 'user_availability');
  }

  /** The rows of one stream, in the order in which they came. */
  rows(stream: string): readonly Row[] {
    return this.records.flatMap((record) => (record.stream === stream ? [{ ...record.data }] : []));
  }

  /** The last status of a stream. */
  end(stream: string): string | undefined {
    return this.statuses.findLast((status) => status.stream_descriptor.name === stream)?.status;
  }

  /** The last STATE of each stream: what a runner keeps. */
  get lastStates(): readonly StateMessage[] {
    const last = new Map<string, StateMessage>();
    for (const state of this.states) last.set(state.state.stream.stream_descriptor.name, state);
    return [...last.values()];
  }

  /** Codes of the log lines of a level. */
  codes(level: LogLevel): readonly string[] {
    return this.logs.filter((log) => log.level === level).map(({ code }) => code);
  }
}

/** The states that a runner keeps after a run that began with `before`. */
export function keptStates(
  before: readonly StateMessage[],
  after: readonly StateMessage[],
): readonly StateMessage[] {
  const kept = new Map<string, StateMessage>();
  for (const state of [...before, ...after]) kept.set(state.state.stream.stream_descriptor.name, state);
  return [...kept.values()];
}

function parseMessage(line: string): AirbyteMessage {
  const message: AirbyteMessage = JSON.parse(line);
  if (typeof message !== 'object' || message === null) throw new TypeError(`not a message: ${line}`);
  return message;
}

function logLine({ level, message }: { level: LogLevel; message: string }): LogLine {
  const [code = ''] = message.split(/:? /, 1);
  return { level, code, text: message.slice(code.length).replace(/^:? /, '') };
}
