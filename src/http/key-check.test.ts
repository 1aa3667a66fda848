import { expect, test, vi } from 'vitest';
import { EndpointRefused, KeyRefused } from '../errors/errors.ts';
import { KeyCheck } from './key-check.ts';

const refusal = new KeyRefused('refused', { status: 403 });

test('a key that was accepted is not tried again within a minute, and is after it', async () => {
  let now = 1_000_000;
  const ask = vi.fn<() => Promise<void>>(() => Promise.resolve());
  const check = new KeyCheck(ask, () => now);
  for (let nth = 0; nth < 5; nth++)
    expect(await check.localise(refusal, '/v1/x')).toBeInstanceOf(EndpointRefused);
  expect(ask).toHaveBeenCalledTimes(1);
  now += 60_000;
  await check.localise(refusal, '/v1/x');
  expect(ask).toHaveBeenCalledTimes(2);
});

test('a key that is refused is tried each time', async () => {
  const ask = vi.fn<() => Promise<void>>(() => Promise.reject(refusal));
  const check = new KeyCheck(ask, () => 0);
  expect(await check.localise(refusal, '/v1/x')).toBe(refusal);
  expect(await check.localise(refusal, '/v1/x')).toBe(refusal);
  expect(ask).toHaveBeenCalledTimes(2);
});
