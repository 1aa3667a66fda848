import { decodings } from './decodings.ts';
import { unescape } from './unescape.ts';

/** What stands where a secret stood. */
const MASK = '****';

/** Values shorter than this are blanked only as whole words: anything else would tear ordinary text apart. */
const SHORT = 6;

/** How often one encoding may be wrapped in another: base64 of base64, hexadecimal of base64. */
const DEEPEST = 2;

/** What leaves where a text could not be looked through. */
const NOT_CHECKED = 'Text is omitted here, because it could not be checked for secrets.';

/** A value to look for, folded as the texts are. */
type Needle = {
  readonly bytes: string;
  /** Parts of a long one, one of which is in every half of it: whoever shows a secret may have cut it. */
  readonly parts: readonly Part[];
  /** Of backslashes or plus signs alone nothing is left once escapes are undone: they are looked for as they are. */
  readonly literal: string | undefined;
  readonly isShort: boolean;
  /** It begins or ends with backslashes, which are not compared. */
  readonly slashes: { readonly before: boolean; readonly after: boolean };
  readonly isNumber: boolean;
};

/** Where a part begins in its needle, and the part. */
type Part = { readonly offset: number; readonly bytes: string };

/** From and to (exclusive), in characters. */
type Range = readonly [number, number];

export type Redact = (text: string) => string;

/**
 * A function that blanks the given secrets in any text: as they are (in any letter case), escaped in any of the usual ways,
 * in hexadecimal or decimal bytes, in base64 at any offset, one in another, and so as the value of a Basic
 * `Authorization` header. White space around a value does not count. Text without a secret comes back as it is.
 * It decodes the text, rather than encoding the secrets, so its time is linear in the text's length. Never throws.
 */
export function makeRedactor(secrets: readonly string[]): Redact {
  const values = [...new Set(secrets.map(trim))].filter((value) => value !== '');
  const pairs = values.flatMap((id) =>
    values.filter((token) => token !== id).map((token) => `${id}:${token}`),
  );
  // Bytes are compared in small letters; letters beyond ASCII have other bytes in another case.
  const cased = [...pairs, ...values].flatMap((value) => [value, value.toLowerCase(), value.toUpperCase()]);
  const needles = distinct(cased.flatMap(needlesOf));
  if (needles.length === 0) return (text) => text;
  const wanted = { needles, leastBytes: leastBytesOf(needles) };
  return (text) => {
    try {
      return blank(text, [...find(text, wanted, DEEPEST), ...literals(text, needles)]);
    } catch {
      return NOT_CHECKED;
    }
  };
}

/** As the configuration is trimmed: also of the characters without width that web pages put into what is copied. */
function trim(text: string): string {
  return text.replaceAll(/^[\s\u200b-\u200d\u2060]+|[\s\u200b-\u200d\u2060]+$/gu, '');
}

function distinct(needles: readonly Needle[]): readonly Needle[] {
  return [...new Map(needles.map((needle) => [JSON.stringify(needle), needle])).values()];
}

/** A value with backslashes may look like escapes where it stands as it is, and like none where they are encoded. */
function needlesOf(value: string): readonly Needle[] {
  const plain = value.replaceAll('\\', '');
  return [value, ...(plain === value || plain.trim() === '' ? [] : [plain])].map((form) =>
    needleOf(value, form),
  );
}

function needleOf(value: string, form: string): Needle {
  const { folded } = unescape(form);
  const bytes = folded.trim() === '' ? '' : folded;
  return {
    bytes,
    parts: partsOf(bytes),
    literal: bytes === '' ? value : undefined,
    isShort: form.length < SHORT,
    slashes: { before: value.startsWith('\\'), after: value.endsWith('\\') },
    isNumber: /^\d+$/.test(value),
  };
}

/** Shorter secrets, and shorter parts, are too likely to be ordinary text. */
const LONG = 16;
const LEAST_PART = 8;

function partsOf(bytes: string): readonly Part[] {
  if (bytes.length < LONG) return [{ offset: 0, bytes }];
  const length = Math.max(LEAST_PART, Math.floor(bytes.length / 3));
  const parts: Part[] = [];
  for (let offset = 0; offset < bytes.length - length; offset += Math.ceil(length / 2)) {
    parts.push({ offset, bytes: bytes.slice(offset, offset + length) });
  }
  return [...parts, { offset: bytes.length - length, bytes: bytes.slice(-length) }];
}

