/** How many of the latest answers count. */
const KEPT = 10;

/** Fewer would leave the line idle while one answer is being used. */
const LEAST = 2;

/** More would fill the memory with pages that wait. */
const MOST = 20;

/** Remembers how long the latest answers took. */
export class Latency {
  #latestMs: number[] = [];

  add(ms: number): void {
    this.#latestMs = [...this.#latestMs.slice(1 - KEPT), ms];
  }

  /**
   * How many requests have to be under way for `perMinute` of them to be sent when answers are used in order: as many as
   * fall due while the slowest answer is waited for, and one more. One freak among the latest does not count.
   */
  pagesAhead(perMinute: number): number {
    const falling = this.#latestMs.toSorted((a, b) => b - a);
    const slowMs = falling[falling.length >= KEPT / 2 ? 1 : 0] ?? 0;
    return Math.min(MOST, Math.max(LEAST, Math.ceil((slowMs * perMinute) / 60_000) + 1));
  }
}
