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
    const text = 'GET /v1/calls?from=1800000000 took 0.3 s: 50 rows, 5e0c1b7a9d3f48c not seen';
    expect(redact(text)).toBe(text);
  });

  test('a short value is blanked as a word, and only as a word', () => {
    const redact = makeRedactor(['ab', 'é1']);
    expect(redact('ab "ab" (ab) ab: cab abc ab_c AB aba é1 xé1')).toBe(
      '**** "****" (****) ****: cab abc ab_c AB aba **** xé1',
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
