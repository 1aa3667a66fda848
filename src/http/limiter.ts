import type { Clock } from './clock.ts';
import { makePace, makeThrottle, spacingMs } from './throttle.ts';
import type { Slot } from './throttle.ts';

/** How long requests are sent more slowly after the limit was hit, and how long at most where that happens again. */
export const QUIET_MS = 60_000;
const LONGEST_QUIET_MS = 5 * 60_000;

/** A limit that is hit again within this time was not left alone for long enough. */
const SOON_MS = 10 * 60_000;

const SLOWEST = 8;

type Waiter = { readonly grant: () => void; readonly refuse: (reason: unknown) => void };

/**
 * The one door that every request passes, retries included. First come, first served; whoever gives up waiting takes no
 * slot; while the limit is exceeded nobody passes, and for a minute afterwards half as many do.
 */
export class Limiter {
  readonly #requestsPerMinute: number;
  readonly #clock: Clock;
  readonly #closing = new AbortController();
  readonly #throttle: Slot;
  #pace: Slot | undefined;
  readonly #waiters = new Set<Waiter>();
  #moving = false;
  #blocked = false;
  #blockedUntilMs = 0;
  #slowness = 1;
  #slowUntilMs = 0;
  #quietMs = QUIET_MS;
  readonly #onRestored: (rate: number) => void;

  /** @param onRestored called when the full rate is back after a limit */
  constructor(requestsPerMinute: number, clock: Clock, onRestored: (rate: number) => void = () => {}) {
    this.#onRestored = onRestored;
    this.#requestsPerMinute = requestsPerMinute;
    this.#clock = clock;
    this.#throttle = makeThrottle(requestsPerMinute, this.#closing.signal);
  }

  /** Requests a minute that get through at present. */
  get rate(): number {
    return 60_000 / (spacingMs(this.#requestsPerMinute) * this.#slowness);
  }

  /** How long the rate stays lower after the limit. */
  get quietMs(): number {
    return this.#quietMs;
  }

  /** Resolves when one request may be sent, which has to happen at once. Rejects with the signal's reason. */
  slot(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      signal.throwIfAborted();
      this.#closing.signal.throwIfAborted();
      const stop = (): void => waiter.refuse(signal.reason);
      const leave = (): void => {
        this.#waiters.delete(waiter);
        signal.removeEventListener('abort', stop);
      };
      const waiter: Waiter = {
        grant: () => {
          leave();
          resolve();
        },
        refuse: (reason) => {
          leave();
          reject(reason);
        },
      };
      signal.addEventListener('abort', stop, { once: true });
      this.#waiters.add(waiter);
      if (!this.#moving) void this.#move();
    });
  }

  /**
   * The API says that the limit is exceeded, to a request sent at `sentMs`: nobody passes before `untilMs`. True unless
   * the request was already under way when this became known; only the first of such answers slows the time after.
   */
  block(untilMs: number, sentMs: number): boolean {
    const news = sentMs >= this.#blockedUntilMs;
    const isSoon = this.#blockedUntilMs > 0 && sentMs < this.#blockedUntilMs + SOON_MS;
    if (news) this.#quietMs = isSoon ? Math.min(LONGEST_QUIET_MS, this.#quietMs * 2) : QUIET_MS;
    this.#blocked = true;
    this.#blockedUntilMs = Math.max(this.#blockedUntilMs, untilMs);
    this.#slowUntilMs = this.#blockedUntilMs + this.#quietMs;
    if (news) this.#slowDown(Math.min(SLOWEST, this.#slowness * 2));
    return news;
  }

  /** Turns away everybody who waits. */
  close(reason: unknown): void {
    this.#closing.abort(reason);
    for (const waiter of this.#waiters) waiter.refuse(reason);
  }

  async #move(): Promise<void> {
    this.#moving = true;
    try {
      while (this.#waiters.size > 0) {
        await this.#untilOpen();
        this.#speedUp();
        await this.#pace?.();
        await this.#throttle();
        // The slot is chosen before the waiter, so that one who left in the meantime costs nothing.
        if (!this.#blocked) this.#next()?.grant();
      }
    } catch (error) {
      for (const waiter of this.#waiters) waiter.refuse(error);
    } finally {
      this.#moving = false;
    }
  }

  #next(): Waiter | undefined {
    return this.#waiters.values().next().value;
  }

  async #untilOpen(): Promise<void> {
    while (this.#blocked) {
      const untilMs = this.#blockedUntilMs;
      await this.#clock.sleep(Math.max(0, untilMs - this.#clock.now()), this.#closing.signal);
      // Otherwise it was prolonged in the meantime.
      if (untilMs === this.#blockedUntilMs) this.#blocked = false;
    }
  }

  #slowDown(slowness: number): void {
    this.#slowness = slowness;
    this.#pace =
      slowness === 1
        ? undefined
        : makePace(spacingMs(this.#requestsPerMinute) * slowness, this.#closing.signal);
  }

  #speedUp(): void {
    if (this.#slowness === 1 || this.#clock.now() < this.#slowUntilMs) return;
    this.#slowUntilMs = this.#clock.now() + this.#quietMs;
    this.#slowDown(this.#slowness / 2);
    if (this.#slowness === 1) this.#onRestored(this.rate);
  }
}
