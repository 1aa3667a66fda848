import { describe, expect, test } from 'vitest';
import { catalogOf } from './catalog.ts';
import { Output } from './output.ts';
import { platformFaults, requirePlatformRules } from './platform-rules.ts';

const catalog = catalogOf(['teams']);

const row = { id: 7, name: 'Support', direct_link: null, created_at: '2026-09-01T00:00:00Z', users: [] };

function status(name: string, says: string): object {
  const streamStatus = { stream_descriptor: { name }, status: says };
  return { type: 'TRACE', trace: { type: 'STREAM_STATUS', emitted_at: 1, stream_status: streamStatus } };
}

function state(recordCount: number): object {
  const stream = { stream_descriptor: { name: 'teams' }, stream_state: { v: 1 } };
  return { type: 'STATE', state: { type: 'STREAM', stream, sourceStats: { recordCount } } };
}

function record(data: object, stream = 'teams'): object {
  return { type: 'RECORD', record: { stream, emitted_at: 1, data } };
}

function failure(type: string): object {
  return {
    type: 'TRACE',
    trace: { type: 'ERROR', emitted_at: 1, error: { message: 'x', failure_type: type } },
  };
}

const good = [
  status('teams', 'STARTED'),
  status('teams', 'RUNNING'),
  record(row),
  state(1),
  status('teams', 'COMPLETE'),
];

function faultsOf(messages: readonly object[], exitCode = 0, stderr = ''): readonly string[] {
  const output = new Output(messages.map((message) => JSON.stringify(message)));
  return platformFaults(Object.assign(output, { exitCode, stderr }), { catalog });
}

/** The good run with one message replaced. */
function withAt(place: number, ...messages: readonly object[]): readonly object[] {
  return good.toSpliced(place, 1, ...messages);
}

describe('the rules of the platform', () => {
  test('find nothing in a good run', () => {
    expect(faultsOf(good)).toEqual([]);
  });

  test.each<[string, readonly object[], RegExp]>([
    [
      'a type that does not come first',
      withAt(2, { record: { stream: 'teams' }, type: 'RECORD' }),
      /first key/,
    ],
    [
      'a null in the envelope',
      withAt(0, { type: 'LOG', log: { level: 'INFO', message: 'a: b', extra: null } }),
      /null/,
    ],
    ['a log without a code', [{ type: 'LOG', log: { level: 'INFO', message: 'Text' } }, ...good], /no code/],
    ['a level that is none', [{ type: 'LOG', log: { level: 'LOUD', message: 'a: b' } }, ...good], /level/],
    ['a record of another stream', [...good, record(row, 'calls')], /not configured/],
    ['a record without its key', withAt(2, record({ ...row, id: null })), /without its key/],
    ['a record with an extra column', withAt(2, record({ ...row, extra: 1 })), /additional properties/],
    ['a record with NUL', withAt(2, record({ ...row, name: 'a\u0000b' })), /NUL/],
    ['a record with half a character', withAt(2, record({ ...row, name: 'a\ud83d' })), /half a character/],
    ['a state that counts wrongly', withAt(3, state(2)), /counts 2 records/],
    ['no state', withAt(3), /without a state/],
    ['a status that is missing', withAt(1), /statuses STARTED COMPLETE/],
    ['an end that is missing', withAt(4), /statuses STARTED RUNNING/],
    ['an error in a run that ends well', withAt(4, status('teams', 'INCOMPLETE')), /exit code 0/],
    [
      'an error before the end of a stream',
      withAt(0, failure('system_error'), status('teams', 'STARTED')),
      /before the last/,
    ],
  ])('find %s', (_name, messages, expected) => {
    expect(faultsOf(messages).join('\n')).toMatch(expected);
  });

  test('find a failure that is not explained, in the wrong order, and what is on standard error', () => {
    const failed = withAt(4, status('teams', 'INCOMPLETE'));
    expect(faultsOf(failed, 1)).toEqual(['it failed without a TRACE ERROR']);
    expect(faultsOf([...failed, failure('config_error'), failure('transient_error')], 1)).toEqual([
      expect.stringContaining('no retry helps'),
    ]);
    expect(faultsOf(good, 0, 'Warning')).toEqual(['standard error: Warning']);
    expect(faultsOf(good, 1)).toContain('exit code 1, all complete: true');
  });
});

/** What holds a process that ended so to the rules. */
function ended(messages: readonly object[], end: { exitCode: number | null; signal: 'SIGKILL' | null }) {
  const output = new Output(messages.map((message) => JSON.stringify(message)));
  return () => requirePlatformRules(Object.assign(output, { stderr: '' }, end), { catalog });
}

describe('a finished process', () => {
  const without = good.slice(0, -1);

  test('has to keep the rules to its end', () => {
    expect(ended(good, { exitCode: 0, signal: null })).not.toThrow();
    expect(ended(without, { exitCode: 0, signal: null })).toThrow(
      /would not take.*statuses STARTED RUNNING/s,
    );
  });

  test('is let off what it could not say any more when it was killed or told to stop, and nothing else', () => {
    expect(ended(without, { exitCode: null, signal: 'SIGKILL' })).not.toThrow();
    expect(ended(without, { exitCode: 143, signal: null })).not.toThrow();
    expect(ended([{ type: 'GREETING' }], { exitCode: 143, signal: null })).toThrow(/unknown type GREETING/);
  });
});
