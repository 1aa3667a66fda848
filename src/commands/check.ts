import type { Config } from '../config/config.ts';
import type { Deps } from '../runtime/runtime.ts';
import { errorOf } from '../errors/catalogue.ts';

import type { openClient } from '../http/client.ts';
import { openAircall } from './open-aircall.ts';
import { logWithoutWaiting } from '../protocol/log.ts';
import type { Log } from '../protocol/log.ts';
import type { Writer } from '../protocol/writer.ts';
import type { Quote } from '../secrets/quote.ts';
import { openAccount } from '../aircall/account.ts';

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
  open?: typeof openClient,
): Promise<void> {
  const over = new AbortController();
  const signal = AbortSignal.any([deps.signal, over.signal]);
  const chosen = { log: logWithoutWaiting(log), profile: 'check', quote, signal } as const;
  const client = openAircall(config, deps, chosen, open);
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
