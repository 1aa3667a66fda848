import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countCalls, type AskTotal } from './count-calls.ts';

/** An API that takes its bounds in, or not, and stops counting at `cap`. */
function api(
  calls: readonly number[],
  includesFrom: boolean,
  includesTo: boolean,
  cap: number,
): { ask: AskTotal; requests: () => number } {
  let requests = 0;
  return {
    requests: () => requests,
    ask: async ({ from, to }) => {
      requests++;
      const found = calls.filter(
        (at) => (includesFrom ? at >= from : at > from) && (includesTo ? at <= to : at < to),
      );
      return { total: Math.min(cap, found.length), firstAt: found[0] };
    },
  };
}

test('counts each period, whatever the bounds take in and wherever totals stop', async () => {
  const calls = fc
    .array(fc.integer({ min: 0, max: 400 }), { maxLength: 80 })
    .map((all) => all.toSorted((a, b) => a - b));
  await fc.assert(
    fc.asyncProperty(calls, fc.boolean(), fc.boolean(), async (all, includesFrom, includesTo) => {
      const periods = [0, 100, 200, 300].map((from) => ({ label: String(from), from, to: from + 100 }));
      // More calls in one second than the cap cannot be counted.
      const cap = 30;
      const { ask } = api(all, includesFrom, includesTo, cap);
      const expected = periods.map(({ from, to }) => all.filter((at) => at >= from && at < to).length);
      expect(await countCalls(periods, ask, cap)).toEqual(expected);
    }),
    { numRuns: 500 },
  );
});

test('takes a request a period, and three for the bounds', async () => {
  const periods = Array.from({ length: 31 }, (_, day) => ({
    label: String(day),
    from: day * 10,
    to: day * 10 + 10,
  }));
  const { ask, requests } = api([5, 7, 60], false, true, 100);
  await countCalls(periods, ask, 100);
  expect(requests()).toBe(31 + 3);
});
