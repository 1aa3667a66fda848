import { describe, expect, test } from 'vitest';
import { coded } from '../../integration_tests/support/fake-transport.ts';
import { networkFault, Overdue, UnreadableBody } from './outcome.ts';

describe('which fault an error stands for', () => {
  test.each([
    ['ENOTFOUND', 'dns'],
    ['EAI_AGAIN', 'dns'],
    ['ECONNREFUSED', 'connection'],
    ['ECONNRESET', 'connection'],
    ['EHOSTUNREACH', 'connection'],
    ['ENETUNREACH', 'connection'],
    ['EPIPE', 'connection'],
    ['UND_ERR_SOCKET', 'connection'],
    ['ETIMEDOUT', 'time-out'],
    ['UND_ERR_CONNECT_TIMEOUT', 'time-out'],
    ['UND_ERR_HEADERS_TIMEOUT', 'time-out'],
    ['UND_ERR_BODY_TIMEOUT', 'time-out'],
    ['CERT_HAS_EXPIRED', 'certificate'],
    ['CERT_NOT_YET_VALID', 'certificate'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'certificate'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'certificate'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'certificate'],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'certificate'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate'],
    ['INVALID_CA', 'certificate'],
    ['EPROTO', 'tls'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls'],
    ['UND_ERR_PRX_TLS', 'tls'],
    ['UND_ERR_PRX_CONN', 'proxy'],
    ['HPE_INVALID_CONSTANT', 'unusable'],
    ['UND_ERR_RES_EXCEEDED_MAX_SIZE', 'heavy'],
    ['UND_ERR_RES_CONTENT_LENGTH_MISMATCH', 'unusable'],
    ['UND_ERR_HEADERS_OVERFLOW', 'unusable'],
  ])('%s: %s', (code, kind) => {
    expect(networkFault(coded(code))?.kind).toBe(kind);
    const wrapped = new Error('outer', { cause: new AggregateError([coded(code)], 'all failed') });
    expect(networkFault(wrapped)?.kind).toBe(kind);
  });

  test.each([
    [
      'a proxy that refuses',
      coded('UND_ERR_ABORTED', 'Proxy response (407) !== 200 when HTTP Tunneling'),
      'proxy',
    ],
    [
      'a connection that ends during the TLS handshake',
      coded('ECONNRESET', 'Client network socket disconnected before secure TLS connection was established'),
      'tls',
    ],
    [
      'an answer that takes too long as a whole',
      new Overdue('did not answer whole within 120 s'),
      'time-out',
    ],
    [
      'an answer that is not HTTP',
      Object.assign(new Error('garbage'), { name: 'HTTPParserError' }),
      'unusable',
    ],
    ['a body that can not be decoded', new UnreadableBody('sent gzip data that is broken'), 'unusable'],
  ])('%s', (_, error, kind) => {
    expect(networkFault(error)?.kind).toBe(kind);
  });

  test.each([
    ['a bug', new TypeError('x is not a function')],
    ['a wrong use of undici', coded('UND_ERR_INVALID_ARG')],
    ['a test that mocks another request', coded('UND_MOCK_ERR_MOCK_NOT_MATCHED')],
    ['an abort', coded('UND_ERR_ABORTED', 'Request aborted')],
    ['an unknown code', coded('ERR_SOMETHING')],
    ['what is no error', 'text'],
  ])('%s is none of them', (_, error) => {
    expect(networkFault(error)).toBeUndefined();
  });

  test('an error that is its own cause does not hang', () => {
    const error = new Error('snake');
    error.cause = error;
    expect(networkFault(error)).toBeUndefined();
  });

  test('the details name every code on the way to the root', () => {
    const error = Object.assign(new Error('outer', { cause: coded('ECONNRESET', 'inner') }), {
      code: 'UND_ERR_SOCKET',
    });
    expect(networkFault(error)).toMatchObject({
      what: 'gave no answer (UND_ERR_SOCKET)',
      details: 'UND_ERR_SOCKET: outer; ECONNRESET: inner',
      cause: error,
    });
  });
});
