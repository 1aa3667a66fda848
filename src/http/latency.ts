/** How many of the latest answers count. */
const KEPT = 10;

/** What is assumed before the first answer, in milliseconds. */
const UNKNOWN_MS = 2000;

/** More would fill the memory with pages that wait. */
const MOST = 20;

/** Requests a minute. No limit of Aircall's is as high; without one, waiting pages would only take memory. */
const HIGHEST_RATE = 1200;

/** How much more than its text a page takes once it is parsed. */
const PARSED_SHARE = 4;

/** Remembers how long the latest answers took, and how large they were. */
export class Latency {
  #latestMs: number[] = [];
  #latestSizes: number[] = [];

  /** @param size characters of the answer's text */
  add(ms: number, size = 0): void {
    this.#latestMs = [...this.#latestMs.slice(1 - KEPT), ms];
    this.#latestSizes = [...this.#latestSizes.slice(1 - KEPT), size];
  }

  /**
   * How many requests have to be under way for `perMinute` of them to be sent when answers are used in their order: twice
   * as many as fall due while the slowest is waited for, since they come in bursts, and two more (at least 3, at most 20).
   * One freak among the latest does not count. Fewer, where pages of the size seen lately would take more than `bytes`.
   */
  prefetchDepth(perMinute: number, bytes = Number.POSITIVE_INFINITY): number {
    const falling = this.#latestMs.toSorted((a, b) => b - a);
    const slowMs = falling[falling.length >= KEPT / 2 ? 1 : 0] ?? UNKNOWN_MS;
    const rate = Math.min(perMinute, HIGHEST_RATE);
    const affordable = Math.floor(bytes / (PARSED_SHARE * Math.max(1, ...this.#latestSizes)));
    return Math.max(1, Math.min(MOST, affordable, Math.ceil((2 * slowMs * rate) / 60_000) + 2));
  }
}
