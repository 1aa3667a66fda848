import { setImmediate as turn } from 'node:timers/promises';
import type { Clock } from '../../src/http/clock.ts';
import type { Clock as AircallClock } from '../simulator/clock.ts';
import { Random } from '../simulator/random.ts';

export type VirtualClockOptions = {
  /** Epoch milliseconds at which the machine's clock begins. */
  readonly startMs?: number;
  /** Goes along: while the connector sleeps, time passes at Aircall. */
  readonly aircall?: AircallClock;
  readonly seed?: number;
};

/** A machine's clock on which sleeping takes no time. It knows how much was slept. */
export class VirtualClock implements Clock {
  readonly #aircall: AircallClock | undefined;
  readonly #random: Random;
  readonly #tickers = new Set<{ readonly ms: number; readonly tick: () => void; dueMs: number }>();
  #nowMs: number;
  sleptMs = 0;

  constructor({ startMs = Date.UTC(2026, 8, 15, 10), aircall, seed = 1 }: VirtualClockOptions = {}) {
    this.#nowMs = startMs;
    this.#aircall = aircall;
    this.#random = new Random(seed);
  }

  now(): number {
    return this.#nowMs;
  }

  /** Whoever sleeps at the same time sleeps the same time. */
  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    // What nobody waits for is never over, such as the longest that a check may take.
    const wakeMs = this.#nowMs + ms;
    await turn();
    signal?.throwIfAborted();
    const passed = Math.max(0, wakeMs - this.#nowMs);
    this.#nowMs += passed;
    this.sleptMs += passed;
    this.#aircall?.advance(passed);
    for (const ticker of this.#tickers) {
      if (ticker.dueMs > this.#nowMs) continue;
      ticker.dueMs = this.#nowMs + ticker.ms;
      ticker.tick();
    }
  }

  every(ms: number, tick: () => void): () => void {
    const ticker = { ms, tick, dueMs: this.#nowMs + ms };
    this.#tickers.add(ticker);
    return () => this.#tickers.delete(ticker);
  }

  random(): number {
    return this.#random.next();
  }
}
