import type { Clock } from './clock.ts';
import { ACCEPTED } from './decode.ts';
import { failure } from './failures.ts';
import { Latency } from './latency.ts';
import { Limiter } from './limiter.ts';
import { networkFault } from './outcome.ts';
import type { Fault, Reply } from './outcome.ts';
import { isJson, readReply, unusable } from './read-reply.ts';
import { BOUNDS, decide } from './retry.ts';
import type { Patience } from './retry.ts';
import { Stopwatch } from './stopwatch.ts';
import { openTransport } from './transport.ts';
import type { TimeLimits, Transport } from './transport.ts';
import { UnusableAnswer } from './unusable-answer.ts';

export { UnusableAnswer } from './unusable-answer.ts';
export { BadRequest } from './failures.ts';

export type Answer = {
  /** Epoch milliseconds of the `Date` header. */
  readonly dateMs: number | undefined;
  /** How many strings in the body held NUL or a lone surrogate and were mended. */
  readonly mended: number;
};

export type Client = {
  /**
   * One GET, throttled and retried. `accept` narrows the parsed JSON body or throws UnusableAnswer; whatever else it
   * throws is passed on at once. Throws ConfigError for a refused key, TransientError when retries did not help or the
   * rate limit stays used up, BadRequest for 400, SystemError for other refusals, and the reason of an aborted signal.
   */
  get<T>(
    request: { path: string; query?: Readonly<Record<string, string | number>>; signal?: AbortSignal },
    accept: (body: unknown, answer: Answer) => T,
  ): Promise<T>;
  /** Whether a single resource is there: true for 200, false for Aircall's own 404. Throws like `get`. */
  exists(path: string, signal?: AbortSignal): Promise<boolean>;
  /** How many page requests are worth having under way to use the whole rate limit at the latency seen lately. */
  pagesAhead(): number;
  /** Live counters; the times are of the wall clock, what overlaps counts once. */
  readonly stats: {
    readonly requests: number;
    readonly rateLimited: number;
    readonly waitedForLimitMs: number;
    readonly waitedForAnswerMs: number;
  };
  /** Rejects what is under way and breaks its connections off. */
  close(): Promise<void>;
};

export type ClientOptions = {
  readonly apiUrl: URL;
  readonly apiId: string;
  readonly apiToken: string;
  readonly requestsPerMinute: number;
  readonly userAgent: string;
  /** For HTTPS_PROXY and NO_PROXY. */
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly log: (level: 'info' | 'warn' | 'debug', code: string, text: string) => void;
  /** A 429 came; nothing will be asked before `untilMs` (epoch milliseconds of the clock). */
  readonly onRateLimited: (untilMs: number) => void;
  /** `check`: an answer or an error within 30 s, a 429 is not waited for. */
  readonly patience: Patience;
};

const TIME_LIMITS: Readonly<Record<Patience, TimeLimits & { readonly attemptMs: number }>> = {
  sync: { connectMs: 15_000, headersMs: 60_000, idleMs: 30_000, attemptMs: 120_000 },
  check: { connectMs: 8000, headersMs: 12_000, idleMs: 8000, attemptMs: 12_000 },
};

/** So many retries a run may make, and one more for every two answers: enough for outages, too few to go on for days. */
const RETRIES = 200;
const ANSWERS_PER_RETRY = 2;

type Reading<T> = { readonly value: T } | { readonly fault: Fault };

