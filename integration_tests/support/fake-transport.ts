import { vi } from 'vitest';
import { openClient } from '../../src/http/client.ts';
import type { Client, ClientOptions } from '../../src/http/client.ts';
import { systemClock } from '../../src/http/clock.ts';
import type { Reply } from '../../src/http/outcome.ts';
import type { Transport } from '../../src/http/transport.ts';

/** For tests: an answer as the transport hands it over. */
export function reply(status: number, body: unknown = {}, headers: Record<string, string> = {}): Reply {
  const all: Record<string, string> = { 'content-type': 'application/json', ...headers };
  return {
    status,
    header: (name) => all[name],
    text: typeof body === 'string' ? body : JSON.stringify(body),
  };
}

/** For tests: an error with a code, as undici and Node throw them. */
export function coded(code: string, message = 'something went wrong'): Error {
  return Object.assign(new Error(message), { code });
}

export type Sent = {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly withinMs: number;
  readonly atMs: number;
};

export type Told = {
  readonly client: Client;
  readonly sent: readonly Sent[];
  readonly logged: readonly (readonly [string, string, string])[];
  readonly blocks: readonly number[];
};

type Script = (sent: Sent, nth: number, signal: AbortSignal) => Promise<Reply> | Reply;

/** For tests: a client whose requests are answered by `script`; fake timers have to be on. */
export function scripted(script: Script, options: Partial<ClientOptions> = {}): Told {
  const sent: Sent[] = [];
  const logged: (readonly [string, string, string])[] = [];
  const blocks: number[] = [];
  const transport: Transport = {
    bytesInFlight: 2 ** 27,
    proxy: undefined,
    unreadableCa: undefined,
    async send(url, headers, withinMs, signal) {
      const one = { url, headers, withinMs, atMs: Date.now() };
      sent.push(one);
      return script(one, sent.length, signal);
    },
    close: async () => {},
  };
  const client = openClient(
    {
      apiUrl: new URL('https://api.aircall.io'),
      apiId: 'invented-id',
      apiToken: 'invented-token',
      requestsPerMinute: 60,
      userAgent: 'source-aircall/0.0.0',
      env: {},
      signal: new AbortController().signal,
      clock: { ...systemClock, random: () => 0 },
      log: (...line) => logged.push(line),
      onRateLimited: (untilMs) => blocks.push(untilMs),
      profile: 'sync',
      keyPath: '/v1/ping',
      quote: (text, most) => text.slice(0, most),
      ...options,
    },
    transport,
  );
  return { client, sent, logged, blocks };
}

/** Lets simulated time pass until the promise is settled; an error is handed back as a value. */
export async function settled<T>(promise: Promise<T>): Promise<T | Error> {
  const state = { done: false };
  const outcome = promise
    .catch((error: unknown) => (error instanceof Error ? error : new Error(String(error))))
    .finally(() => {
      state.done = true;
    });
  while (!state.done) await vi.advanceTimersToNextTimerAsync();
  return outcome;
}
