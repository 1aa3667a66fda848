import { PAGE_LIMITS } from '../../aircall/page-limits.ts';
import { expect, test } from 'vitest';
import { FakeWindowedList } from '../../../integration_tests/support/fake-windowed-list.ts';
import { scanWindowed } from './scan.ts';

const NOW = 1_790_000_000;

/** The signals with which a whole scan of a list asked for its pages. */
async function signalsOfScan(): Promise<readonly AbortSignal[]> {
  const rows = Array.from({ length: 500 }, (_, index) => ({
    id: index + 1,
    at: NOW - 600 + index,
    text: '',
  }));
  const api = new FakeWindowedList(rows);
  const signals: AbortSignal[] = [];
  for await (const event of scanWindowed({
    limits: PAGE_LIMITS,
    start: undefined,
    ends: [NOW],
    now: NOW,
    readPage: (query, signal) => {
      signals.push(signal);
      return api.readPage(query, signal);
    },
    fingerprintOf: () => 1,
    prefetchDepth: () => 4,
    signal: new AbortController().signal,
  })) {
    void event;
  }
  return signals;
}

test('the reason of an ended scan is not its own, since Node.js would keep the whole scan with it', async () => {
  const ended = [...(await signalsOfScan()), ...(await signalsOfScan())].filter(({ aborted }) => aborted);
  expect(ended.length).toBeGreaterThan(10);
  expect(new Set(ended.map(({ reason }): unknown => reason)).size).toBe(1);
});
