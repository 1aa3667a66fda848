import { ConnectorError, KeyRefused } from '../errors/errors.ts';
import type { Clock } from './clock.ts';
import { attemptsOf, type Ask } from './ask.ts';
import { isRefusal, readFound, type Found } from './find.ts';
import { KeyCheck } from './key-check.ts';
import type { RequestLogCode } from './log-code.ts';
import { readAnswer, type Answer, type ReadContext } from './read-reply.ts';
import { Requester } from './requester.ts';
import { combinedWith } from './combined-signal.ts';
import { headersOf, locate } from './request-head.ts';
import { paceOf, TIME_LIMITS } from './request-profile.ts';
import type { RequestProfile } from './retry.ts';
import { openTransport, type Transport } from './transport.ts';

export { UnusableAnswer } from './unusable-answer.ts';

export type GetRequest = {
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number>>;
  readonly signal?: AbortSignal;
  /** The first request of a run: a refusal of it is not tried again before the key is. */
  readonly isFirst?: boolean;
  /** A refusal is an answer like others, and is not tried again. */
  readonly mayBeRefused?: boolean;
  /** Throws HeavyAnswer soon where Aircall cannot answer this much at once. */
  readonly mayBeHeavy?: boolean;
  /** How often it is tried at most, where that is less often than usual. */
  readonly mostAttempts?: number;
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
   * throws is passed on at once. Throws KeyRefused where Aircall refuses the key, EndpointRefused where it refuses this
   * path to a key that works otherwise, TransientError when retries did not help or the rate limit stays used up,
   * SystemError for other refusals, and the reason of an aborted signal.
   */
  get<T>(request: GetRequest, accept: (body: unknown, answer: Answer) => T): Promise<T>;
  /** The same for a single resource, which may be absent, or refused to this account; neither is an error then. */
  find<T>(request: GetRequest, accept: (body: unknown, answer: Answer) => T): Promise<Found<T>>;
  /** How many page requests are worth having under way to use the whole rate limit at the latency seen lately. */
  prefetchDepth(): number;
  /** Requests a minute that get through at present. */
  rate(): number;
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
  readonly profile: RequestProfile;
  /** Throws where a text of so many characters would take more memory than there is. */
  readonly requireRoom?: ((size: number) => void) | undefined;
  /** The beginning of a text from elsewhere, at most so many characters, without secrets. */
  readonly quote: (text: string, most: number) => string;
  /** The path that every key may read: whoever refuses it refuses the key. */
  readonly keyPath: string;
};

/** Throws ConfigError when the proxy that `env` names can't be one. */
export function openClient(
  options: ClientOptions,
  transport: Transport = openTransport(options.env, TIME_LIMITS[options.profile]),
): Client {
  return new HttpClient(options, transport);
}

class HttpClient implements Client {
  readonly #options: ClientOptions;
  readonly #transport: Transport;
  readonly #requester: Requester;
  readonly #closing = new AbortController();
  readonly #ended: AbortSignal;
  readonly #orEnded: (signal: AbortSignal | undefined) => AbortSignal;
  readonly #keyCheck: KeyCheck;
  readonly stats: ClientStats;

  constructor(options: ClientOptions, transport: Transport) {
    this.#options = options;
    this.#transport = transport;
    this.#ended = AbortSignal.any([options.signal, this.#closing.signal]);
    this.#orEnded = combinedWith(this.#ended);
    this.#requester = new Requester(
      { ...options, ...paceOf(options), headers: headersOf(options) },
      transport,
    );
    this.stats = statsOf(this.#requester);
    this.#keyCheck = new KeyCheck(
      () => this.get({ path: options.keyPath }, () => undefined),
      () => options.clock.now(),
    );
    this.#ended.addEventListener('abort', () => this.#requester.close(this.#ended.reason), { once: true });
  }

  async get<T>(
    { path, query, signal, isFirst = false, mayBeHeavy = false, mostAttempts }: GetRequest,
    accept: (body: unknown, answer: Answer) => T,
  ): Promise<T> {
    const { keyPath } = this.#options;
    try {
      return await this.#requester.ask({
        ...this.#target(path, query, signal),
        read: (reply) => readAnswer(reply, this.#context(), accept),
        mayBeHeavy,
        attempts: attemptsOf(mostAttempts, isFirst || path === keyPath),
      });
    } catch (error) {
      throw path === keyPath ? error : await this.#keyCheck.localise(error, path);
    }
  }

  async find<T>(
    { path, query, signal, mostAttempts, mayBeRefused = false }: GetRequest,
    accept: (body: unknown, answer: Answer) => T,
  ): Promise<Found<T>> {
    const target = this.#target(path, query, signal);
    try {
      return await this.#requester.ask({
        ...target,
        read: (reply) => readFound(reply, this.#context(), accept),
        attempts: attemptsOf(mostAttempts, mayBeRefused),
      });
    } catch (error) {
      target.signal.throwIfAborted();
      const localised = await this.#keyCheck.localise(error, path);
      if (localised instanceof KeyRefused || !(localised instanceof ConnectorError)) throw localised;
      if (isRefusal(localised)) return { kind: 'refused', error: localised };
      throw localised;
    }
  }

  prefetchDepth(): number {
    return this.#requester.prefetchDepth;
  }

  rate(): number {
    return this.#requester.rate;
  }

  async close(): Promise<void> {
    this.#closing.abort(new Error('the client was closed'));
    await this.#transport.close();
  }

  #context(): ReadContext {
    const { clock, quote } = this.#options;
    return { nowMs: clock.now(), quote };
  }

  #target(
    path: string,
    query: GetRequest['query'],
    signal: AbortSignal | undefined,
  ): Pick<Ask<unknown>, 'url' | 'signal'> {
    return {
      url: locate(this.#options.apiUrl, path, query),
      signal: this.#orEnded(signal),
    };
  }
}

function statsOf(requester: Requester): ClientStats {
  return {
    get requests() {
      return requester.requests;
    },
    get rateLimited() {
      return requester.rateLimited;
    },
    get waitedForLimitMs() {
      return requester.waitedForLimitMs;
    },
    get waitedForAnswerMs() {
      return requester.waitedForAnswerMs;
    },
  };
}
