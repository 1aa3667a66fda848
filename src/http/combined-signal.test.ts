import { expect, test } from 'vitest';
import { combinedWith } from './combined-signal.ts';

test('aborts with either, and with the reason of the one that aborted', () => {
  const [first, other, third] = [new AbortController(), new AbortController(), new AbortController()];
  const combine = combinedWith(first.signal);
  const withOther = combine(other.signal);
  const withThird = combine(third.signal);
  other.abort('other');
  expect(withOther.reason).toBe('other');
  expect(withThird.aborted).toBe(false);
  first.abort('first');
  expect(withThird.reason).toBe('first');
  expect(combine(other.signal).reason).toBe('other');
});

test('is the first alone where there is no other, and the same one for the same signal', () => {
  const { signal } = new AbortController();
  const { signal: other } = new AbortController();
  const combine = combinedWith(signal);
  expect(combine(undefined)).toBe(signal);
  expect(combine(other)).toBe(combine(other));
});
