import type { RequestLogCode } from './log-code.ts';
import type { Clock } from './clock.ts';
import { failure } from './failures.ts';
import { Latency } from './latency.ts';
import { Limiter } from './limiter.ts';
import { networkFault } from './outcome.ts';
import type { Fault, Reply } from './outcome.ts';
import { BOUNDS, decide } from './retry.ts';
import type { Patience } from './retry.ts';
import { Stopwatch } from './stopwatch.ts';
import type { Transport } from './transport.ts';

/** So many retries a run may make, and one more for every two answers: enough for outages, too few to go on for days. */
const RETRIES = 200;
const ANSWERS_PER_RETRY = 2;

/** However little time is left, an attempt gets this much. */
const LEAST_ATTEMPT_MS = 1000;

export type AskingOptions = {
  readonly requestsPerMinute: number;
  readonly clock: Clock;
  readonly log: (level: 'info' | 'warn' | 'debug', code: RequestLogCode, text: string) => void;
  readonly onRateLimited: (untilMs: number) => void;
  readonly patience: Patience;
  /** How long one answer may take. */
  readonly attemptMs: number;
  readonly headers: Readonly<Record<string, string>>;
};

/** What a caller makes of an answer. */
export type Reading<T> = { readonly value: T } | { readonly fault: Fault };

/** One attempt after another until a request is answered or given up, all through one limiter. */
export class Asking {
  readonly #options: AskingOptions;
  readonly #transport: Transport;
  readonly #limiter: Limiter;
  readonly #latency = new Latency();
  readonly #limitWatch: Stopwatch;
  readonly #answerWatch: Stopwatch;
  #requests = 0;
  #rateLimited = 0;
  #rateLimitedSinceMs: number | undefined;
  #answers = 0;
  #retries = 0;

  constructor(options: AskingOptions, transport: Transport) {
    this.#options = options;
    this.#transport = transport;
    this.#limiter = new Limiter(options.requestsPerMinute, options.clock);
    this.#limitWatch = new Stopwatch(options.clock);
    this.#answerWatch = new Stopwatch(options.clock);
  }

  get requests(): number {
    return this.#requests;
  }
  get rateLimited(): number {
    return this.#rateLimited;
  }
  get waitedForLimitMs(): number {
    return this.#limitWatch.totalMs;
  }
  get waitedForAnswerMs(): number {
    return this.#answerWatch.totalMs;
  }
  get pagesAhead(): number {
    return this.#latency.pagesAhead(this.#limiter.rate);
  }

  /** The value that `read` makes of an answer. Throws a ConnectorError, the signal's reason, or what `read` throws. */
  async ask<T>(url: URL, signal: AbortSignal, read: (reply: Reply) => Reading<T>): Promise<T> {
    const { clock, patience, log } = this.#options;
    const target = url.pathname + url.search;
    for (let attempt = 0, spentMs = 0; ;) {
      await this.#limitWatch.during(this.#limiter.slot(signal));
      const sentMs = clock.now();
      const reading = await this.#send(url, signal, spentMs, read);
      const nowMs = clock.now();
      if ('value' in reading) {
        this.#latency.add(nowMs - sentMs);
        this.#answers += 1;
        this.#rateLimitedSinceMs = undefined;
        return reading.value;
      }
      const { fault } = reading;
      if (fault.kind === 'rate-limit') {
        this.#rateLimited += 1;
        this.#rateLimitedSinceMs ??= nowMs;
      } else {
        attempt += 1;
        spentMs += nowMs - sentMs;
      }
      const decision = decide({
        fault,
        attempt,
        spentMs,
        onlyRateLimitedMs: nowMs - (this.#rateLimitedSinceMs ?? nowMs),
        mayRetry: this.#retries < RETRIES + this.#answers / ANSWERS_PER_RETRY,
        patience,
        random: clock.random(),
      });
      if (decision.do === 'give-up') {
        throw failure(fault, {
          target,
          attempts: Math.max(1, attempt),
          patience,
          proxy: this.#transport.proxy,
        });
      } else if (decision.do === 'wait') {
        this.#waitOut(decision.forMs, sentMs, nowMs);
      } else {
        this.#retries += 1;
        spentMs += decision.inMs;
        const seconds = (decision.inMs / 1000).toFixed(1);
        log(
          'warn',
          'request-retried',
          `GET ${target}: Aircall's API ${fault.what}; attempt ${attempt + 1} follows in ${seconds} s`,
        );
        await clock.sleep(decision.inMs, signal);
      }
    }
  }

  /** Turns away everybody who waits to ask. */
  close(reason: unknown): void {
    this.#limiter.close(reason);
  }

  async #send<T>(
    url: URL,
    signal: AbortSignal,
    spentMs: number,
    read: (reply: Reply) => Reading<T>,
  ): Promise<Reading<T>> {
    const { clock, patience, attemptMs, headers, log } = this.#options;
    const leftMs = Math.max(LEAST_ATTEMPT_MS, BOUNDS[patience].withinMs - spentMs);
    const sentMs = clock.now();
    const say = (what: string): void =>
      log('debug', 'request', `GET ${url.pathname}${url.search} ${what} in ${clock.now() - sentMs} ms`);
    this.#requests += 1;
    let reply: Reply;
    try {
      const sent = this.#transport.send(url, headers, Math.min(attemptMs, leftMs), signal);
      reply = await this.#answerWatch.during(sent);
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

  #waitOut(forMs: number, sentMs: number, nowMs: number): void {
    const { log, onRateLimited } = this.#options;
    const untilMs = nowMs + forMs;
    if (this.#limiter.block(untilMs, sentMs)) {
      const seconds = Math.ceil(forMs / 1000);
      log(
        'warn',
        'rate-limited',
        `Aircall's rate limit, which the whole company shares, is used up; nothing is asked for ${seconds} s, and then less often for a while`,
      );
    }
    onRateLimited(untilMs);
  }
}
