import { expect, test } from 'vitest';
import { makeQuote } from './quote.ts';
import { makeRedactor } from './redact.ts';

const KEY = '9f86d081884c7d659a2feaa0c55ad015';

test.each([60, 1000])('a key that lies across the cut at %i characters never shows in part', (most) => {
  const quote = makeQuote(makeRedactor(['an-id', KEY]));
  for (const form of [KEY, Buffer.from(KEY).toString('base64'), encodeURIComponent(`"${KEY}"`)]) {
    for (let offset = most - form.length - 4; offset <= most + 4; offset++) {
      const shown = quote(`${'x '.repeat(offset).slice(0, offset)}${form} and more`, most);
      expect(shown.length).toBeLessThanOrEqual(most);
      for (let from = 0; from + 4 <= form.length; from++)
        expect(shown).not.toContain(form.slice(from, from + 4));
    }
  }
});

test('a key that lies across the end of what is looked through does not show', () => {
  const quote = makeQuote(makeRedactor([KEY]));
  for (let offset = 4540; offset < 4700; offset++) {
    expect(quote('x'.repeat(offset) + KEY, 60)).toBe('x'.repeat(60));
  }
});
