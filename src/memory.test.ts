import { expect, test } from 'vitest';
import { requireMemory, watchMemory } from './memory.ts';

test('shortly before the limit there is an error that says what to do', () => {
  const limit = 256 * 2 ** 20;
  expect(() => requireMemory({ used: 0.94 * limit, limit })).not.toThrow();
  expect(() => requireMemory({ used: 0.96 * limit, limit })).toThrow(
    'The connector uses 246 MiB of the 256 MiB of memory that it may have',
  );
});

test('a process knows what it uses and what it may use', () => {
  const { used, limit } = watchMemory()();
  expect(used).toBeGreaterThan(1e6);
  expect(limit).toBeGreaterThan(used);
});
