import type { Config } from '../config/config.ts';
import type { Deps } from '../runtime/runtime.ts';
import { errorOf } from '../errors/catalogue.ts';

import { openClient } from '../http/client.ts';
import { logWithoutWaiting } from '../protocol/log.ts';
import type { Log } from '../protocol/log.ts';
import type { Writer } from '../protocol/writer.ts';
import type { Quote } from '../secrets/quote.ts';
import { userAgent } from '../runtime/version.ts';
import { KEY_PATH, openAccount } from '../aircall/account.ts';

/** The client gives up by itself before this; nothing whatever may keep a person waiting longer. */
const TIME_LIMIT_MS = 29_500;

export type CheckInput = {
  readonly config: Config;
  readonly writer: Writer;
  readonly log: Log;
  readonly deps: Deps;
  readonly quote: Quote;
};

/**
 * Tries the key with one request that reads no data, and says SUCCEEDED.
 * Throws ConfigError when Aircall refuses the key, TransientError or SystemError when there is no usable answer.
 */
export async function check(
  { config, writer, log, deps, quote }: CheckInput,
  open: typeof openClient = openClient,
): Promise<void> {
  const over = new AbortController();
  const signal = AbortSignal.any([deps.signal, over.signal]);
  const client = open({
    apiUrl: config.apiUrl,
    apiId: config.apiId,
    apiToken: config.apiToken,
    requestsPerMinute: config.requestsPerMinute,
    userAgent,
    env: deps.env,
    signal,
    clock: deps.clock,
    log: logWithoutWaiting(log),
    onRateLimited: () => {},
    profile: 'check',
    keyPath: KEY_PATH,
    quote,
  });
  try {
    await Promise.race([openAccount(client), tooLate(deps, signal)]);
  } finally {
    over.abort();
    // Not awaited: what is known must not be held back by a connection that is slow to close.
    client.close().catch(() => {});
  }
  await writer.send({ type: 'CONNECTION_STATUS', connectionStatus: { status: 'SUCCEEDED' } });
}

async function tooLate(deps: Deps, signal: AbortSignal): Promise<never> {
  await deps.clock.sleep(TIME_LIMIT_MS, signal);
  throw errorOf('check-time-out', {});
}
