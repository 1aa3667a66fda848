/**
 * Numbers written into a string of URL-safe characters, so that thousands of digests fit in a few kilobytes of
 * state and survive any JSON store. Two forms: `varint` (5 bits a character, small numbers are short) and
 * `fixed` (6 bits a character, for values that are spread evenly, such as hashes).
 */
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const VALUES = new Map(Array.from(ALPHABET, (character, value) => [character, value]));

export class CompactWriter {
  #text = '';

  /** A whole number from 0 to 2^53 - 1. */
  varint(value: number): this {
    let rest = value;
    while (rest >= 32) {
      this.#text += ALPHABET[32 + (rest % 32)];
      rest = Math.floor(rest / 32);
    }
    this.#text += ALPHABET[rest];
    return this;
  }

  /** A whole number below 64^width, in exactly `width` characters. */
  fixed(value: number, width: number): this {
    let rest = value;
    let characters = '';
    for (let i = 0; i < width; i++) {
      characters = ALPHABET.charAt(rest % 64) + characters;
      rest = Math.floor(rest / 64);
    }
    this.#text += characters;
    return this;
  }

  toString(): string {
    return this.#text;
  }
}

/** Reads what CompactWriter wrote. Throws RangeError where the text is cut off or holds a foreign character. */
export class CompactReader {
  readonly #text: string;
  #position = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get done(): boolean {
    return this.#position >= this.#text.length;
  }

  varint(): number {
    let value = 0;
    for (let scale = 1; scale <= 2 ** 50; scale *= 32) {
      const part = this.#next();
      value += (part % 32) * scale;
      if (part < 32) {
        if (!Number.isSafeInteger(value)) break;
        return value;
      }
    }
    throw new RangeError('a number in the compact text is too large');
  }

  fixed(width: number): number {
    let value = 0;
    for (let i = 0; i < width; i++) value = value * 64 + this.#next();
    return value;
  }

  #next(): number {
    const value = VALUES.get(this.#text.charAt(this.#position++));
    if (value === undefined) throw new RangeError('the compact text is cut off or holds a foreign character');
    return value;
  }
}
