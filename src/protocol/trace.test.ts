import { describe, expect, test } from 'vitest';
import { ConfigError, SystemError, TransientError } from '../errors/errors.ts';
import type { AirbyteMessage } from './messages.ts';
import { MESSAGE_LIMIT, STACK_LIMIT, withSafeText } from './outgoing-text.ts';
import { errorTrace, estimate, streamStatus } from './trace.ts';

const NOW = 1_800_000_000_000;

function errorOf(message: AirbyteMessage) {
  if (message.type !== 'TRACE' || message.trace.type !== 'ERROR') throw new Error('not a TRACE ERROR');
  return message.trace.error;
}

describe('the TRACE ERROR of a failure', () => {
  test('says to the person what the error says, and whose turn it is', () => {
    expect(errorTrace(new ConfigError('Do this.'), undefined, NOW)).toMatchObject({
      type: 'TRACE',
      trace: { type: 'ERROR', emitted_at: NOW, error: { message: 'Do this.', failure_type: 'config_error' } },
    });
    expect(errorOf(errorTrace(new TransientError('Wait.'), 'calls', NOW))).toMatchObject({
      failure_type: 'transient_error',
      stream_descriptor: { name: 'calls' },
    });
  });

  test('has no key for what there is not, and for a mistake of the configuration no place in the code', () => {
    expect(errorOf(errorTrace(new ConfigError('Do this.'), undefined, NOW))).toEqual({
      message: 'Do this.',
      failure_type: 'config_error',
      stack_trace: 'ConfigError: Do this.',
    });
  });

  test('keeps details and the whole chain of causes for whoever debugs it', () => {
    const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    const many = new AggregateError([refused, new TypeError('odd')], 'all addresses failed');
    const error = new SystemError('It broke.', {
      details: 'GET /v1/ping',
      cause: new Error('no', { cause: many }),
    });
    const { internal_message: internal, stack_trace: stack } = errorOf(errorTrace(error, undefined, NOW));
    expect(internal).toBe(
      [
        'GET /v1/ping',
        'caused by Error: no',
        'caused by AggregateError: all addresses failed',
        'caused by Error [ECONNREFUSED]: connect ECONNREFUSED',
        'caused by TypeError: odd',
      ].join('\n'),
    );
    expect(stack).toMatch(/^SystemError: It broke\.\n.*\ncaused by Error: no\n.*caused by TypeError: odd\n/s);
  });

  test('a cause that is no error, or that causes itself, is no problem', () => {
    const loop = new Error('loop');
    loop.cause = loop;
    expect(errorOf(errorTrace(new SystemError('x', { cause: loop }), undefined, NOW)).internal_message).toBe(
      'caused by Error: loop',
    );
    expect(
      errorOf(errorTrace(new SystemError('x', { cause: 'text' }), undefined, NOW)).internal_message,
    ).toBe('caused by text');
    expect(
      errorOf(errorTrace(new SystemError('x', { cause: { header: 'no' } }), undefined, NOW)).internal_message,
    ).toBe('caused by object');
  });

  test('a chain without end is followed ten links deep', () => {
    let cause = new Error('0');
    for (let depth = 1; depth < 50; depth += 1) cause = new Error(String(depth), { cause });
    const internal = errorOf(errorTrace(new SystemError('x', { cause }), undefined, NOW)).internal_message;
    expect(internal?.split('\n')).toHaveLength(10);
  });
});

function long(last: string): AirbyteMessage {
  return {
    type: 'TRACE',
    trace: {
      type: 'ERROR',
      emitted_at: NOW,
      error: {
        message: 'm'.repeat(MESSAGE_LIMIT - 1) + last,
        failure_type: 'system_error',
        internal_message: 'i'.repeat(MESSAGE_LIMIT - 1) + last,
        stack_trace: 's'.repeat(STACK_LIMIT - 1) + last,
      },
    },
  };
}

function refuse(): string {
  throw new Error('not to be redacted');
}

describe('free text on its way out', () => {
  test('is cut to what Airbyte keeps', () => {
    const error = errorOf(withSafeText(long('and more'), (text) => text));
    expect([error.message, error.internal_message, error.stack_trace].map((text) => text?.length)).toEqual([
      50_000, 50_000, 100_000,
    ]);
  });

  test('is redacted before it is cut, so that no half of a secret is left', () => {
    const error = errorOf(withSafeText(long('secret'), (text) => text.replace('secret', '*')));
    expect(error.message.endsWith('m*')).toBe(true);
    expect(error.stack_trace?.endsWith('s*')).toBe(true);
  });

  test('never holds half of a character', () => {
    expect(errorOf(withSafeText(long('😀'), (text) => text)).message.isWellFormed()).toBe(true);
    expect(
      withSafeText(
        { type: 'LOG', log: { level: 'INFO', message: 'a\ud800b', stack_trace: '\udc00' } },
        (text) => text,
      ),
    ).toEqual({ type: 'LOG', log: { level: 'INFO', message: 'a\ufffdb', stack_trace: '\ufffd' } });
  });

  test('of a message without free text nothing is touched', () => {
    for (const message of [streamStatus('calls', 'STARTED', NOW), estimate('calls', 7, NOW)]) {
      expect(withSafeText(message, refuse)).toBe(message);
    }
    const succeeded: AirbyteMessage = {
      type: 'CONNECTION_STATUS',
      connectionStatus: { status: 'SUCCEEDED' },
    };
    expect(JSON.stringify(withSafeText(succeeded, refuse))).toBe(JSON.stringify(succeeded));
  });
});

describe('the other traces', () => {
  test('a stream status has reasons only while it waits for the rate limit', () => {
    expect(streamStatus('users', 'COMPLETE', NOW)).toEqual({
      type: 'TRACE',
      trace: {
        type: 'STREAM_STATUS',
        emitted_at: NOW,
        stream_status: { stream_descriptor: { name: 'users' }, status: 'COMPLETE' },
      },
    });
    expect(streamStatus('users', 'RUNNING', NOW, NOW + 60_000.5)).toMatchObject({
      trace: {
        stream_status: {
          reasons: [{ type: 'RATE_LIMITED', rate_limited: { quota_reset: NOW + 60_000 } }],
        },
      },
    });
  });

  test('an estimate counts the rows of a stream', () => {
    expect(estimate('calls', 1234, NOW)).toEqual({
      type: 'TRACE',
      trace: {
        type: 'ESTIMATE',
        emitted_at: NOW,
        estimate: { name: 'calls', type: 'STREAM', row_estimate: 1234 },
      },
    });
  });
});
