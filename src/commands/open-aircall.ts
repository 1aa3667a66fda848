import { KEY_PATH } from '../aircall/account.ts';
import type { Config } from '../config/config.ts';
import { openClient, type Client, type ClientOptions } from '../http/client.ts';
import type { Deps } from '../runtime/runtime.ts';
import { userAgent } from '../runtime/version.ts';

type Chosen = Pick<ClientOptions, 'log' | 'profile' | 'quote'> & Partial<Pick<ClientOptions, 'signal'>>;

/** A client for the account of the configuration, for a few requests. Throws what `openClient` throws. */
export function openAircall(
  config: Config,
  deps: Deps,
  chosen: Chosen,
  open: typeof openClient = openClient,
): Client {
  return open({
    ...config,
    userAgent,
    env: deps.env,
    signal: deps.signal,
    clock: deps.clock,
    onRateLimited: () => undefined,
    keyPath: KEY_PATH,
    ...chosen,
  });
}
