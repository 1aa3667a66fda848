import { expect, test } from 'vitest';
import { Random } from '../simulator/random.ts';
import { runFuzzCase } from './case.ts';
import { runHostileInputs } from './hostile-inputs.ts';
import { runHostileServer } from './hostile-server.ts';

const seeds = Array.from({ length: 120 }, (_, at) => 1000 + at);

test('answers mangled at random: no crash, no hang, no loss, no leak', async () => {
  const problems: string[] = [];
  for (const seed of seeds) problems.push(...(await runFuzzCase({ seed })));
  expect(problems).toEqual([]);
});

test('a server that answers with any bytes: no crash, no leak', async () => {
  const problems: string[] = [];
  for (const seed of seeds)
    problems.push(...(await runHostileServer(new Random(seed))).map((problem) => `${seed}: ${problem}`));
  expect(problems).toEqual([]);
});

test('any arguments and files: no crash, no leak', async () => {
  const problems: string[] = [];
  for (let seed = 1; seed <= 400; seed++) {
    problems.push(...(await runHostileInputs(new Random(seed))).map((problem) => `${seed}: ${problem}`));
  }
  expect(problems).toEqual([]);
});

test.each([10, 50])('an answer of %i MB', async (megabytes) => {
  expect(await runFuzzCase({ seed: 1, megabytes })).toEqual([]);
});
