/**
 * A text with its escapes undone, as bytes of UTF-8 (a character each), and where in the text each byte came from:
 * byte i is `text.slice(starts[i], ends[i])` there. Backslashes are left out, since how often they were doubled does not count:
 * with those around it, byte i is `text.slice(heads[i], tails[i])`.
 */
export type Unescaped = {
  readonly bytes: string;
  /** The same to compare with: in lower case, and a space for every plus (as forms have it). */
  readonly folded: string;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  readonly heads: readonly number[];
  readonly tails: readonly number[];
};

/** `\u0041`, `\x41` (after any number of backslashes), `%41` (or `%2541` …), `&#65;`, `&#x41;`, and the usual short forms. */
const ESCAPE =
  /(\\+)(?:u([0-9a-f]{4})|x([0-9a-f]{2})|(["/'bfnrt]))|%(?:25)*([0-9a-f]{2})|&#(?:x0*([0-9a-f]{1,6})|0*(\d{1,7}));|&(amp|lt|gt|quot|apos);|\\+/gi;

const SHORT_FORMS: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Every character of a text, or of a mixture of texts, written down in any of these ways. Linear in its length. `isBytes`: the characters are bytes. */
export function unescape(text: string, isBytes = false): Unescaped {
  const sink = new ByteSink(isBytes);
  let at = 0;
  for (const match of text.matchAll(ESCAPE)) {
    sink.addText(text.slice(at, match.index), at);
    const end = match.index + match[0].length;
    const percent = match[5];
    if (/^\\+$/.test(match[0])) sink.addByte(BACKSLASH, match.index, end);
    else if (percent === undefined) sink.addWhole(characterOf(match), match.index, end);
    else sink.addByte(Number.parseInt(percent, 16), match.index, end);
    at = end;
  }
  sink.addText(text.slice(at), at);
  return sink.result();
}

function characterOf([, , unit, byte, short, , hexPoint, point, name]:
  RegExpExecArray | RegExpMatchArray): string {
  if (unit !== undefined) return String.fromCharCode(Number.parseInt(unit, 16));
  if (byte !== undefined) return String.fromCharCode(Number.parseInt(byte, 16));
  if (short !== undefined) return SHORT_FORMS[short.toLowerCase()] ?? short;
  if (hexPoint !== undefined) return fromPoint(Number.parseInt(hexPoint, 16));
  if (point !== undefined) return fromPoint(Number(point));
  return name === undefined ? '' : (NAMED[name.toLowerCase()] ?? '');
}

function fromPoint(point: number): string {
  return point <= 0x10_ffff ? String.fromCodePoint(point) : '\ufffd';
}

class ByteSink {
  readonly #isBytes: boolean;
  #bytes: string[] = [];
  #folded: string[] = [];
  #starts: number[] = [];
  #ends: number[] = [];
  #heads: number[] = [];
  #tails: number[] = [];
  /** Where the backslashes before the next byte begin. */
  #slashes: number | undefined;
  /** The first half of a character that was written as two escapes. */
  #high: { readonly unit: string; readonly start: number } | undefined;

  constructor(isBytes: boolean) {
    this.#isBytes = isBytes;
  }

  addByte(byte: number, start: number, end: number): void {
    this.#flush();
    this.#push(byte, start, end);
  }

  addText(text: string, start: number): void {
    if (text !== '') this.#flush();
    let at = start;
    for (const character of text) {
      this.#encode(character, at, at + character.length);
      at += character.length;
    }
  }

  /** A character that came out of an escape; it may be one half of a surrogate pair. */
  addWhole(character: string, start: number, end: number): void {
    const high = this.#high;
    this.#high = undefined;
    if (high !== undefined && /^[\udc00-\udfff]$/.test(character)) {
      this.#encode(high.unit + character, high.start, end);
      return;
    }
    if (high !== undefined) this.#encode(high.unit, high.start, start);
    if (/^[\ud800-\udbff]$/.test(character)) this.#high = { unit: character, start };
    else this.#encode(character, start, end);
  }

  result(): Unescaped {
    this.#flush();
    return {
      bytes: this.#bytes.join(''),
      folded: this.#folded.join(''),
      starts: this.#starts,
      ends: this.#ends,
      heads: this.#heads,
      tails: this.#tails,
    };
  }

  #flush(): void {
    const high = this.#high;
    this.#high = undefined;
    if (high !== undefined) this.#encode(high.unit, high.start, high.start + 1);
  }

  #encode(character: string, start: number, end: number): void {
    if (character === '') return;
    const code = character.charCodeAt(0);
    if (code < 0x80 || (this.#isBytes && code < 0x100)) {
      this.#push(code, start, end);
      return;
    }
    for (const byte of Buffer.from(character)) this.#push(byte, start, end);
  }

  #push(byte: number, start: number, end: number): void {
    if (byte === BACKSLASH) {
      this.#slashes ??= start;
      if (this.#tails.length > 0) this.#tails[this.#tails.length - 1] = end;
      return;
    }
    this.#bytes.push(String.fromCharCode(byte));
    this.#folded.push(String.fromCharCode(fold(byte)));
    this.#starts.push(start);
    this.#ends.push(end);
    this.#heads.push(this.#slashes ?? start);
    this.#tails.push(end);
    this.#slashes = undefined;
  }
}

const BACKSLASH = 0x5c;
const PLUS = 0x2b;
const SPACE = 0x20;

function fold(byte: number): number {
  if (byte === PLUS) return SPACE;
  return byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte;
}
