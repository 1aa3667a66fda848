import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HeavyAnswer, TransientError } from '../errors/errors.ts';
import type { Page } from '../sync/page.ts';
import { readInParts, type AskPart } from './heavy-page.ts';

const cause = new HeavyAnswer('too much');

/** A list of rows with weights; an answer bears so much. */
function listOf(weights: readonly number[], most: number): { readonly ask: AskPart; requests: number } {
  const list = {
    requests: 0,
    ask: async ({ page, perPage, isPatient = false }: Parameters<AskPart>[0]): Promise<Page> => {
      list.requests++;
      await Promise.resolve();
      const first = (page - 1) * perPage;
      const part = weights.slice(first, first + perPage);
      if (isPatient) throw new TransientError('an outage');
      if (part.reduce((sum, weight) => sum + weight, 0) > most) throw new HeavyAnswer('too much');
      const rows = part.map((_, index) => ({ id: first + index + 1, at: 1, data: {} }));
      return { rows, total: weights.length, perPage };
    },
  };
  return list;
}

const light = (count: number): number[] => Array.from({ length: count }, () => 1);

describe('a page that is too heavy', () => {
  test('is the same page, read in parts', async () => {
    const page = await readInParts(2, listOf(light(120), 30).ask, cause);
    expect(page.rows.map(({ id }) => id)).toEqual(Array.from({ length: 50 }, (_, index) => 51 + index));
    expect([page.total, page.perPage, page.tooLarge]).toEqual([120, 50, undefined]);
  });

  test('the last page ends where the list does', async () => {
    const page = await readInParts(3, listOf(light(107), 4).ask, cause);
    expect(page.rows.map(({ id }) => id)).toEqual([101, 102, 103, 104, 105, 106, 107]);
  });

  test('rows that are too large even alone are named by their position, wherever they are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.integer({ min: 1, max: 107 }), { maxLength: 4 }), async (heavy) => {
        // Three in a row are an outage.
        fc.pre(!heavy.some((at) => heavy.includes(at + 1) && heavy.includes(at + 2)));
        const list = listOf(
          light(107).map((weight, index) => (heavy.includes(index + 1) ? 99 : weight)),
          50,
        );
        for (const number of [1, 2, 3]) {
          const page = await readInParts(number, list.ask, cause);
          const [first, last] = [(number - 1) * 50 + 1, Math.min(107, number * 50)];
          const expected = heavy.filter((at) => at >= first && at <= last).toSorted((a, b) => a - b);
          expect(page.tooLarge ?? []).toEqual(expected);
          expect(page.rows).toHaveLength(last - first + 1 - expected.length);
        }
      }),
    );
  });

  test('where nothing can be had, it is an outage, found out with few requests', async () => {
    const list = listOf(light(107), 0);
    await expect(readInParts(1, list.ask, cause)).rejects.toThrow('an outage');
    expect(list.requests).toBeLessThanOrEqual(7);
  });

  test('a list that moves meanwhile is not put together', async () => {
    const list = listOf(light(107), 30);
    const moving: AskPart = async (part) => ({ ...(await list.ask(part)), total: 107 + list.requests });
    await expect(readInParts(1, moving, cause)).rejects.toThrow('changed while it was read');
  });
});
