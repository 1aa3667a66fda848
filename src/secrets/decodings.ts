/** Bytes that a part of a text stands for, and where in the text each of them came from. */
export type Decoded = {
  readonly bytes: string;
  readonly start: (byte: number) => number;
  readonly end: (byte: number) => number;
};

/** Too short to hold a secret worth looking for. */
const LEAST = 4;

const BASE64_RUN = /([\w+/-](?:[\w+/-]|\s+(?=[\w+/-]))*)(=*)/g;
const HEX_RUN = /[0-9a-f]{2}(?:[\s:,-]{0,3}(?:0x|\\x)?[0-9a-f]{2})*/gi;
const DECIMAL_RUN = /\d{1,3}(?:,\s{0,2}\d{1,3})+/g;

/**
 * Everything that parts of a text may be the base64 (plain or URL-safe, at any offset), the hexadecimal or the decimal bytes of,
 * also with white space in between. What has fewer than `leastBytes` is left out: most words of an ordinary text.
 */
export function* decodings(text: string, leastBytes: number): Generator<Decoded, void> {
  for (const { 1: run = '', 2: padding = '', index } of text.matchAll(BASE64_RUN)) {
    if ((run.length * 3) / 4 >= leastBytes) yield* fromBase64(run, index, padding.length);
  }
  for (const { 0: run, index } of text.matchAll(HEX_RUN)) {
    if (run.length / 2 >= leastBytes) yield* fromHex(run, index);
  }
  for (const { 0: run, index } of text.matchAll(DECIMAL_RUN)) {
    // A digit and a comma are the least that a byte takes.
    if ((run.length + 1) / 2 >= leastBytes) yield fromDecimal(run, index);
  }
}

/** The characters of a run that count, with their positions in the text. */
function significant(run: string, index: number, counts: (character: string) => boolean): [string, number[]] {
  let characters = '';
  const positions: number[] = [];
  for (let at = 0; at < run.length; at++) {
    const character = run.charAt(at);
    if (!counts(character)) continue;
    characters += character;
    positions.push(index + at);
  }
  return [characters, positions];
}

function* fromBase64(run: string, index: number, padding: number): Generator<Decoded, void> {
  const [characters, positions] = significant(run, index, (character) => !/\s/.test(character));
  if (characters.length < LEAST) return;
  for (let offset = 0; offset < 4; offset++) {
    const bytes = Buffer.from(characters.slice(offset), 'base64').toString('latin1');
    const position = (at: number): number => positions[Math.min(at, positions.length - 1)] ?? index;
    yield {
      bytes,
      start: (byte) => position(offset + Math.floor((byte * 4) / 3)),
      end: (byte) => {
        const last = offset + Math.ceil(((byte + 1) * 4) / 3) - 1;
        return position(last) + 1 + (last >= positions.length - 1 ? padding : 0);
      },
    };
  }
}

function* fromHex(run: string, index: number): Generator<Decoded, void> {
  const digits = run.replaceAll(/0x|\\x/gi, (prefix) => ' '.repeat(prefix.length));
  const [characters, positions] = significant(digits, index, (character) => /[0-9a-f]/i.test(character));
  if (characters.length < LEAST) return;
  for (let offset = 0; offset < 2; offset++) {
    const bytes = Buffer.from(characters.slice(offset), 'hex').toString('latin1');
    yield {
      bytes,
      start: (byte) => positions[offset + 2 * byte] ?? index,
      end: (byte) => (positions[offset + 2 * byte + 1] ?? index) + 1,
    };
  }
}

function fromDecimal(run: string, index: number): Decoded {
  const numbers = [...run.matchAll(/\d+/g)];
  return {
    bytes: numbers.map(([digits]) => String.fromCharCode(Number(digits) & 255)).join(''),
    start: (byte) => index + (numbers[byte]?.index ?? 0),
    end: (byte) => index + (numbers[byte]?.index ?? 0) + (numbers[byte]?.[0].length ?? 0),
  };
}
