import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FINGERPRINT_SPACE, makeFingerprint } from './fingerprint.ts';

const fingerprint = makeFingerprint(
  {
    seen: 'skip',
    link: 'presence',
    contact: 'id',
    user: { available: 'skip' },
    comments: { by: { available: 'skip' } },
  },
  'salt',
);

test('neither the order of keys nor what is volatile counts', () => {
  const a = {
    id: 1,
    seen: 1,
    link: 'x',
    contact: { id: 7, name: 'A' },
    user: { name: 'A', available: true },
    comments: [{ by: { available: 1 } }],
  };
  const b = {
    comments: [{ by: { available: 2 } }],
    user: { available: false, name: 'A' },
    link: 'y',
    contact: { name: 'B', id: 7 },
    seen: 2,
    id: 1,
  };
  expect(fingerprint(a)).toBe(fingerprint(b));
});

test.each([
  [
    { id: 1, link: 'x' },
    { id: 1, link: null },
  ],
  [
    { id: 1, link: 'x' },
    { id: 1, link: '' },
  ],
  [{ contact: { id: 7 } }, { contact: { id: 8 } }],
  [{ contact: { id: 7 } }, { contact: null }],
  [{ user: { name: 'A' } }, { user: { name: 'B' } }],
  [{ a: [1, 2] }, { a: [2, 1] }],
  [{ a: '1' }, { a: 1 }],
  [{ a: { b: 1 } }, { a: 1, b: 1 }],
  [{ a: null }, {}],
])('%j and %j differ', (a, b) => {
  expect(fingerprint(a)).not.toBe(fingerprint(b));
});

test('another salt makes all differ', () => {
  const other = makeFingerprint({}, 'other');
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (row) => {
      const mark = fingerprint(row);
      expect(mark).toBeGreaterThanOrEqual(0);
      expect(mark).toBeLessThan(FINGERPRINT_SPACE);
      expect(fingerprint(structuredClone(row))).toBe(mark);
    }),
  );
  expect(other({ id: 1 })).not.toBe(fingerprint({ id: 1 }));
});
