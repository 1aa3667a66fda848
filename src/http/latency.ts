/** How many of the latest answers count. */
const KEPT = 10;

/** What is assumed before the first answer, in milliseconds. */
const UNKNOWN_MS = 2000;

/** More would fill the memory with pages that wait. */
const MOST = 20;

/** Requests a minute. No limit of Aircall's is as high; without one, waiting pages would only take memory. */
const HIGHEST_RATE = 1200;

/** Remembers how long the latest answers took. */
export class Latency {
  #latestMs: number[] = [];

  add(ms: number): void {
    this.#latestMs = [...this.#latestMs.slice(1 - KEPT), ms];
  }

  /**
   * How many requests have to be under way for `perMinute` of them to be sent when answers are used in their order: twice
   * as many as fall due while the slowest is waited for, since they come in bursts, and two more (at least 3, at most 20).
   * One freak among the latest does not count.
   */
  prefetchDepth(perMinute: number): number {
    const falling = this.#latestMs.toSorted((a, b) => b - a);
    const slowMs = falling[falling.length >= KEPT / 2 ? 1 : 0] ?? UNKNOWN_MS;
    const rate = Math.min(perMinute, HIGHEST_RATE);
    return Math.min(MOST, Math.ceil((2 * slowMs * rate) / 60_000) + 2);
  }
}
