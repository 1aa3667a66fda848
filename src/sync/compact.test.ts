import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CompactReader, CompactWriter } from './compact.ts';

test('numbers of either form come back as they went', () => {
  fc.assert(
    fc.property(fc.array(fc.maxSafeNat()), fc.nat(2 ** 30 - 1), (numbers, fixed) => {
      const writer = new CompactWriter();
      for (const number of numbers) writer.varint(number).fixed(fixed, 5);
      const text = writer.toString();
      expect(text).toMatch(/^[A-Za-z0-9_-]*$/);
      const reader = new CompactReader(text);
      for (const number of numbers) {
        expect(reader.varint()).toBe(number);
        expect(reader.fixed(5)).toBe(fixed);
      }
      expect(reader.done).toBe(true);
    }),
  );
});

test('a number beyond what JavaScript counts exactly is refused', () => {
  expect(() => new CompactReader('____________B').varint()).toThrow(RangeError);
  expect(() => new CompactReader('').fixed(1)).toThrow(RangeError);
});
