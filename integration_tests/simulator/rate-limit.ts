import { itemAt } from './random.ts';

/** How the company's rate limit works. Aircall documents 120 a minute (60 in older pages) and little else. */
export type RateLimit = {
  /** Requests per minute of the whole company, or none. Default: none; the command line's is 120. */
  readonly perMinute: number | 'none';
  /** Minutes of the clock, the last 60 s at any time, or a bucket that drains evenly. Default: fixed. */
  readonly window: 'fixed' | 'sliding' | 'leaky';
  /** Exceeding the limit blocks everything for this long (60,000 by Aircall's best practices). Default: 0. */
  readonly blockMs: number;
  /** The unit of `X-AircallApi-Reset`, or no such header. Default: s. */
  readonly reset: 's' | 'ms' | 'none';
  /** Whether a 429 has `Retry-After` (seconds). Default: false. */
  readonly retryAfter: boolean;
  /** The 429's body: nobody has published one. Default: json. */
  readonly body: 'json' | 'message' | 'html' | 'empty';
  /** Whether ordinary answers carry the headers too (they did years ago). Default: false. */
  readonly headersOn200: boolean;
};

export const defaultRateLimit: RateLimit = {
  perMinute: 'none',
  window: 'fixed',
  blockMs: 0,
  reset: 's',
  retryAfter: false,
  body: 'json',
  headersOn200: false,
};

export type Admission = { readonly allowed: boolean; readonly remaining: number; readonly resetMs: number };

const minuteMs = 60_000;

/** Counts requests on the simulated clock and says which of them pass. */
export class RateLimiter {
  readonly limit: RateLimit;
  readonly #nowMs: () => number;
  #times: number[] = [];
  #window = -1;
  #used = 0;
  #level = 0;
  #drainedAtMs = 0;
  #blockedUntilMs = 0;

  constructor(limit: RateLimit, nowMs: () => number) {
    this.limit = limit;
    this.#nowMs = nowMs;
  }

  /** Epoch milliseconds until which everything is answered with 429; 0 when never blocked. */
  get blockedUntilMs(): number {
    return this.#blockedUntilMs;
  }

  /** One request: whether it passes, how many more would, and when there is room again. */
  admit(): Admission {
    const { perMinute, blockMs } = this.limit;
    const nowMs = this.#nowMs();
    if (perMinute === 'none') return { allowed: true, remaining: Infinity, resetMs: nowMs };
    if (nowMs < this.#blockedUntilMs) return { allowed: false, remaining: 0, resetMs: this.#blockedUntilMs };
    this.#forget(nowMs, perMinute);
    if (this.#count() + 1 <= perMinute) {
      this.#take(nowMs);
      return {
        allowed: true,
        remaining: Math.floor(perMinute - this.#count()),
        resetMs: this.#roomAtMs(nowMs, perMinute),
      };
    }
    if (blockMs > 0) {
      this.#blockedUntilMs = nowMs + blockMs;
      this.#clear();
      return { allowed: false, remaining: 0, resetMs: this.#blockedUntilMs };
    }
    return { allowed: false, remaining: 0, resetMs: this.#roomAtMs(nowMs, perMinute) };
  }

  /** Another tool of the company makes `requests` at once. */
  spend(requests: number): void {
    for (let n = 0; n < requests; n += 1) this.admit();
  }

  #forget(nowMs: number, perMinute: number): void {
    const window = Math.floor(nowMs / minuteMs);
    if (window !== this.#window) {
      this.#window = window;
      this.#used = 0;
    }
    let old = 0;
    while (old < this.#times.length && itemAt(this.#times, old) <= nowMs - minuteMs) old += 1;
    if (old > 0) this.#times.splice(0, old);
    this.#level = Math.max(0, this.#level - ((nowMs - this.#drainedAtMs) * perMinute) / minuteMs);
    this.#drainedAtMs = nowMs;
  }

  #count(): number {
    if (this.limit.window === 'fixed') return this.#used;
    return this.limit.window === 'sliding' ? this.#times.length : this.#level;
  }

  #take(nowMs: number): void {
    if (this.limit.window === 'fixed') this.#used += 1;
    else if (this.limit.window === 'sliding') this.#times.push(nowMs);
    else this.#level += 1;
  }

  #roomAtMs(nowMs: number, perMinute: number): number {
    if (this.limit.window === 'fixed') return (Math.floor(nowMs / minuteMs) + 1) * minuteMs;
    if (this.limit.window === 'sliding') return (this.#times[0] ?? nowMs) + minuteMs;
    return nowMs + Math.ceil(((this.#level - perMinute + 1) * minuteMs) / perMinute);
  }

  #clear(): void {
    this.#times = [];
    this.#used = 0;
    this.#level = 0;
  }
}
