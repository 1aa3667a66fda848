import { expect, test } from 'vitest';
import type { Run } from './history.ts';
import { outagesIn } from './outages.ts';

function run(id: string, incomplete: readonly string[], notices: Run['notices'] = []): Run {
  return {
    id,
    startedMs: 1000,
    endedMs: 2000,
    lastMs: 2000,
    version: undefined,
    account: undefined,
    settings: {},
    incomplete,
    costs: new Map(),
    slices: [],
    lists: [],
    notices,
    samples: [],
  };
}

function notice(level: string, text: string): Run['notices'][number] {
  return { atMs: 1, level, code: 'stream-failed', text };
}

test('runs in a row are one outage; a complete run ends it', () => {
  const runs = [run('a', ['calls']), run('b', ['calls']), run('c', []), run('d', ['users'])];
  expect(outagesIn(runs).map((outage) => outage.runs.map(({ id }) => id))).toEqual([['a', 'b'], ['d']]);
});

test('the same error of several streams is said once, and warnings are not', () => {
  const notices = [notice('ERROR', 'calls: down'), notice('ERROR', 'users: down'), notice('WARN', 'slow')];
  expect(outagesIn([run('a', ['calls', 'users'], notices)])[0]?.messages).toEqual(['down']);
});
