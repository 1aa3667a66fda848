import { expect, test } from 'vitest';
import { requireMemory, unreclaimable, watchMemory } from './memory.ts';

test('shortly before the limit there is an error that says what to do', () => {
  const MIB = 2 ** 20;
  const using = (used: number, limit: number) => () =>
    requireMemory({ used: used * MIB, limit: limit * MIB });
  expect(using(960, 1024)).not.toThrow();
  expect(using(980, 1024)).toThrow('The connector uses 980 MiB of the 1024 MiB of memory that it may have');
  expect(using(111, 128)).not.toThrow();
  expect(using(113, 128)).toThrow('The connector uses 113 MiB of the 128 MiB');
});

test('a process knows what it uses and what it may use', () => {
  const { used, limit } = watchMemory()();
  expect(used).toBeGreaterThan(1e6);
  expect(limit).toBeGreaterThan(used);
});

test('pages of files do not count, where the system tells of them', () => {
  expect(unreclaimable(4000, '9000 1000 400 1 0 900 0\n')).toBe(2400);
  expect(unreclaimable(4000, undefined)).toBe(4000);
});
