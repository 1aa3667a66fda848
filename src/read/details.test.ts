import { describe, expect, test } from 'vitest';
import { SystemError, TransientError } from '../errors/errors.ts';
import { Details } from './details.ts';

const parameters = { contact: 'fetch_contact', timeline: 'fetch_call_timeline' };
const refusal = new SystemError('refused', { status: 400 });

/** Fails where the request has one of these details. */
const failingWith =
  (...refused: readonly string[]) =>
  async (names: readonly string[]): Promise<void> => {
    if (names.some((name) => refused.includes(name))) throw refusal;
  };

const mustNotBeAsked = (): Promise<void> => Promise.reject(new Error('must not be asked'));

describe('details', () => {
  test('that the list does not have are not asked for', () => {
    const details = new Details(['contact', 'weather'], parameters);
    expect(details.names).toEqual(['contact']);
    expect(details.queryFor(details.names)).toEqual({ fetch_contact: 'true' });
  });

  test.each([400, 403, 500, 504])(
    '%i: the one that is refused is left out, the other stays',
    async (status) => {
      const details = new Details(['contact', 'timeline'], parameters);
      const error = new TransientError('x', { status });
      expect(await details.mayTryAgain(error, details.names, failingWith('timeline'))).toBe(true);
      expect(details.names).toEqual(['contact']);
      expect(details.refused).toEqual(['timeline']);
    },
  );

  test('are all left out where only all of them together fail', async () => {
    const details = new Details(['contact', 'timeline'], parameters);
    const probe = async (names: readonly string[]): Promise<void> => {
      if (names.length > 1) throw refusal;
    };
    expect(await details.mayTryAgain(refusal, details.names, probe)).toBe(true);
    expect(details.names).toEqual([]);
    expect(details.refused).toEqual(['contact', 'timeline']);
  });

  test('stay where Aircall answers again with all of them', async () => {
    const details = new Details(['contact'], parameters);
    expect(await details.mayTryAgain(refusal, details.names, () => Promise.resolve())).toBe(true);
    expect([details.names, details.refused]).toEqual([['contact'], []]);
  });

  test('are not to blame where it fails without them too', async () => {
    const details = new Details(['contact'], parameters);
    const probe = (): Promise<void> => Promise.reject(refusal);
    expect(await details.mayTryAgain(refusal, details.names, probe)).toBe(false);
    expect(details.names).toEqual(['contact']);
  });

  test.each([
    ['no answer', new TransientError('x')],
    ['another refusal', new SystemError('x', { status: 404 })],
    ['anything else', new Error('x')],
  ])('are not to blame for %s, and nothing is asked', async (_what, error) => {
    const details = new Details(['contact'], parameters);
    expect(await details.mayTryAgain(error, details.names, mustNotBeAsked)).toBe(false);
  });

  test('pages that fail side by side share one answer', async () => {
    const details = new Details(['contact'], parameters);
    let probes = 0;
    const probe = async (names: readonly string[]): Promise<void> => {
      probes += 1;
      if (names.length > 0) throw refusal;
    };
    const sent = details.names;
    const both = [details.mayTryAgain(refusal, sent, probe), details.mayTryAgain(refusal, sent, probe)];
    expect(await Promise.all(both)).toEqual([true, true]);
    expect(probes).toBe(2);
    expect(details.refused).toEqual(['contact']);
  });
});
