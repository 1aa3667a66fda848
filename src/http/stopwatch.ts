import type { Clock } from './clock.ts';

/** Adds up the time during which at least one thing was going on; what overlaps counts once. */
export class Stopwatch {
  readonly #clock: Pick<Clock, 'now'>;
  #running = 0;
  #sinceMs = 0;
  #totalMs = 0;

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
  }

  get totalMs(): number {
    return this.#totalMs + (this.#running > 0 ? this.#clock.now() - this.#sinceMs : 0);
  }

  async during<T>(work: Promise<T>): Promise<T> {
    if (this.#running === 0) this.#sinceMs = this.#clock.now();
    this.#running += 1;
    try {
      return await work;
    } finally {
      this.#running -= 1;
      if (this.#running === 0) this.#totalMs += this.#clock.now() - this.#sinceMs;
    }
  }
}
