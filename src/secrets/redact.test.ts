import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeRedactor } from './redact.ts';

const ID = '5e0c1b7a9d3f48c2';
const TOKEN = 'f00d/+cafe "babe"\\é&=';

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

/** All the ways in which a text may have been written down inside another one. */
const encodings: Readonly<Record<string, (text: string) => string>> = {
  'as it is': (text) => text,
  'in capitals': (text) => text.toUpperCase(),
  'as JSON': (text) => JSON.stringify(text).slice(1, -1),
  'as JSON in JSON': (text) => JSON.stringify(JSON.stringify(text)).slice(3, -3),
  'as JSON in plain ASCII': (text) =>
    JSON.stringify(text)
      .slice(1, -1)
      .replaceAll(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
  'URL-encoded': encodeURIComponent,
  'URL-encoded twice': (text) => encodeURIComponent(encodeURIComponent(text)),
  'as a form field': (text) => new URLSearchParams({ '': text }).toString().slice(1),
  'in HTML': (text) =>
    text
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      .replaceAll("'", '&#39;'),
  'in HTML by number': (text) =>
    text.replaceAll(/[^A-Za-z0-9]/gu, (character) => `&#x${(character.codePointAt(0) ?? 0).toString(16)};`),
  'in hexadecimal': (text) => Buffer.from(text).toString('hex'),
  'in capital hexadecimal': (text) => Buffer.from(text).toString('hex').toUpperCase(),
  'as a dumped Buffer': (text) => inspect(Buffer.from(text)).slice('<Buffer '.length, -1),
  'as a Buffer in JSON': (text) => [...Buffer.from(text)].join(','),
  'as a dumped Uint8Array': (text) => [...Buffer.from(text)].join(', '),
  'in base64': base64,
  'in base64 without padding': (text) => base64(text).replaceAll('=', ''),
  'in URL-safe base64': (text) => Buffer.from(text).toString('base64url'),
  'in base64, URL-encoded': (text) => encodeURIComponent(base64(text)),
  'in base64, as JSON with escaped slashes': (text) => base64(text).replaceAll('/', '\\/'),
};

/** Well-formed, since bytes of a lone surrogate don't exist. */
const secretArbitrary = fc
  .string({ unit: 'grapheme', minLength: 6, maxLength: 40 })
  .filter((text) => text.trim() === text && text.length >= 6 && !/[\u200b-\u200d\u2060]/.test(text));

describe.each(Object.entries(encodings))('a secret %s', (name, encode) => {
  test.each([ID, TOKEN])('is blanked (%s)', (secret) => {
    const redact = makeRedactor([ID, TOKEN]);
    expect(redact(`before ${encode(secret)}; after`)).toBe('before ****; after');
  });

  test.each(['!    \\', '\\\\p4ss-w', '\\a\\b\\c\\d\\'])('is blanked with its backslashes (%s)', (secret) => {
    expect(makeRedactor([secret])(`[${encode(secret)}]`)).toBe('[****]');
  });

  test('is blanked, whatever it is', () => {
    // Capitals of some letters are other letters than those whose small form they share.
    const secrets =
      name === 'in capitals' ? secretArbitrary.filter((text) => /^[ -~]*$/.test(text)) : secretArbitrary;
    fc.assert(
      fc.property(secrets, (secret) => {
        // The dump of a Buffer ends after fifty bytes.
        fc.pre(name !== 'as a dumped Buffer' || Buffer.byteLength(secret) <= 50);
        expect(makeRedactor([secret])(`[${encode(secret)}]`)).toBe('[****]');
      }),
      { numRuns: 40 },
    );
  });
});

const own = (text: string): string => text.replaceAll('****', '');

describe('a Basic Authorization header', () => {
  test.each([
    ['of a long and a long value', ID, TOKEN],
    ['of a short id and a long token', 'ab', TOKEN],
    ['of two short values', 'abc', 'x1'],
  ])('%s is blanked as a whole', (_what, id, token) => {
    const redact = makeRedactor([id, token]);
    expect(redact(`authorization: Basic ${base64(`${id}:${token}`)}\r\n`)).toBe(
      'authorization: Basic ****\r\n',
    );
    expect(redact(`http://${id}:${encodeURIComponent(token)}@example.com`)).toBe('http://****@example.com');
  });

  test('leaves no base64 character that only the secret decides, at any offset in any text', () => {
    const ascii = fc.string({ unit: 'grapheme-ascii', maxLength: 5 });
    fc.assert(
      fc.property(ascii, secretArbitrary, ascii, (before, secret, after) => {
        const text = base64(before + secret + after);
        const left = makeRedactor([secret])(text);
        // At each end there may be left what the neighbours alone decide.
        const shown = left.replaceAll('****', '');
        expect(left).toContain('****');
        expect(shown.length * 6).toBeLessThanOrEqual((Buffer.byteLength(before + after) + 3) * 8);
        expect(text.startsWith(left.split('****')[0] ?? '')).toBe(true);
      }),
    );
  });

  test('leaves whole what lies beside the secret without sharing a character with it', () => {
    const redact = makeRedactor([ID]);
    expect(redact(base64(`zz${ID}abc`))).toBe(`en****${base64('abc')}`);
  });
});

describe('ordinary text', () => {
  test('comes back as it is', () => {
    const redact = makeRedactor([ID, TOKEN]);
    const text = 'GET /v1/calls?from=1800000000 took 0.3 s: 50 rows, 5e0c1b7 not seen';
    expect(redact(text)).toBe(text);
  });

  test('a short value is blanked as a word, and only as a word', () => {
    const redact = makeRedactor(['ab', 'é1']);
    expect(redact('ab "ab" (ab) ab: cab abc ab_c AB aba é1 xé1')).toBe(
      '**** "****" (****) ****: cab abc ab_c **** aba **** xé1',
    );
  });

  test('a value of one letter leaves words whole', () => {
    expect(makeRedactor(['a'])('a b, bad data: a.')).toBe('**** b, bad data: ****.');
  });

  test('without any secret nothing is blanked', () => {
    expect(makeRedactor(['', '  '])('some text')).toBe('some text');
    expect(makeRedactor([])('some text')).toBe('some text');
  });

  test('white space around a secret does not count', () => {
    expect(makeRedactor([` \u200b${ID}\n`])(`key=${ID}`)).toBe('key=****');
  });

  test('a secret that begins like another one is blanked to its end', () => {
    expect(makeRedactor([ID, `${ID}-2`])(`${ID}-2 ${ID}`)).toBe('**** ****');
  });

  test('letters that a secret does not have are never touched', () => {
    const words = fc.string({
      unit: fc.constantFrom('a', 'b', ' ', '1', ':', '\n', '=', 'é'),
      maxLength: 60,
    });
    const secrets = fc.array(fc.string({ unit: fc.constantFrom('x', 'y', 'z', '+'), minLength: 1 }), {
      maxLength: 3,
    });
    fc.assert(
      fc.property(words, secrets, (text, values) => {
        // No base64, hexadecimal or decimal of these secrets is made of the words' letters alone.
        expect(makeRedactor(values)(text)).toBe(text);
      }),
    );
  });
});

const HEX_KEY = '9f86d081884c7d65';
const MIXED_KEY = 'Zk3v9QpX7LmT2wRb8NcJ';

/** Each character of a key, written down in some way. */
const characterForms: Readonly<Record<string, (character: string) => string>> = {
  plain: (character) => character,
  unicode: (character) => `\\u${hexOf(character, 4)}`,
  'unicode, doubled': (character) => `\\\\u${hexOf(character, 4).toUpperCase()}`,
  byte: (character) => `\\x${hexOf(character, 2)}`,
  percent: (character) => `%${hexOf(character, 2)}`,
  'percent twice': (character) => `%25${hexOf(character, 2).toUpperCase()}`,
  decimal: (character) => `&#${character.charCodeAt(0)};`,
  'hex entity': (character) => `&#x${hexOf(character, 2)};`,
};

function hexOf(character: string, width: number): string {
  return character.charCodeAt(0).toString(16).padStart(width, '0');
}

const hex = (text: string): string => Buffer.from(text).toString('hex');
const wrapped = (text: string, every: number): string =>
  text.replaceAll(new RegExp(`.{${every}}`, 'g'), '$&\n');

const wholeForms: Readonly<Record<string, (text: string) => string>> = {
  base64,
  'base64 of base64': (text) => base64(base64(text)),
  'hex of base64': (text) => hex(base64(text)),
  'base64 of hex': (text) => base64(hex(text)),
  'base64, broken by line ends': (text) => wrapped(base64(text), 7),
  'base64, broken by escaped line ends': (text) => JSON.stringify(wrapped(base64(text), 7)).slice(1, -1),
  'base64 with white space': (text) => wrapped(base64(text), 4).replaceAll('\n', '  '),
  'hex with white space': (text) => wrapped(hex(text), 2).replaceAll('\n', ' '),
  'hex, broken by line ends': (text) => wrapped(hex(text), 8),
};

describe.each([HEX_KEY, MIXED_KEY])('the key %s', (key) => {
  const redact = makeRedactor(['another-id', key]);

  test.each(Object.entries(characterForms))('with every character as %s', (_, form) => {
    expect(redact(`<${Array.from(key, form).join('')}>`)).toBe('<****>');
  });

  test('with its characters in any mixture of forms, in either case', () => {
    const forms = fc.array(fc.constantFrom(...Object.values(characterForms)), {
      minLength: 20,
      maxLength: 20,
    });
    fc.assert(
      fc.property(forms, fc.boolean(), (chosen, upper) => {
        const cased = upper ? key.toUpperCase() : key;
        const text = Array.from(cased, (character, index) => (chosen[index] ?? String)(character)).join('');
        expect(redact(`[${text}]`)).toBe('[****]');
      }),
      { numRuns: 300 },
    );
  });

  test.each(Object.entries(wholeForms))('in %s', (_, form) => {
    for (const before of ['', 'x', 'xy', 'xyz', 'id:']) {
      const text = form(before + key);
      const left = own(redact(`value "${text}" ends`));
      expect(left.length).toBeLessThanOrEqual('value "" ends'.length + 2 * (before.length + 2) * 2);
    }
  });

  // Line ends that are escaped inside of what is escaped once more are too exotic.
  const escapable = Object.entries(wholeForms).filter(([name]) => !name.includes('escaped'));

  test.each(escapable)('in %s, whose characters are escaped again', (_, form) => {
    for (const again of Object.values(characterForms)) {
      expect(redact(Array.from(form(key), again).join(''))).toContain('****');
    }
  });
});

test('a long key that was cut elsewhere is blanked as far as it goes', () => {
  const key = '9f86d081884c7d659a2feaa0c55ad015';
  const redact = makeRedactor([key]);
  for (let from = 0; from < 16; from++) {
    for (const length of [17, 20, 24, 31]) {
      const part = key.slice(from, from + length);
      if (part.length < 17) continue;
      for (const shown of [part, Buffer.from(part).toString('hex')])
        expect(redact(`<${shown}>`)).toBe('<****>');
      expect(redact(Buffer.from(`xy${part}z`).toString('base64'))).toContain('****');
    }
  }
});

describe('a redactor that is attacked', () => {
  test.each([
    ['4,000 characters', 'Ab1'.repeat(1334)],
    ['900 backslashes', '\\'.repeat(900)],
    ['900 percent signs', '%'.repeat(900)],
    ['words of a pattern', '(a+)+$'.repeat(50)],
  ])('a key of %s is blanked, in a long text too', (_, key) => {
    const redact = makeRedactor(['an-id', key]);
    const left = redact(`${'text '.repeat(20_000)}${key}`);
    expect(left).not.toContain(key);
    expect(left).toContain('****');
  });

  test('a text of a million characters of any kind comes back', () => {
    const redact = makeRedactor([HEX_KEY, MIXED_KEY]);
    for (const unit of ['\\', '%25', '&#', 'QUJD', '0a', '1,', ' ', '\\u']) {
      const text = unit.repeat(100_000);
      expect(redact(text)).toBe(text);
    }
  });
});

describe('a key that is a plain number', () => {
  const redact = makeRedactor(['123456', 'some-token']);

  test('does not blank the numbers of the connector itself', () => {
    const line = 'stream-read stream=calls rows_written=123456 rows_read=123456 requests=123456';
    expect(redact(line)).toBe(line);
    expect(redact('calls: about 123456 rows to send')).toBe('calls: about 123456 rows to send');
  });

  test('is blanked where it stands like a key, and in every encoding', () => {
    expect(redact('{"key":"123456"}')).toBe('{"key":"****"}');
    expect(redact('http://123456:x@example.com')).toBe('http://****:x@example.com');
    expect(redact('?api_id=123456&page=1')).toBe('?api_id=****&page=1');
    expect(redact(`Basic ${base64('123456:some-token')}`)).toBe('Basic ****');
  });
});
