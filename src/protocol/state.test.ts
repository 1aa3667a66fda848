import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ConfigError } from '../errors/errors.ts';
import { parseState, streamState } from './state.ts';

function read(raw: unknown): { states: Record<string, unknown>; odd: string[] } {
  const odd: string[] = [];
  const states = parseState(raw, (text) => odd.push(text));
  return { states: Object.fromEntries(states), odd };
}

const calls = { v: 1, started_at: 1_800_000_000 };
const users = { v: 1, known: 'abc' };
const streamMessage = (name: string, stream_state: unknown) => ({
  type: 'STREAM',
  stream: { stream_descriptor: { name }, stream_state },
});

describe('a state in each form that runners hand over', () => {
  test.each<[string, unknown]>([
    ['no file', undefined],
    ['null', null],
    ['an empty list', []],
    ['an empty object', {}],
    ['an empty text', ''],
    ['a list of nothing', [null]],
  ])('%s is no state', (_form, raw) => {
    expect(read(raw)).toEqual({ states: {}, odd: [] });
  });

  test.each<[string, unknown]>([
    ['a list of STREAM states', [streamMessage('calls', calls), streamMessage('users', users)]],
    [
      'a list of STATE messages',
      [streamMessage('calls', calls), streamMessage('users', users)].map((state) => ({
        type: 'STATE',
        state,
      })),
    ],
    [
      'with explicit nulls and platform keys',
      [
        null,
        {
          ...streamMessage('calls', calls),
          global: null,
          data: null,
          sourceStats: null,
          destinationStats: { recordCount: 1 },
          id: 7,
        },
        {
          type: null,
          stream: { stream_descriptor: { name: 'users', namespace: null }, stream_state: users },
        },
      ],
    ],
    [
      'one GLOBAL state',
      [
        {
          type: 'GLOBAL',
          global: {
            shared_state: null,
            stream_states: [
              { stream_descriptor: { name: 'calls' }, stream_state: calls },
              null,
              { stream_descriptor: { name: 'users' }, stream_state: users },
            ],
          },
        },
      ],
    ],
    ['a LEGACY state', { type: 'LEGACY', data: { calls, users, teams: null } }],
    ['a list of one LEGACY state without type', [{ data: { calls, users } }]],
    ['a map from stream to state', { calls, users, teams: null }],
    [
      'bare descriptors',
      [
        { stream_descriptor: { name: 'calls' }, stream_state: calls },
        { stream_descriptor: { name: 'users' }, stream_state: users },
      ],
    ],
  ])('%s', (_form, raw) => {
    expect(read(raw)).toEqual({ states: { calls, users }, odd: [] });
  });

  test.each<[string, unknown]>([
    ['one STATE message', { type: 'STATE', state: streamMessage('calls', calls) }],
    ['one STREAM state', streamMessage('calls', calls)],
    ['one bare descriptor', { stream_descriptor: { name: 'calls' }, stream_state: calls }],
    ['what streamState makes', JSON.parse(JSON.stringify(streamState('calls', calls, 3)))],
  ])('%s', (_form, raw) => {
    expect(read(raw)).toEqual({ states: { calls }, odd: [] });
  });

  test('of several states of one stream the last one wins', () => {
    expect(read([streamMessage('calls', { v: 0 }), { calls }]).states).toEqual({ calls });
    expect(read([{ calls }, streamMessage('calls', null)])).toEqual({ states: { calls: {} }, odd: [] });
  });

  test('a stream called __proto__ is a stream like any other', () => {
    const states = parseState(JSON.parse('{"__proto__": {"v": 1}}'));
    expect([...states.keys()]).toEqual(['__proto__']);
  });

  test.each<[string, unknown, string]>([
    ['a state that is a text', [streamMessage('calls', 'garbled')], 'the state of "calls" is not an object'],
    ['a state that is a list', [streamMessage('calls', [1])], 'the state of "calls" is not an object'],
    ['a map to numbers', { calls: 5 }, '"calls" is not an object'],
    ['a stream without a name', [{ stream_descriptor: null }], 'an entry does not name its stream'],
    ['a STREAM state without stream', [{ type: 'STREAM' }], 'a STREAM state holds nothing to go on from'],
    [
      'GLOBAL states that are no list',
      { global: { stream_states: 1 } },
      'the stream_states of the GLOBAL state are not a list',
    ],
    ['an envelope around a number', [{ type: 'STATE', state: 5 }], 'an entry is not an object'],
  ])('%s is left out and said', (_form, raw, text) => {
    const { states, odd } = read(raw);
    expect(odd).toEqual([text]);
    expect(Object.values(states).every((state) => Object.keys(Object(state)).length === 0)).toBe(true);
  });

  test('a GLOBAL state of no streams is no state', () => {
    expect(read({ type: 'GLOBAL', global: { stream_states: null } })).toEqual({ states: {}, odd: [] });
  });

  test.each<[unknown]>([['text'], [5], [true], [[1]], [['text']], [[[]]]])('%j is no state at all', (raw) => {
    expect(() => parseState(raw)).toThrow(ConfigError);
  });
});

describe('whatever a stream state holds', () => {
  const wrappers: ((state: unknown) => unknown)[] = [
    (state) => [streamMessage('calls', state)],
    (state) => ({ type: 'STATE', state: streamMessage('calls', state) }),
    (state) => ({ calls: state }),
    (state) => ({ type: 'LEGACY', data: { calls: state } }),
    (state) => ({
      global: { stream_states: [{ stream_descriptor: { name: 'calls' }, stream_state: state }] },
    }),
  ];

  test('it is handed on as it is when it is an object, and is never an error', () => {
    fc.assert(
      fc.property(fc.constantFrom(...wrappers), fc.jsonValue(), (wrap, state) => {
        const object = typeof state === 'object' && state !== null && !Array.isArray(state);
        const known = parseState(wrap(state)).get('calls') ?? {};
        expect(known).toEqual(object ? state : {});
      }),
    );
  });

  test('any JSON object or list of objects is read without an error', () => {
    fc.assert(
      fc.property(fc.oneof(fc.dictionary(fc.string(), fc.jsonValue()), fc.constant(null)), (item) => {
        expect(() => parseState(item)).not.toThrow();
        expect(() => parseState([item, null])).not.toThrow();
      }),
    );
  });
});
