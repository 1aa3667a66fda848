const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const VALUES = new Map(Array.from(ALPHABET, (character, value) => [character, value]));
const WIDTH = 6;

/** Longer prefixes are no numbers that a writer with the right parameter writes. */
const MOST_ONES = 4096;

/**
 * Numbers packed bit by bit into URL-safe characters of six bits: for thousands of IDs and times in a state. `rice` is a Rice
 * code: a number costs about `bits` + 1.5 bits where `bits` is the size of a usual one (`riceBits`).
 */
export class BitWriter {
  #text = '';
  #part = 0;
  #used = 0;

  /** The lowest `count` bits (at most 53) of a whole number. */
  fixed(value: number, count: number): this {
    for (let at = count - 1; at >= 0; at--) this.#bit(Math.floor(value / 2 ** at) % 2);
    return this;
  }

  /** A whole number from 0 on. */
  rice(value: number, bits: number): this {
    const scale = 2 ** bits;
    for (let ones = Math.floor(value / scale); ones > 0; ones--) this.#bit(1);
    this.#bit(0);
    return this.fixed(value % scale, bits);
  }

  toString(): string {
    return this.#used === 0 ? this.#text : this.#text + ALPHABET.charAt(this.#part << (WIDTH - this.#used));
  }

  #bit(bit: number): void {
    this.#part = this.#part * 2 + bit;
    if (++this.#used < WIDTH) return;
    this.#text += ALPHABET.charAt(this.#part);
    this.#part = 0;
    this.#used = 0;
  }
}

/** Reads what BitWriter wrote. Throws RangeError where the text is cut off or holds a foreign character. */
export class BitReader {
  readonly #text: string;
  #position = 0;
  #part = 0;
  #left = 0;

  constructor(text: string) {
    this.#text = text;
  }

  fixed(count: number): number {
    let value = 0;
    for (let at = 0; at < count; at++) value = value * 2 + this.#bit();
    return value;
  }

  rice(bits: number): number {
    let ones = 0;
    while (this.#bit() === 1) {
      if (++ones > MOST_ONES) throw new RangeError('a number in the packed text is too large');
    }
    return ones * 2 ** bits + this.fixed(bits);
  }

  #bit(): number {
    if (this.#left === 0) {
      const value = VALUES.get(this.#text.charAt(this.#position++));
      if (value === undefined)
        throw new RangeError('the packed text is cut off or holds a foreign character');
      this.#part = value;
      this.#left = WIDTH;
    }
    return (this.#part >> --this.#left) & 1;
  }
}

/** The parameter of `rice` that suits these numbers; so that no number takes more than some hundred bits. */
export function riceBits(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  const largest = Math.max(0, ...values);
  const usual = Math.max(0, Math.round(Math.log2(mean * 0.7 + 1)));
  const least = Math.ceil(Math.log2(largest / 128 + 1));
  return Math.min(48, Math.max(usual, least));
}
