import { errorOf } from '../errors/catalogue.ts';

import { isHeavy, type Ask, type Reading } from './ask.ts';
import type { Clock } from './clock.ts';
import { failure } from './failures.ts';
import { Latency } from './latency.ts';
import { Limiter } from './limiter.ts';
import type { RequestLogCode } from './log-code.ts';
import { rateLimitedText, rateRestoredText, retriedText } from './log-texts.ts';
import { networkFault, type Fault, type Reply } from './outcome.ts';
import { BOUNDS, decide, type Decision, type RequestProfile } from './retry.ts';
import { Stopwatch } from './stopwatch.ts';
import type { Transport } from './transport.ts';

/** So many retries a run may make, and one more for every two answers: enough for outages, too few to go on for days. */
const RETRIES = 200;
const ANSWERS_PER_RETRY = 2;

/** However little time is left, an attempt gets this much. */
const LEAST_ATTEMPT_MS = 1000;

export type RequesterOptions = {
  readonly requestsPerMinute: number;
  readonly clock: Clock;
  readonly log: (level: 'info' | 'warn' | 'debug', code: RequestLogCode, text: string) => void;
  readonly onRateLimited: (untilMs: number) => void;
  readonly profile: RequestProfile;
  /** How long one answer may take. */
  readonly attemptMs: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Throws where a text of so many characters would take more memory than there is. */
  readonly requireRoom?: ((size: number) => void) | undefined;
};

/** How far one request has come. */
type Progress = { attempt: number; spentMs: number; fault: Fault | undefined };

/** One attempt after another until a request is answered or given up, all through one limiter. */
export class Requester {
  readonly #options: RequesterOptions;
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

  constructor(options: RequesterOptions, transport: Transport) {
    this.#options = options;
    this.#transport = transport;
    const { clock, log } = options;
    this.#limiter = new Limiter(options.requestsPerMinute, clock, (rate) =>
      log('info', 'rate-restored', rateRestoredText(rate)),
    );
    this.#limitWatch = new Stopwatch(clock);
    this.#answerWatch = new Stopwatch(clock);
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
  /** Requests a minute that get through at present. */
  get rate(): number {
    return this.#limiter.rate;
  }
  get prefetchDepth(): number {
    return this.#latency.prefetchDepth(this.#limiter.rate, this.#transport.bytesInFlight);
  }

  /** The value that `read` makes of an answer. Throws a ConnectorError, the signal's reason, or what `read` throws. */
  async ask<T>(ask: Ask<T>): Promise<T> {
    const { clock } = this.#options;
    const progress: Progress = { attempt: 0, spentMs: 0, fault: undefined };
    for (;;) {
      await this.#limitWatch.during(this.#limiter.slot(ask.signal));
      const sentMs = clock.now();
      const reading: Reading<T> & { readonly size?: number } = await this.#send(ask, progress.spentMs);
      if ('value' in reading) {
        this.#latency.add(clock.now() - sentMs, reading.size);
        this.#answers += 1;
        this.#rateLimitedSinceMs = undefined;
        return reading.value;
      }
      await this.#recover(ask, reading.fault, progress, sentMs);
    }
  }

  /** Turns away everybody who waits to ask. */
  close(reason: unknown): void {
    this.#limiter.close(reason);
  }

  /** Waits as long as the fault demands, or throws what it amounts to. */
  async #recover<T>(ask: Ask<T>, fault: Fault, progress: Progress, sentMs: number): Promise<void> {
    const { clock } = this.#options;
    const nowMs = clock.now();
    const decision = this.#decide(ask, fault, progress, sentMs, nowMs);
    const previous = progress.fault;
    progress.fault = fault;
    if (decision.do === 'give-up') throw this.#failure(ask, fault, previous, progress);
    if (decision.do === 'wait') {
      this.#waitOut(decision.forMs, sentMs, nowMs);
      return;
    }
    this.#retries += 1;
    progress.spentMs += decision.inMs;
    this.#logRetry(ask.url, fault, progress.attempt, decision.inMs);
    await clock.sleep(decision.inMs, ask.signal);
  }

  #decide<T>(ask: Ask<T>, fault: Fault, progress: Progress, sentMs: number, nowMs: number): Decision {
    if (fault.kind === 'rate-limit') {
      this.#rateLimited += 1;
      this.#rateLimitedSinceMs ??= nowMs;
    } else {
      progress.attempt += 1;
      progress.spentMs += nowMs - sentMs;
      const { atMost = Infinity, whereDenied = atMost } = ask.attempts ?? {};
      if (progress.attempt >= (fault.kind === 'denied' ? whereDenied : atMost)) return { do: 'give-up' };
      if (ask.mayBeHeavy === true && isHeavy(fault, progress.fault)) return { do: 'give-up' };
    }
    return decide({
      fault,
      attempt: progress.attempt,
      sameAsBefore: progress.fault?.what === fault.what,
      spentMs: progress.spentMs,
      onlyRateLimitedMs: nowMs - (this.#rateLimitedSinceMs ?? nowMs),
      mayRetry: this.#retries < RETRIES + this.#answers / ANSWERS_PER_RETRY,
      profile: this.#options.profile,
      random: this.#options.clock.random(),
    });
  }

  #failure<T>(ask: Ask<T>, fault: Fault, previous: Fault | undefined, { attempt }: Progress): Error {
    if (ask.mayBeHeavy === true && isHeavy(fault, previous)) {
      const { status, details = fault.what } = fault;
      return errorOf('answer-too-heavy', { what: fault.what }, { details, status });
    }
    return failure(fault, {
      target: ask.url.pathname + ask.url.search,
      attempts: Math.max(1, attempt),
      profile: this.#options.profile,
      proxy: this.#transport.proxy,
      unreadableCa: this.#transport.unreadableCa,
    });
  }

  async #send<T>({ url, signal, read }: Ask<T>, spentMs: number): Promise<Reading<T> & { size?: number }> {
    const { clock, profile, attemptMs, headers, log } = this.#options;
    const leftMs = Math.max(LEAST_ATTEMPT_MS, BOUNDS[profile].withinMs - spentMs);
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
    try {
      this.#options.requireRoom?.(reply.text.length);
      return { ...read(reply), size: reply.text.length };
    } finally {
      reply.release?.();
    }
  }

  #logRetry(url: URL, fault: Fault, attempt: number, inMs: number): void {
    this.#options.log('warn', 'request-retried', retriedText(url, fault, attempt, inMs));
  }

  #waitOut(forMs: number, sentMs: number, nowMs: number): void {
    const { log, onRateLimited } = this.#options;
    const untilMs = nowMs + forMs;
    if (this.#limiter.block(untilMs, sentMs)) {
      log('warn', 'rate-limited', rateLimitedText(forMs, untilMs, this.#limiter));
    }
    onRateLimited(untilMs);
  }
}
