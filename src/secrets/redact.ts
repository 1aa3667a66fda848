/** What stands where a secret stood. */
const MASK = '****';

/** Values shorter than this are blanked only as whole words: anything else would tear ordinary text apart. */
const SHORT = 6;

/**
 * A function that blanks the given secrets in any text: as they are (in any letter case), JSON-escaped, URL-encoded,
 * as HTML entities, in hexadecimal or decimal bytes (as a dumped Buffer shows them), in base64 at any offset, plain or
 * URL-safe, padded or not, and so as the value of a Basic `Authorization` header. White space around a value does not
 * count. Text without a secret comes back as it is.
 */
export function makeRedactor(secrets: readonly string[]): (text: string) => string {
  const values = [...new Set(secrets.map(trim))].filter((value) => value !== '');
  const pairs = values.flatMap((id) =>
    values.filter((token) => token !== id).map((token) => `${id}:${token}`),
  );
  // What begins alike is told apart by length: the longer must be tried first.
  const all = [...pairs, ...values].toSorted((a, b) => b.length - a.length);
  const patterns = [
    expression(all.filter((value) => value.length >= SHORT).flatMap(anywhere), 'giu'),
    expression(all.filter((value) => value.length < SHORT).map(wholeWord), 'gu'),
  ].filter((pattern) => pattern !== undefined);
  return (text) => patterns.reduce((rest, pattern) => rest.replaceAll(pattern, MASK), text);
}

/** As the configuration is trimmed: also of the characters without width that web pages put into what is copied. */
function trim(text: string): string {
  return text.replaceAll(/^[\s\u200b-\u200d\u2060]+|[\s\u200b-\u200d\u2060]+$/gu, '');
}

function expression(sources: readonly string[], flags: string): RegExp | undefined {
  return sources.length === 0 ? undefined : new RegExp(sources.join('|'), flags);
}

/** The patterns of a value that is long enough to be looked for inside other text. */
function anywhere(value: string): readonly string[] {
  const bytes = Buffer.from(value);
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('[\\s:,-]?(?:0x|\\\\x)?');
  const decimal = `(?<!\\d)${[...bytes].join(',\\s*')}(?!\\d)`;
  return [written(value), hex, decimal, ...[0, 1, 2].map((offset) => base64(bytes, offset))];
}

function wholeWord(value: string): string {
  const forms = [written(value), written(Buffer.from(value).toString('base64').replaceAll('=', ''))];
  return `(?<![\\p{L}\\p{N}_])(?:${forms.join('|')})(?![\\p{L}\\p{N}_])`;
}

/**
 * The base64 of a text in which the value begins `offset` bytes (modulo 3) after a group's start: the characters that
 * the value alone decides, and one more on either side where it shares a character with its neighbours.
 */
function base64(bytes: Buffer, offset: number): string {
  const text = Buffer.concat([Buffer.alloc(offset), bytes])
    .toString('base64')
    .replaceAll('=', '');
  const sharedBefore = offset === 0 ? 0 : offset + 1;
  const sharedAfter = (bytes.length + offset) % 3 === 0 ? 0 : 1;
  const own = text.slice(sharedBefore, text.length - sharedAfter);
  const shared = '(?:[a-z0-9+/_-]|%2[bf])?';
  const padding = '(?:=|%3d|\\\\u003d){0,2}';
  return `${sharedBefore === 0 ? '' : shared}${written(own, BASE64_TWINS)}${sharedAfter === 0 ? '' : shared + padding}`;
}

/** The URL-safe alphabet of base64 differs from the plain one in two characters. */
const BASE64_TWINS: Readonly<Record<string, string>> = { '+': '-', '/': '_' };

const HTML_NAMES: Readonly<Record<string, string>> = {
  '&': 'amp',
  '<': 'lt',
  '>': 'gt',
  '"': 'quot',
  "'": 'apos',
};

const JSON_SHORTHANDS: Readonly<Record<string, string>> = {
  '"': '"',
  '/': '/',
  "'": "'",
  '\b': 'b',
  '\f': 'f',
  '\n': 'n',
  '\r': 'r',
  '\t': 't',
};

/** A pattern for a text in which any character may be escaped, on its own, in any of the usual ways. */
function written(text: string, twins: Readonly<Record<string, string>> = {}): string {
  return Array.from(text, (character) => oneWritten(character, twins[character])).join('');
}

function oneWritten(character: string, twin: string | undefined): string {
  // No encoder escapes these, and they are most of a key.
  if (/^[A-Za-z0-9]$/.test(character)) return character;
  if (character === '\\') return '(?:\\\\+|%(?:25)*5c|&#(?:92|x0*5c);)';
  const unitsEscaped = [...Array(character.length).keys()]
    .map((index) => `\\\\+u${character.charCodeAt(index).toString(16).padStart(4, '0')}`)
    .join('');
  const percent = [...Buffer.from(character)]
    .map((byte) => `%(?:25)*${byte.toString(16).padStart(2, '0')}`)
    .join('');
  const point = character.codePointAt(0) ?? 0;
  const forms = [
    unitsEscaped,
    percent,
    `&#(?:0*${point}|x0*${point.toString(16)});`,
    ...(HTML_NAMES[character] === undefined ? [] : [`&${HTML_NAMES[character]};`]),
    ...(JSON_SHORTHANDS[character] === undefined ? [] : [`\\\\+${JSON_SHORTHANDS[character]}`]),
    ...(character === ' ' ? ['\\+'] : []),
    ...(twin === undefined ? [] : [literal(twin)]),
    // Last, because some of the others begin with it: of `%25` nothing but the `%` would be taken.
    literal(character),
  ];
  return `(?:${forms.join('|')})`;
}

function literal(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
