import { Asking } from './asking.ts';
import type { RequestLogCode } from './log-code.ts';
import type { Clock } from './clock.ts';
import { ACCEPTED } from './decode.ts';
import type { Reply } from './outcome.ts';
import { isJson, readReply, unusable } from './read-reply.ts';
import type { Patience } from './retry.ts';
import { openTransport } from './transport.ts';
import type { TimeLimits, Transport } from './transport.ts';
import { UnusableAnswer } from './unusable-answer.ts';

export { UnusableAnswer } from './unusable-answer.ts';

export type Answer = {
  /** Epoch milliseconds of the `Date` header. */
  readonly dateMs: number | undefined;
  /** How many strings in the body held NUL or a lone surrogate and were mended. */
  readonly mended: number;
};

export type GetRequest = {
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number>>;
  readonly signal?: AbortSignal;
};

/** Live counters, all own properties; the times are of the wall clock, and what overlaps counts once. */
export type ClientStats = {
  readonly requests: number;
  readonly rateLimited: number;
  readonly waitedForLimitMs: number;
  readonly waitedForAnswerMs: number;
};

export type Client = {
  /**
   * One GET, throttled and retried. `accept` narrows the parsed JSON body or throws UnusableAnswer; whatever else it
   * throws is passed on at once. Throws ConfigError for a refused key, TransientError when retries did not help or the
   * rate limit stays used up, BadRequest for 400, SystemError for other refusals, and the reason of an aborted signal.
   */
  get<T>(request: GetRequest, accept: (body: unknown, answer: Answer) => T): Promise<T>;
  /** Whether a single resource is there: true for 200, false for Aircall's own 404. Throws like `get`. */
  exists(path: string, signal?: AbortSignal): Promise<boolean>;
  /** How many page requests are worth having under way to use the whole rate limit at the latency seen lately. */
  pagesAhead(): number;
  readonly stats: ClientStats;
  /** Rejects what is under way and breaks its connections off. */
  close(): Promise<void>;
};

export type ClientOptions = {
  /** Credentials go to its origin and nowhere else. */
  readonly apiUrl: URL;
  readonly apiId: string;
  readonly apiToken: string;
  readonly requestsPerMinute: number;
  readonly userAgent: string;
  /** For HTTPS_PROXY and NO_PROXY. */
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly log: (level: 'info' | 'warn' | 'debug', code: RequestLogCode, text: string) => void;
  /** A 429 came; nothing will be asked before `untilMs` (epoch milliseconds of the clock). */
  readonly onRateLimited: (untilMs: number) => void;
  /** `check`: an answer or an error within 30 s, a 429 is not waited for. */
  readonly patience: Patience;
};

const TIME_LIMITS: Readonly<Record<Patience, TimeLimits & { readonly attemptMs: number }>> = {
  sync: { connectMs: 15_000, headersMs: 60_000, idleMs: 30_000, attemptMs: 120_000 },
  check: { connectMs: 8000, headersMs: 12_000, idleMs: 8000, attemptMs: 12_000 },
};

/** A check makes one request and a few retries; somebody waits for it, whatever the limit for a sync is. */
const LEAST_CHECK_RATE = 10;

/** Throws ConfigError when the proxy that `env` names can't be one. */
export function openClient(
  options: ClientOptions,
  transport: Transport = openTransport(options.env, TIME_LIMITS[options.patience]),
): Client {
  const { apiUrl, clock, patience, requestsPerMinute } = options;
  const closing = new AbortController();
  const ended = AbortSignal.any([options.signal, closing.signal]);
  const credentials = Buffer.from(`${options.apiId}:${options.apiToken}`).toString('base64');
  const asking = new Asking(
    {
      ...options,
      requestsPerMinute:
        patience === 'check' ? Math.max(LEAST_CHECK_RATE, requestsPerMinute) : requestsPerMinute,
      attemptMs: TIME_LIMITS[patience].attemptMs,
      headers: {
        authorization: `Basic ${credentials}`,
        accept: 'application/json',
        'accept-encoding': ACCEPTED,
        'user-agent': options.userAgent,
      },
    },
    transport,
  );
  ended.addEventListener('abort', () => asking.close(ended.reason), { once: true });
  const signalFor = (signal: AbortSignal | undefined): AbortSignal =>
    signal === undefined ? ended : AbortSignal.any([ended, signal]);

  return {
    async get({ path, query, signal }, accept) {
      return asking.ask(locate(apiUrl, path, query), signalFor(signal), (reply: Reply) => {
        const page = readReply(reply, clock.now());
        if ('fault' in page) return page;
        try {
          return { value: accept(page.body, { dateMs: page.dateMs, mended: page.mended }) };
        } catch (error) {
          if (!(error instanceof UnusableAnswer)) throw error;
          const why = error.message.replace(/\.$/, '');
          return { fault: unusable(`gave an answer that can't be right: ${why}`) };
        }
      });
    },
    async exists(path, signal) {
      return asking.ask(locate(apiUrl, path), signalFor(signal), (reply: Reply) => {
        if (reply.status === 404) {
          // A proxy's own 404 says nothing about what Aircall has.
          return isJson(reply) ? { value: false } : { fault: unusable('answered 404 without JSON') };
        }
        const page = readReply(reply, clock.now());
        return 'fault' in page ? page : { value: true };
      });
    },
    pagesAhead: () => asking.pagesAhead,
    stats: {
      get requests() {
        return asking.requests;
      },
      get rateLimited() {
        return asking.rateLimited;
      },
      get waitedForLimitMs() {
        return asking.waitedForLimitMs;
      },
      get waitedForAnswerMs() {
        return asking.waitedForAnswerMs;
      },
    },
    async close() {
      closing.abort(new Error('the client was closed'));
      await transport.close();
    },
  };
}

/** The credentials go to `apiUrl` and nowhere else, whatever the path looks like. */
function locate(apiUrl: URL, path: string, query: Readonly<Record<string, string | number>> = {}): URL {
  const url = new URL(path, apiUrl);
  if (url.origin !== apiUrl.origin) throw new TypeError(`not a path of the API: ${path}`);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
  return url;
}
