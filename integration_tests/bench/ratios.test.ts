import { expect, test } from 'vitest';
import { gotWorse, meetsGoal, ratiosOf, type Ratio } from './ratios.ts';
import { tableOf } from './report.ts';
import type { Cost } from './run-piped.ts';

const common = { name: 'speed', ours: '9 calls/s', theirs: 'the limit: 10 calls/s' };
const faster = (value: number): Ratio => ({ ...common, value, goal: { atLeast: 0.8 } });
const smaller = (value: number): Ratio => ({ ...common, value, goal: { atMost: 1.15 } });
const shown = (value: number): Ratio => ({ ...common, value, goal: undefined });

/** Start-ups that took so many milliseconds. */
function runs(...ms: readonly number[]): Cost[] {
  return ms.map((each) => ({ ms: each, cpuMs: undefined, peakMb: undefined }));
}

test('a goal is met on its own side', () => {
  expect([faster(0.8), faster(0.79)].map(meetsGoal)).toEqual([true, false]);
  expect([smaller(1.15), smaller(1.16)].map(meetsGoal)).toEqual([true, false]);
  expect(meetsGoal(shown(0.1))).toBe(true);
});

test('worse is more than a tenth in the wrong direction', () => {
  expect([faster(0.91), faster(0.89), faster(2)].map((ratio) => gotWorse(ratio, 1))).toEqual([
    false,
    true,
    false,
  ]);
  expect([smaller(1.09), smaller(1.11), smaller(0.5)].map((ratio) => gotWorse(ratio, 1))).toEqual([
    false,
    true,
    false,
  ]);
  expect([shown(0.91), shown(0.89)].map((ratio) => gotWorse(ratio, 1))).toEqual([false, true]);
});

test('a ratio is one of medians, ours to theirs, and what was not measured is left out', () => {
  const measured = {
    starts: { node: runs(10, 1000, 20), spec: runs(50, 5000, 40), check: runs() },
    large: { limit: [], limitOfRecords: [], read: [], hashed: [] },
    small: { limit: [], read: [], cdk: [], cdkAsIs: [] },
    huge: { limit: [], read: [] },
    slow: [],
  };
  const plan = {
    startRounds: 3,
    large: { calls: 10, rounds: 1 },
    small: { calls: 1, rounds: 1 },
    huge: 0,
    slow: { calls: 1, bytesPerSecond: 1 },
  };
  expect(ratiosOf(measured, plan)).toEqual([
    {
      name: '`spec`',
      ours: '50 ms',
      theirs: 'bare `node -e 0`: 20 ms',
      value: 2.5,
      goal: { atMost: 3 },
    },
  ]);
});

test('the table says what was missed', () => {
  const table = tableOf({
    form: 'short',
    machine: 'a machine',
    versions: { Node: '24' },
    ratios: [faster(0.7), smaller(1), shown(5)],
  });
  expect(table.split('\n').slice(2, 5)).toEqual([
    '| speed | 9 calls/s | the limit: 10 calls/s | 0.70 | ≥ 0.8 (missed) |',
    '| speed | 9 calls/s | the limit: 10 calls/s | 1.00 | ≤ 1.15 |',
    '| speed | 9 calls/s | the limit: 10 calls/s | 5.00 | |',
  ]);
});
