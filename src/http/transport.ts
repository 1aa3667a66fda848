import { accessSync, constants } from 'node:fs';
import { Agent, EnvHttpProxyAgent } from 'undici';
import type { Dispatcher } from 'undici';
import { errorOf } from '../errors/catalogue.ts';

import { decode, LARGEST_BODY } from './decode.ts';
import { budgetFor, ByteBudget, type Holder } from './byte-budget.ts';
import { Overdue } from './outcome.ts';
import type { Reply } from './outcome.ts';

export type Transport = {
  /** One GET, whose answer has to be there whole within `withinMs`. Rejects with undici's errors, Overdue or UnreadableBody, or the signal's reason. */
  send(
    url: URL,
    headers: Readonly<Record<string, string>>,
    withinMs: number,
    signal: AbortSignal,
  ): Promise<Reply>;
  /** How many bytes of answers may be held at once. */
  readonly bytesInFlight: number;
  /** Host and port of the proxy, when one is configured. */
  readonly proxy: string | undefined;
  /** What NODE_EXTRA_CA_CERTS names, where it cannot be read. */
  readonly unreadableCa: string | undefined;
  /** Breaks all connections off. */
  close(): Promise<void>;
};

export type TimeLimits = { readonly connectMs: number; readonly headersMs: number; readonly idleMs: number };

/**
 * Real connections: kept alive, compressed, through `HTTPS_PROXY` unless `NO_PROXY` says otherwise (Node itself reads
 * `NODE_EXTRA_CA_CERTS`). Redirects are not followed. Throws ConfigError when the proxy's address makes no sense.
 */
export function openTransport(env: NodeJS.ProcessEnv, limits: TimeLimits): Transport {
  const settings = {
    connect: { timeout: limits.connectMs },
    connectTimeout: limits.connectMs,
    headersTimeout: limits.headersMs,
    bodyTimeout: limits.idleMs,
    keepAliveTimeout: 20_000,
    maxResponseSize: LARGEST_BODY,
    allowH2: false,
  };
  const proxy = proxyOf(env);
  const agent =
    proxy === undefined
      ? new Agent(settings)
      : new EnvHttpProxyAgent({
          ...settings,
          httpsProxy: proxy.href,
          // Empty rather than missing: undici would look into this process's own environment.
          httpProxy: '',
          noProxy: env['no_proxy'] || env['NO_PROXY'] || '',
        });
  return {
    bytesInFlight: BYTES_IN_FLIGHT,
    proxy: proxy?.host,
    unreadableCa: unreadable(env['NODE_EXTRA_CA_CERTS']),
    send: (url, headers, withinMs, signal) => sendOnce(agent, url, headers, withinMs, signal),
    close: () => agent.destroy(),
  };
}

async function sendOnce(
  agent: Dispatcher,
  url: URL,
  headers: Readonly<Record<string, string>>,
  withinMs: number,
  signal: AbortSignal,
): Promise<Reply> {
  signal.throwIfAborted();
  const end = new AbortController();
  const stop = (): void => end.abort(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  const seconds = Math.round(withinMs / 1000);
  const timer = setTimeout(
    () => end.abort(new Overdue(`did not answer whole within ${seconds} s`)),
    withinMs,
  );
  // undici hears of an abort only when it has a connection, and a proxy may never give it one.
  const ended = new Promise<never>((_, reject) => {
    end.signal.addEventListener('abort', () => reject(end.signal.reason), { once: true });
  });
  try {
    return await Promise.race([exchange(agent, url, headers, end.signal), ended]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}

const BYTES_IN_FLIGHT = budgetFor(memoryLimit());
const budget = new ByteBudget(BYTES_IN_FLIGHT);

/** Of the container; undefined where there is none. */
function memoryLimit(): number | undefined {
  const limit = process.constrainedMemory();
  return limit > 0 && limit <= Number.MAX_SAFE_INTEGER ? limit : undefined;
}

async function exchange(
  agent: Dispatcher,
  url: URL,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Reply> {
  const response = await agent.request({
    origin: url.origin,
    path: url.pathname + url.search,
    method: 'GET',
    headers,
    signal,
  });
  const header = (name: string): string | undefined => [response.headers[name]].flat()[0];
  const holder = budget.open();
  try {
    const bytes = await readBody(response.body, holder);
    const text = await oneAtATime(() => decode(bytes, header('content-encoding')));
    return { status: response.statusCode, header, text, release: () => holder.release() };
  } catch (error) {
    holder.release();
    throw error;
  }
}

async function readBody(body: AsyncIterable<Uint8Array>, holder: Holder): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) {
    await holder.take(chunk.length);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** A small body may decompress to the largest that is read: never several at once. */
let decoding: Promise<unknown> = Promise.resolve();

function oneAtATime<T>(work: () => Promise<T>): Promise<T> {
  const result = decoding.then(work);
  decoding = result.catch(() => undefined);
  return result;
}

function unreadable(path: string | undefined): string | undefined {
  if (path === undefined || path === '') return undefined;
  try {
    accessSync(path, constants.R_OK);
    return undefined;
  } catch {
    return path;
  }
}

function proxyOf(env: NodeJS.ProcessEnv): URL | undefined {
  const text = (env['https_proxy'] || env['HTTPS_PROXY'] || '').trim();
  if (text === '') return undefined;
  const address = text.includes('://') ? text : `http://${text}`;
  if (URL.canParse(address) && /^(?:https?|socks5?):$/.test(new URL(address).protocol))
    return new URL(address);
  // The value itself may hold a password.
  throw errorOf('proxy-address', {});
}
