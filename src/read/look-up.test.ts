import { expect, test } from 'vitest';
import { KeyRefused, SystemError, TransientError } from '../errors/errors.ts';
import type { Client } from '../http/client.ts';
import { lookUp } from './look-up.ts';

const signal = new AbortController().signal;

function ask(find: Client['find']): Promise<string> {
  return lookUp({ find }, '/v2/users/7', signal);
}

test('what is found is there, and what is absent is not', async () => {
  const answered = async (): Promise<string> =>
    ask(async (_request, accept) => ({ kind: 'found', value: accept({}, { dateMs: 0, sanitized: 0 }) }));
  expect(await answered()).toBe('found');
  expect(await ask(async () => ({ kind: 'absent' }))).toBe('absent');
});

test('a refusal and a failure do not tell', async () => {
  expect(await ask(async () => ({ kind: 'refused', error: new SystemError('no') }))).toBe('unknown');
  expect(await ask(() => Promise.reject(new TransientError('down')))).toBe('unknown');
});

test('a refused key and an aborted run are no answer', async () => {
  const refused = new KeyRefused('no');
  await expect(ask(() => Promise.reject(refused))).rejects.toBe(refused);
  const stopped = new RangeError('stopped');
  await expect(ask(() => Promise.reject(stopped))).rejects.toBe(stopped);
});
