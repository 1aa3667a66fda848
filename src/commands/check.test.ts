import { Writable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { parseConfig } from '../config/config.ts';
import { ConfigError, TransientError } from '../errors/errors.ts';
import type { Client, ClientOptions } from '../http/client.ts';
import { UnusableAnswer } from '../http/unusable-answer.ts';
import { makeLog } from '../protocol/log.ts';
import { Writer } from '../protocol/writer.ts';
import { check } from './check.ts';

const config = parseConfig({
  api_id: 'a1b2c3d4e5f6a7b8',
  api_token: '77ab01c93e5d4f62',
  requests_per_minute: 30,
});

/** Runs check against a client that answers as told, and says what came of it. */
async function checked(answer: () => Promise<unknown>, sleep: (signal?: AbortSignal) => Promise<void>) {
  const said: unknown[] = [];
  const asked: string[] = [];
  const options: ClientOptions[] = [];
  let closed = 0;
  const writer = new Writer(
    new Writable({
      write(chunk, _encoding, done) {
        said.push(JSON.parse(String(chunk)));
        done();
      },
    }),
    (text) => text,
  );
  const open = (given: ClientOptions): Client => {
    options.push(given);
    given.log('info', 'request-retried', 'text');
    return {
      get: async (request, accept) => {
        asked.push(request.path);
        return accept(await answer(), { dateMs: undefined, sanitized: 0 });
      },
      find: () => Promise.reject(new Error('not asked for')),
      prefetchDepth: () => 2,
      rate: () => 60,
      stats: { requests: 1, rateLimited: 0, waitedForLimitMs: 0, waitedForAnswerMs: 0 },
      close: async () => {
        closed += 1;
      },
    };
  };
  const slept: number[] = [];
  const failure = await check(
    {
      config,
      writer,
      log: makeLog(writer, false),
      quote: (text, most) => text.slice(0, most),
      deps: {
        stdout: process.stdout,
        stderr: process.stderr,
        stdin: process.stdin,
        env: { HTTPS_PROXY: 'http://proxy.example.com' },
        clock: {
          now: () => 0,
          every: () => () => undefined,
          random: () => 0,
          sleep: (ms, signal) => {
            slept.push(ms);
            return sleep(signal);
          },
        },
        signal: new AbortController().signal,
        uid: undefined,
      },
    },
    open,
  ).then(
    () => undefined,
    (error: unknown) => error,
  );
  return { said, asked, options, closed, slept, failure };
}

const never = (): Promise<never> => new Promise(() => {});

describe('check', () => {
  test('makes one request, with the config and little time, and says SUCCEEDED', async () => {
    const { said, asked, options, closed, failure } = await checked(
      () => Promise.resolve({ company: { name: 'Example' } }),
      never,
    );
    expect(failure).toBeUndefined();
    expect(asked).toEqual(['/v1/company']);
    expect(said.at(-1)).toEqual({ type: 'CONNECTION_STATUS', connectionStatus: { status: 'SUCCEEDED' } });
    expect(closed).toBe(1);
    expect(options).toMatchObject([
      {
        apiId: config.apiId,
        apiToken: config.apiToken,
        requestsPerMinute: 30,
        profile: 'check',
        env: { HTTPS_PROXY: 'http://proxy.example.com' },
        userAgent: expect.stringMatching(/^source-aircall\//),
      },
    ]);
    expect(options[0]?.apiUrl.href).toBe('https://api.aircall.io/');
  });

  test('hands on what the client throws, says nothing of its own, and lets the client go', async () => {
    const { said, closed, failure } = await checked(
      () => Promise.reject(new ConfigError('Wrong key.')),
      never,
    );
    expect(failure).toEqual(new ConfigError('Wrong key.'));
    expect(said).toMatchObject([{ type: 'LOG' }]);
    expect(closed).toBe(1);
  });

  test.each([[null], ['pong'], [{}], [[]]])(
    'an answer that is not the company (%j) is not usable',
    async (body) => {
      const { failure } = await checked(() => Promise.resolve(body), never);
      expect(failure).toBeInstanceOf(UnusableAnswer);
    },
  );

  test('does not wait longer than 30 seconds, whatever the client does', async () => {
    const { slept, failure, closed, options } = await checked(never, () => Promise.resolve());
    expect(slept.every((ms) => ms < 30_000)).toBe(true);
    expect(failure).toBeInstanceOf(TransientError);
    expect(closed).toBe(1);
    expect(options[0]?.signal.aborted).toBe(true);
  });
});
