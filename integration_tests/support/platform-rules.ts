import { streams } from '../../src/streams/registry.ts';
import type { AirbyteMessage, TraceMessage } from '../../src/protocol/messages.ts';
import type { Configured } from './catalog.ts';
import type { Output } from './output.ts';
import { schemaFaults } from './schema.ts';

type Run = Output & { readonly exitCode: number | null; readonly stderr: string };

export type Rules = {
  /** The configured catalog; without one the command was not `read`. */
  readonly catalog?: { readonly streams: readonly Configured[] };
  /** The run was cut off: what is missing at its end is no fault. */
  readonly cutOff?: boolean;
  /** The API sent what its schemas do not allow, and the connector passes it on. */
  readonly oddRows?: boolean;
  /** Node itself was told to speak on standard error. */
  readonly nodeDebug?: boolean;
};

/**
 * The rules of the platform (and of the runners beside it) that a run broke. It drops what it does not understand in
 * silence, so nothing else would tell.
 */
export function platformFaults(
  run: Run,
  { catalog, cutOff = false, oddRows = false, nodeDebug = false }: Rules,
): readonly string[] {
  const faults = run.lines.flatMap(lineFaults);
  if (run.stderr !== '' && !nodeDebug) faults.push(`standard error: ${run.stderr.slice(0, 200)}`);
  if (catalog === undefined) return faults;
  const names = catalog.streams.map(({ stream }) => stream.name);
  faults.push(...recordFaults(run.messages, names, oddRows), ...traceFaults(run.messages));
  for (const name of names) faults.push(...statusFaults(run, name, cutOff));
  if (cutOff) return faults;
  const complete = names.every((name) => run.end(name) === 'COMPLETE');
  if (names.length > 0 && (run.exitCode === 0) !== complete)
    faults.push(`exit code ${run.exitCode}, all complete: ${complete}`);
  if (run.exitCode !== 0 && run.errors.length === 0) faults.push('it failed without a TRACE ERROR');
  return faults;
}

/** Throws when a finished process broke a rule of the platform. One that was killed or told to stop was cut off. */
export function requirePlatformRules(
  run: Run & { readonly signal: NodeJS.Signals | null },
  rules: Rules,
): void {
  const cutOff = rules.cutOff === true || run.signal !== null || run.exitCode === 143 || run.exitCode === 130;
  const faults = platformFaults(run, { ...rules, cutOff });
  if (faults.length > 0) throw new Error(`what the platform would not take:\n${faults.join('\n')}`);
}

const types = new Set(['RECORD', 'STATE', 'LOG', 'TRACE', 'SPEC', 'CONNECTION_STATUS', 'CATALOG']);
const levels = new Set(['FATAL', 'ERROR', 'WARN', 'INFO', 'DEBUG', 'TRACE']);
const failureTypes = new Set(['system_error', 'config_error', 'transient_error']);

function lineFaults(line: string): readonly string[] {
  const faults: string[] = [];
  const message: AirbyteMessage = JSON.parse(line);
  if (!line.startsWith('{"type":"')) faults.push('`type` is not the first key');
  if (!types.has(message.type)) faults.push(`unknown type ${message.type}`);
  if (/[\u0085\u2028\u2029]/.test(line)) faults.push('a character at which some readers split lines');
  if (/(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/i.test(line)) faults.push('NUL, or half a character');
  faults.push(...nullsIn(message.type === 'RECORD' ? { ...message.record, data: {} } : envelope(message)));
  if (message.type === 'LOG') {
    const { level, message: text } = message.log;
    if (!levels.has(level)) faults.push(`unknown level ${level}`);
    if (level !== 'DEBUG' && !/^[a-z]+(?:-[a-z]+)*(?:: .|(?: [a-z_]+=\S+)+$)/.test(text))
      faults.push('no code');
  }
  return faults.map((fault) => `${fault}: ${line.slice(0, 200)}`);
}

/** The message without what the connector alone understands. */
function envelope(message: AirbyteMessage): unknown {
  if (message.type !== 'STATE') return message;
  return { ...message.state, stream: { ...message.state.stream, stream_state: {} } };
}

function nullsIn(value: unknown): readonly string[] {
  if (value === null) return ['null in the envelope'];
  return typeof value === 'object' ? Object.values(value ?? {}).flatMap(nullsIn) : [];
}

/** Records and the states that count them. */
function recordFaults(
  messages: readonly AirbyteMessage[],
  names: readonly string[],
  oddRows: boolean,
): readonly string[] {
  const faults: string[] = [];
  const since = new Map<string, number>();
  for (const message of messages) {
    if (message.type === 'RECORD') {
      const { stream, emitted_at: at, data } = message.record;
      since.set(stream, (since.get(stream) ?? 0) + 1);
      if (!names.includes(stream)) faults.push(`a record of ${stream}, which is not configured`);
      if (!Number.isInteger(at)) faults.push(`emitted_at ${at}`);
      const row = { ...data };
      const key = streams.find(({ name }) => name === stream)?.primaryKey ?? [];
      if (key.some((column) => Reflect.get(row, column) == null))
        faults.push(`a record of ${stream} without its key`);
      if (!oddRows) faults.push(...schemaFaults(stream, row));
    }
    if (message.type === 'STATE') {
      const { type, stream, sourceStats } = message.state;
      const { name } = stream.stream_descriptor;
      if (Object.keys(message.state).join(' ') !== 'type stream sourceStats')
        faults.push('other keys in STATE');
      if (type !== 'STREAM') faults.push(`a state of type ${String(type)}`);
      if (!names.includes(name)) faults.push(`a state of ${name}, which is not configured`);
      if (sourceStats.recordCount !== (since.get(name) ?? 0)) {
        faults.push(`${name}: a state counts ${sourceStats.recordCount} records, ${since.get(name)} came`);
      }
      since.set(name, 0);
    }
  }
  return faults;
}

function traceFaults(messages: readonly AirbyteMessage[]): readonly string[] {
  const faults: string[] = [];
  const traces = messages.filter((message): message is TraceMessage => message.type === 'TRACE');
  const failures: string[] = [];
  for (const { trace } of traces) {
    if (!Number.isInteger(trace.emitted_at)) faults.push('a TRACE without emitted_at');
    if (trace.type === 'ERROR') {
      if (!failureTypes.has(trace.error.failure_type)) faults.push('an unknown failure_type');
      failures.push(trace.error.failure_type);
    } else if (failures.length > 0) faults.push('a TRACE ERROR before the last stream has ended');
  }
  const hopeless = failures.indexOf('config_error');
  if (hopeless !== -1 && failures.slice(hopeless).some((type) => type !== 'config_error')) {
    faults.push('a TRACE ERROR that no retry helps comes before one that a retry may help');
  }
  return faults;
}

function statusFaults(run: Run, name: string, cutOff: boolean): readonly string[] {
  const faults: string[] = [];
  const said = run.statuses
    .filter(({ stream_descriptor: stream }) => stream.name === name)
    .map(({ status }) => status);
  const pattern = cutOff
    ? /^(?:STARTED( RUNNING)*( COMPLETE| INCOMPLETE)?)?$/
    : /^STARTED(?: RUNNING)+ COMPLETE$|^STARTED(?: RUNNING)* INCOMPLETE$/;
  if (!pattern.test(said.join(' '))) faults.push(`${name}: statuses ${said.join(' ')}`);
  const states = run.states.filter(({ state }) => state.stream.stream_descriptor.name === name);
  if (said.at(-1) === 'COMPLETE' && states.length === 0) faults.push(`${name}: complete without a state`);
  return faults;
}
