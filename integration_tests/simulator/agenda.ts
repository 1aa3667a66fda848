import { itemAt } from './random.ts';

/** Things that become due at a time; taken in the order of their times. */
export class Agenda<T> {
  /** Latest first, so that what is due next is taken from the end. */
  #items: { readonly at: number; readonly what: T }[] = [];

  /** Replaces everything. */
  load(items: readonly { readonly at: number; readonly what: T }[]): void {
    this.#items = items.toSorted((a, b) => b.at - a.at);
  }

  add(at: number, what: T): void {
    let low = 0;
    let high = this.#items.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (itemAt(this.#items, middle).at > at) low = middle + 1;
      else high = middle;
    }
    this.#items.splice(low, 0, { at, what });
  }

  /** The next thing due at `now` or before, taken off the agenda. */
  takeDue(now: number): T | undefined {
    const next = this.#items.at(-1);
    if (next === undefined || next.at > now) return undefined;
    this.#items.pop();
    return next.what;
  }
}
