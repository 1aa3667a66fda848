import { isObject } from '../json/is-object.ts';
import { errorOf } from '../errors/catalogue.ts';

import { shorten } from './names.ts';
import { validateState } from '../generated/validators.js';
import type { StateMessage } from './messages.ts';

/** Per stream name, the `stream_state` to go on from. */
export type States = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

/** The STATE of one stream; `recordCount` is the number of its records since its previous STATE. */
export function streamState(stream: string, state: object, recordCount: number): StateMessage {
  return {
    type: 'STATE',
    state: {
      type: 'STREAM',
      stream: { stream_descriptor: { name: stream }, stream_state: state },
      sourceStats: { recordCount },
    },
  };
}

/**
 * Reads a state file's content in any of the forms that runners hand over: nothing, a list of messages, one message,
 * with or without the `{type: 'STATE'}` envelope, STREAM, GLOBAL, LEGACY or a plain `{stream: stream_state}`, in the words of
 * the protocol or of Airbyte's API (`streamDescriptor`, `streamState`), with explicit nulls anywhere. Of several states of one stream the last one wins.
 *
 * Throws ConfigError only for what can't be a state at all (a text, a list of numbers). Whatever else is not understood
 * is left out and told to `odd` in words that name the place: leaving it out means reading again, never losing.
 */
export function parseState(raw: unknown, odd: (text: string) => void = () => {}): States {
  const states = new Map<string, Readonly<Record<string, unknown>>>();
  const items: readonly unknown[] = Array.isArray(raw) ? raw.filter((item) => !isNothing(item)) : [raw];
  if (isNothing(raw)) return states;
  if (!validateState(Array.isArray(raw) ? items : raw)) {
    throw errorOf('state-invalid', {});
  }
  const take = (name: string, state: unknown): void => {
    states.set(name, isObject(state) ? state : {});
    if (!isObject(state) && !isNothing(state)) odd(`the state of ${shorten(name)} is not an object`);
  };
  for (const item of items) takeItem(item, { take, odd });
  return states;
}

type Taker = { take(name: string, state: unknown): void; odd(text: string): void };

/** Keys around a state in Airbyte's API that are no stream's. */
const ENVELOPE: ReadonlySet<string> = new Set(['stateType', 'connectionId', 'type']);

function takeItem(item: unknown, taker: Taker): void {
  if (isObject(item) && typeof item['type'] === 'string' && OTHER_MESSAGES.has(item['type'])) return;
  const message = inProtocolWords(isObject(item) && item['type'] === 'STATE' ? item['state'] : item);
  if (isNothing(message)) return;
  if (!isObject(message)) return taker.odd('an entry is not an object');

  const { type, stream, global, data } = message;
  if (hasDescriptor(message)) return takeStream(message, taker);
  if (hasDescriptor(stream)) return takeStream(stream, taker);
  if (isObject(global) && 'stream_states' in global) return takeGlobal(global['stream_states'], taker);
  if (isObject(data)) return takeMap(data, taker);
  if (type === 'STREAM' || type === 'GLOBAL' || type === 'LEGACY') {
    return taker.odd(`a ${type} state holds nothing to go on from`);
  }
  takeMap(message, taker);
}

/** Whole logs are kept as states, too: the other messages in them say nothing here. */
const OTHER_MESSAGES: ReadonlySet<string> = new Set([
  'RECORD',
  'LOG',
  'TRACE',
  'SPEC',
  'CATALOG',
  'CONNECTION_STATUS',
  'CONTROL',
]);

const PROTOCOL_WORDS: Readonly<Record<string, string>> = {
  streamDescriptor: 'stream_descriptor',
  streamState: 'stream_state',
  streamStates: 'stream_states',
  globalState: 'global',
};

/** Airbyte's API writes the same in other words, and the states of all streams as a list in `streamState`. */
function inProtocolWords(value: unknown): unknown {
  if (!isObject(value) || !Object.keys(PROTOCOL_WORDS).some((key) => key in value)) return value;
  if (Array.isArray(value['streamState']))
    return { global: { stream_states: value['streamState'].map(inProtocolWords) } };
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [
      PROTOCOL_WORDS[key] ?? key,
      key === 'globalState' ? inProtocolWords(part) : part,
    ]),
  );
}

function takeStream(given: unknown, taker: Taker): void {
  const item = inProtocolWords(given);
  if (isNothing(item)) return;
  const descriptor = isObject(item) ? item['stream_descriptor'] : undefined;
  const name = isObject(descriptor) ? descriptor['name'] : undefined;
  if (!isObject(item) || typeof name !== 'string') return taker.odd('an entry does not name its stream');
  taker.take(name, item['stream_state']);
}

function takeGlobal(list: unknown, taker: Taker): void {
  if (isNothing(list)) return;
  if (!Array.isArray(list)) return taker.odd('the stream_states of the GLOBAL state are not a list');
  for (const each of list) takeStream(each, taker);
}

function takeMap(map: Readonly<Record<string, unknown>>, taker: Taker): void {
  for (const [name, state] of Object.entries(map)) {
    if (isObject(state)) taker.take(name, state);
    else if (!isNothing(state) && !ENVELOPE.has(name)) taker.odd(`${shorten(name)} is not an object`);
  }
}

function hasDescriptor(value: unknown): value is Readonly<Record<string, unknown>> {
  return isObject(value) && 'stream_descriptor' in value;
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}
