/** Two whole numbers mixed into one of 32 bits: the same pair always gives the same result. */
export function mix(a: number, b: number): number {
  let h = Math.imul(a ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul((b | 0) + 0x7f4a7c15, 0xc2b2ae35);
  h = Math.imul(h ^ (h >>> 16), 0x21f0aaad);
  h = Math.imul(h ^ (h >>> 15), 0x735a2d97);
  return (h ^ (h >>> 15)) >>> 0;
}

/** `mix` as a number in [0, 1). */
export function mixShare(a: number, b: number): number {
  return mix(a, b) / 2 ** 32;
}

/** `mix` as eight hexadecimal digits. */
export function mixHex(a: number, b: number): string {
  const h = mix(a, b);
  return `${hexByte(h >>> 24)}${hexByte((h >>> 16) & 255)}${hexByte((h >>> 8) & 255)}${hexByte(h & 255)}`;
}

const hexDigits = '0123456789abcdef';

function hexByte(byte: number): string {
  return hexDigits.charAt(byte >>> 4) + hexDigits.charAt(byte & 15);
}

/** The item at an index that the list has. */
export function itemAt<T>(list: readonly T[], at: number): T {
  const item = list[at];
  if (item === undefined) throw new RangeError(`a list of ${list.length} has no item ${at}`);
  return item;
}

/** A seeded source of numbers: the same seed gives the same sequence on every machine. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed | 0;
  }

  /** In [0, 1). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number, both bounds included. */
  int(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  /** One of a list that is not empty. */
  pick<T>(list: readonly T[]): T {
    return itemAt(list, Math.floor(this.next() * list.length));
  }

  /** One of a list, or null when the list is empty. */
  pickOrNull<T>(list: readonly T[]): T | null {
    const at = Math.floor(this.next() * list.length);
    return list[at] ?? null;
  }

  /** A whole number whose logarithm is spread evenly between those of the bounds. */
  logInt(least: number, most: number): number {
    return Math.round(least * (most / least) ** this.next());
  }
}
