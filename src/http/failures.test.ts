import { describe, expect, test } from 'vitest';
import { KeyRefused, SystemError, TransientError } from '../errors/errors.ts';
import { failure } from './failures.ts';
import type { Circumstances } from './failures.ts';
import type { FaultKind } from './outcome.ts';

const circumstances: Circumstances = {
  target: '/v1/calls?page=2',
  attempts: 1,
  profile: 'sync',
  proxy: undefined,
  unreadableCa: undefined,
};

function message(kind: FaultKind, changes: Partial<Circumstances> = {}, waitMs?: number): string {
  return failure({ kind, what: 'answered 599', waitMs }, { ...circumstances, ...changes }).message;
}

describe('the error for a fault', () => {
  test.each([
    [
      'denied',
      KeyRefused,
      ['pasted', 'deleted or rotated', 'shows a token only once', 'delete the key', 'Admin or Owner'],
    ],
    [
      'rate-limit',
      TransientError,
      ['50 minutes', 'other tool', 'requests_per_minute', 'Aircall support for a higher limit'],
    ],
    ['bad-request', SystemError, ['400', 'report']],
    ['not-found', SystemError, ['404', 'api_url']],
    ['refused', SystemError, ['answered 599', 'report']],
    ['redirect', SystemError, ['Redirects are not followed', 'login page', 'api_url']],
    ['outage', TransientError, ['answered 599', 'https://status.aircall.com']],
    ['unusable', TransientError, ['answered 599', 'proxy', 'https://status.aircall.com']],
    ['odd', TransientError, ['answered 599', 'report']],
    ['dns', TransientError, ['host name', 'DNS']],
    ['connection', TransientError, ['refused or broke off', 'firewall', '443']],
    ['certificate', TransientError, ['not trusted', 'NODE_EXTRA_CA_CERTS', 'clock']],
    ['tls', TransientError, ['encrypted', 'proxy']],
    ['proxy', TransientError, ['HTTPS_PROXY']],
    ['time-out', TransientError, ['in time', 'firewall']],
  ] as const)('%s: names the problem and the next step', (kind, type, words) => {
    const error = failure({ kind, what: 'answered 599', details: '599: body' }, circumstances);
    expect(error).toBeInstanceOf(type);
    for (const word of words) expect(error.message).toContain(word);
    expect(error.details).toBe('GET /v1/calls?page=2: 599: body');
  });

  test('a check is told when to try again after a 429, and nothing of a next sync', () => {
    expect(message('rate-limit', { profile: 'check' }, 61_200)).toContain('Try again in 62 seconds');
    expect(message('outage', { profile: 'check' })).not.toContain('sync');
    expect(message('outage')).toContain('The next sync goes on from the last saved state.');
  });

  test('says how often it was tried, and through which proxy', () => {
    expect(message('outage', { attempts: 9 })).toContain('9 attempts were made');
    expect(message('outage')).not.toContain('attempt');
    for (const kind of [
      'dns',
      'connection',
      'tls',
      'certificate',
      'time-out',
      'redirect',
      'unusable',
    ] as const) {
      expect(message(kind, { proxy: 'proxy.example.com:3128' })).toContain('through proxy.example.com:3128');
    }
  });
});
