import { expect, test } from 'vitest';
import { Stopwatch } from './stopwatch.ts';

test('what overlaps counts once, what fails counts too, and what goes on counts so far', async () => {
  let nowMs = 100;
  const watch = new Stopwatch({ now: () => nowMs });
  const first = Promise.withResolvers<string>();
  const second = Promise.withResolvers<string>();
  const one = watch.during(first.promise);
  nowMs += 10;
  const other = watch.during(second.promise);
  nowMs += 10;
  expect(watch.totalMs).toBe(20);
  first.resolve('done');
  expect(await one).toBe('done');
  nowMs += 5;
  second.reject(new Error('failed'));
  await expect(other).rejects.toThrow('failed');
  nowMs += 1000;
  expect(watch.totalMs).toBe(25);
});
