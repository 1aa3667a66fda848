import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { systemClock } from './clock.ts';

describe('the real clock', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('sleeps for as long as it is told', async () => {
    const before = systemClock.now();
    const asleep = systemClock.sleep(1500).then(() => systemClock.now() - before);
    await vi.advanceTimersByTimeAsync(1500);
    expect(await asleep).toBe(1500);
  });

  test('an abort ends the sleep at once with its reason, and leaves no timer behind', async () => {
    const abort = new AbortController();
    const asleep = systemClock.sleep(1500, abort.signal);
    const reason = new Error('enough');
    abort.abort(reason);
    await expect(asleep).rejects.toBe(reason);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('does not fall asleep when it was aborted before', async () => {
    await expect(systemClock.sleep(1, AbortSignal.abort(new Error('early')))).rejects.toThrow('early');
    expect(vi.getTimerCount()).toBe(0);
  });

  test('chance is from 0 up to 1', () => {
    const chance = systemClock.random();
    expect(chance).toBeGreaterThanOrEqual(0);
    expect(chance).toBeLessThan(1);
  });
});
