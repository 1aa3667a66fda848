import { expect, test } from 'vitest';
import { runFuzzCase } from './case.ts';

const seeds = Array.from({ length: 120 }, (_, at) => 1000 + at);

test('answers mangled at random: no crash, no hang, no loss, no leak', async () => {
  const problems: string[] = [];
  for (const seed of seeds) problems.push(...(await runFuzzCase({ seed })));
  expect(problems).toEqual([]);
});

test.each([10, 50])('an answer of %i MB', async (megabytes) => {
  expect(await runFuzzCase({ seed: 1, megabytes })).toEqual([]);
});