/** Throws ConfigError when the proxy that `env` names can't be one. */
export function openClient(
  options: ClientOptions,
  transport: Transport = openTransport(options.env, TIME_LIMITS[options.patience]),
): Client {
  const { apiUrl, clock, log, patience } = options;
  const closing = new AbortController();
  const ended = AbortSignal.any([options.signal, closing.signal]);
  const limiter = new Limiter(options.requestsPerMinute, clock);
  const latency = new Latency();
  const limitWatch = new Stopwatch(clock);
  const answerWatch = new Stopwatch(clock);
  const headers = {
    authorization: `Basic ${Buffer.from(`${options.apiId}:${options.apiToken}`).toString('base64')}`,
    accept: 'application/json',
    'accept-encoding': ACCEPTED,
    'user-agent': options.userAgent,
  };
  let requests = 0;
  let rateLimited = 0;
  let answers = 0;
  let retries = 0;
  let rateLimitedSinceMs: number | undefined;

  async function ask<T>(url: URL, signal: AbortSignal, read: (reply: Reply) => Reading<T>): Promise<T> {
    const target = url.pathname + url.search;
    let attempt = 0;
    let spentMs = 0;
    for (;;) {
      await limitWatch.during(limiter.slot(signal));
      const sentMs = clock.now();
      const reading = await sendOnce(url, signal, spentMs, read);
      const nowMs = clock.now();
      if ('value' in reading) {
        latency.add(nowMs - sentMs);
        answers += 1;
        rateLimitedSinceMs = undefined;
        return reading.value;
      }
      const { fault } = reading;
      if (fault.kind === 'rate-limit') {
        rateLimited += 1;
        rateLimitedSinceMs ??= nowMs;
      } else {
        attempt += 1;
        spentMs += nowMs - sentMs;
      }
      const decision = decide({
        fault,
        attempt,
        spentMs,
        onlyRateLimitedMs: rateLimitedSinceMs === undefined ? 0 : nowMs - rateLimitedSinceMs,
        mayRetry: retries < RETRIES + answers / ANSWERS_PER_RETRY,
        patience,
        random: clock.random(),
      });
      switch (decision.do) {
        case 'give-up':
          throw failure(fault, { target, attempts: Math.max(1, attempt), patience, proxy: transport.proxy });
        case 'wait':
          waitOut(decision.forMs, sentMs, nowMs);
          break;
        case 'retry':
          retries += 1;
          spentMs += decision.inMs;
          log(
            'warn',
            'request-retried',
            `GET ${target}: Aircall's API ${fault.what}; attempt ${attempt + 1} follows in ${(decision.inMs / 1000).toFixed(1)} s`,
          );
          await clock.sleep(decision.inMs, signal);
      }
    }
  }

  async function sendOnce<T>(
    url: URL,
    signal: AbortSignal,
    spentMs: number,
    read: (reply: Reply) => Reading<T>,
  ): Promise<Reading<T>> {
    const sentMs = clock.now();
    const withinMs = Math.min(
      TIME_LIMITS[patience].attemptMs,
      Math.max(1000, BOUNDS[patience].withinMs - spentMs),
    );
    requests += 1;
    const say = (what: string): void =>
      log('debug', 'request', `GET ${url.pathname}${url.search} ${what} in ${clock.now() - sentMs} ms`);
    let reply: Reply;
    try {
      reply = await answerWatch.during(transport.send(url, headers, withinMs, signal));
    } catch (error) {
      signal.throwIfAborted();
      const fault = networkFault(error);
      if (fault === undefined) throw error;
      say(fault.what);
      return { fault };
    }
    say(`${reply.status}`);
    return read(reply);
  }

  function waitOut(forMs: number, sentMs: number, nowMs: number): void {
    const untilMs = nowMs + forMs;
    if (limiter.block(untilMs, sentMs)) {
      log(
        'warn',
        'rate-limited',
        `Aircall's rate limit, which the whole company shares, is used up; nothing is asked for ${Math.ceil(forMs / 1000)} s, and then more slowly for a while`,
      );
    }
    options.onRateLimited(untilMs);
  }

  function signalFor(signal: AbortSignal | undefined): AbortSignal {
    return signal === undefined ? ended : AbortSignal.any([ended, signal]);
  }

  return {
    get: (request, accept) =>
      ask(locate(apiUrl, request.path, request.query), signalFor(request.signal), (reply) => {
        const page = readReply(reply, clock.now());
        if ('fault' in page) return page;
        try {
          return { value: accept(page.body, { dateMs: page.dateMs, mended: page.mended }) };
        } catch (error) {
          if (error instanceof UnusableAnswer)
            return { fault: unusable(`gave an answer that can't be right (${error.message})`) };
          throw error;
        }
      }),
    exists: (path, signal) =>
      ask(locate(apiUrl, path), signalFor(signal), (reply) => {
        // A proxy's own 404 says nothing about what Aircall has.
        if (reply.status === 404)
          return isJson(reply) ? { value: false } : { fault: unusable('answered 404 without JSON') };
        const page = readReply(reply, clock.now());
        return 'fault' in page ? page : { value: true };
      }),
    pagesAhead: () => latency.pagesAhead(limiter.rate),
    stats: {
      get requests() {
        return requests;
      },
      get rateLimited() {
        return rateLimited;
      },
      get waitedForLimitMs() {
        return limitWatch.totalMs;
      },
      get waitedForAnswerMs() {
        return answerWatch.totalMs;
      },
    },
    close: async () => {
      const reason = new Error('the client was closed');
      closing.abort(reason);
      limiter.close(reason);
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
