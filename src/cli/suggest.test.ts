import { expect, test } from 'vitest';
import { suggest } from './suggest.ts';

test.each([
  ['confg', 'config'],
  ['stat', 'state'],
  ['catalogue', 'catalog'],
  ['sate', 'state'],
  ['cofnig', 'config'],
  ['start_dat', undefined],
  ['something', undefined],
  ['x', undefined],
  ['9f86d081884c7d659a2feaa0c55ad015', undefined],
])('%s: %s', (word, expected) => {
  expect(suggest(word, ['config', 'catalog', 'state'])).toBe(expected);
});
