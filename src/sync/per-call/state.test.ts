import { expect, test } from 'vitest';
import { NOTHING } from './memory.ts';
import { formatPerCallState, parsePerCallState } from './state.ts';

const memory = {
  ...NOTHING,
  seenFrom: 1_790_000_000,
  noted: new Set([5, 9]),
  voicemails: new Set([9]),
  deepAt: 1_790_000_100,
  coveredFrom: 1_780_000_000,
  open: new Map([
    [5, { id: 5, startedAt: 1_789_999_000, halfHours: 1, stage: 1, fingerprint: undefined }],
    [9, { id: 9, startedAt: 1_789_999_900, halfHours: 0, stage: 2, fingerprint: 12_345 }],
  ]),
  lastAt: 1_790_000_200,
  gap: 3600,
  hadAny: true,
  account: 'digest',
};

test('what is written is read again', () => {
  const state = JSON.parse(JSON.stringify(formatPerCallState(memory)));
  expect(parsePerCallState(state)).toEqual({ memory, problem: undefined });
});

test('a first state, and one that says nothing yet, is nothing', () => {
  for (const state of [undefined, {}, { v: 1 }])
    expect(parsePerCallState(state)).toEqual({ memory: NOTHING, problem: undefined });
  expect(parsePerCallState(JSON.parse(JSON.stringify(formatPerCallState(NOTHING)))).memory).toEqual(NOTHING);
});

const good = formatPerCallState(memory);

test.each([
  [{ ...good, v: 2 }, 'the version is not one'],
  [{ ...good, noted: 5 }, 'the calls are missing'],
  [{ ...good, open: [] }, 'the calls are missing'],
  [{ ...good, open: { x: 'A' } }, '"x" is no group'],
  [{ ...good, open: { '10': 5 } }, '"10" is no group'],
  [{ ...good, open: { '10': 'AA' } }, 'cut off'],
  [{ ...good, noted: 'é' }, 'foreign character'],
])('a state that is of no use is left out, and why is said: %#', (state, problem) => {
  const parsed = parsePerCallState({ ...state });
  expect(parsed.memory).toEqual(NOTHING);
  expect(parsed.problem).toContain(problem);
});

test('odd values count as not said', () => {
  const odd = { ...good, seconds_between: -1, refusals: 'x', account: 5, voicemails: 5, seen_from: 'x' };
  expect(parsePerCallState(odd).memory).toMatchObject({
    gap: undefined,
    refusals: 0,
    account: undefined,
    seenFrom: undefined,
    voicemails: new Set(),
  });
});