/** What to look for. Nothing of fewer than `leastBytes` can hold any of it. */
type Wanted = { readonly needles: readonly Needle[]; readonly leastBytes: number };

function leastBytesOf(needles: readonly Needle[]): number {
  const lengths = needles.flatMap(({ parts }) => parts.map(({ bytes }) => bytes.length));
  return Math.min(...lengths.filter((length) => length > 0));
}

/** Where the secrets are in a text, also encoded, up to so many times. */
function find(text: string, wanted: Wanted, depth: number): Range[] {
  const { needles, leastBytes } = wanted;
  const { bytes, folded, starts, ends, heads, tails } = unescape(text, depth < DEEPEST);
  const isOuter = depth === DEEPEST;
  const found = needles.flatMap((needle) =>
    occurrences(folded, needle, isOuter).map(([from, to]): Range => {
      const { before, after } = needle.slashes;
      return [(before ? heads : starts)[from] ?? 0, (after ? tails : ends)[to - 1] ?? text.length];
    }),
  );
  if (depth > 0) {
    for (const decoded of decodings(bytes, leastBytes)) {
      for (const [from, to] of find(decoded.bytes, wanted, depth - 1)) {
        found.push([starts[decoded.start(from)] ?? 0, ends[decoded.end(to - 1) - 1] ?? text.length]);
      }
    }
  }
  return found;
}

function occurrences(bytes: string, needle: Needle, isOuter: boolean): Range[] {
  return needle.parts.flatMap((part) => occurrencesOf(bytes, part, needle, isOuter));
}

function occurrencesOf(
  bytes: string,
  { offset, bytes: part }: Part,
  { bytes: needle, isShort, isNumber }: Needle,
  isOuter: boolean,
): Range[] {
  const found: Range[] = [];
  if (part === '') return found;
  for (let index = bytes.indexOf(part); index !== -1; index = bytes.indexOf(part, index + 1)) {
    // As much before and after it as is the same as in the secret.
    let [at, end] = [index, index + part.length];
    while (at > 0 && index - at < offset && bytes[at - 1] === needle[offset - (index - at) - 1]) at--;
    while (end < bytes.length && bytes[end] === needle[offset + (end - index)]) end++;
    if (isShort && (isWord(bytes[at - 1]) || isWord(bytes[end]))) continue;
    // The connector's own numbers (rows, requests) are its own: a number is a key where it stands like one.
    if (isNumber && isOuter && !isQuoted(bytes, at, end)) continue;
    found.push([at, end]);
  }
  return found;
}

function literals(text: string, needles: readonly Needle[]): Range[] {
  return needles.flatMap(({ literal }): Range[] => {
    const at = literal === undefined ? -1 : text.indexOf(literal);
    // Backslashes hide in longer runs of them: nothing of the text behind the first is shown.
    return at === -1 ? [] : [[at, text.length]];
  });
}

/** A letter, a digit, `_`, or a byte of a letter beyond ASCII. */
function isWord(character: string | undefined): boolean {
  return character !== undefined && /[\w\u0080-\u00ff]/.test(character);
}

/** In quotes, beside a colon, a slash or an at sign, or behind the name of a key. */
function isQuoted(bytes: string, at: number, end: number): boolean {
  const before = bytes.slice(Math.max(0, at - 12), at);
  return (
    /["'`:/@>]$|(?:id|key|token|user|auth)[=: ]+$/i.test(before) ||
    /^["'`:/@<]/.test(bytes.slice(end, end + 1))
  );
}

function blank(text: string, ranges: readonly Range[]): string {
  if (ranges.length === 0) return text;
  let result = '';
  let at = 0;
  for (const [from, to] of ranges.toSorted(([a, aEnd], [b, bEnd]) => a - b || bEnd - aEnd)) {
    if (to <= at) continue;
    // What touches or overlaps the one before is blanked together with it.
    if (from > at || at === 0) result += `${text.slice(at, from)}${MASK}`;
    at = to;
  }
  return result + text.slice(at);
}
