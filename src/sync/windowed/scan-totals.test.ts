import { describe, expect, test } from 'vitest';
import { FakeWindowedList } from '../../../integration_tests/support/fake-windowed-list.ts';
import { evenly, idsOf, lostOf, NOW, rowsAt, scanAll } from '../../../integration_tests/support/scan-all.ts';

describe('where the total is off', () => {
  test('no row is hidden by one that is too low, whichever request is answered with another page size', async () => {
    for (const [count, size, otherSize] of [
      [701, 50, 20],
      [701, 20, 50],
      [951, 50, 20],
      [101, 25, 50],
    ] as const) {
      for (let request = 1; request <= count / Math.min(size, otherSize) + 2; request++) {
        for (const [repeat, displacement] of [
          [Infinity, 0],
          [9, 0],
          [9, 300],
        ] as const) {
          const api = new FakeWindowedList(evenly(count, 30), {
            total: (rows) => rows - 1,
            displacement: (id) => (id % 37 === 0 ? displacement : 0),
            perPage: (made) => (made === request || made % repeat === request % repeat ? otherSize : size),
          });
          const { rows } = await scanAll(api);
          expect(
            idsOf(rows),
            `${count} rows, request ${request}, every ${repeat}, ${displacement} s`,
          ).toEqual(idsOf(api.rows));
        }
      }
    }
  });

  test.each([51, 101, 701, 1051])(
    'a row beyond a total that is too low arrives, whichever request finds that one before it has gone: %i rows',
    async (count) => {
      for (const perPage of [50, 25]) {
        for (let request = 1; request <= count / perPage + 2; request++) {
          const api = new FakeWindowedList(evenly(count, 30), {
            total: (rows) => rows - 1,
            perPage: () => perPage,
          });
          api.beforeRequest = (made) => {
            if (made === request) api.rows = api.rows.slice(1);
          };
          const outcome = await scanAll(api);
          expect(api.rows, `request ${request}`).toHaveLength(count - 1);
          expect(lostOf(api, outcome), `request ${request}, ${perPage} rows a page`).toEqual([]);
        }
      }
    },
  );

  test('a total that is too high ends in a word, though every ninth answer has another page size', async () => {
    for (let phase = 0; phase < 9; phase++) {
      for (const count of [100, 151, 251, 332]) {
        const api = new FakeWindowedList(rowsAt(Array.from({ length: count }, () => NOW - 605)), {
          total: (rows) => rows + 1,
          perPage: (request) => (request % 9 === phase ? 20 : 50),
        });
        const { rows, slices } = await scanAll(api);
        expect(idsOf(rows)).toEqual(idsOf(api.rows));
        expect(slices.some(({ verified }) => !verified)).toBe(true);
      }
    }
  });

  test('a page size that changes just behind the end ends in an error, not in a loop', async () => {
    const api = new FakeWindowedList(rowsAt(Array.from({ length: 90 }, () => NOW - 605)), {
      total: (count) => count + 1,
      perPage: () => ((api.queries.at(-1)?.page ?? 1) > 2 ? 20 : 50),
    });
    api.beforeRequest = (made) => {
      if (made > 5000) throw new Error('it goes on for ever');
    };
    await expect(scanAll(api)).rejects.toThrow('kept changing');
  });

  test('a row that comes on two pages read ahead does not make up for one that comes on none', async () => {
    // One row a second, but for the last of page 1 and the first of page 2.
    const seconds = Array.from({ length: 1400 }, (_, index) => NOW - 9000 + (index === 50 ? 49 : index));
    for (let seed = 0; seed < 20; seed++) {
      const api = new FakeWindowedList(
        rowsAt(seconds).map((row) => ({ ...row, id: row.id + seed * 7919 })),
        { shuffledTies: true, total: (count, { from }) => (from === undefined ? count - 1 : count) },
      );
      const outcome = await scanAll(api);
      expect(lostOf(api, outcome), `seed ${seed}`).toEqual([]);
    }
  });

  test('no row that ties hid goes missing, where a total is too low in older queries only', async () => {
    for (let seed = 0; seed < 40; seed++) {
      const rows = rowsAt(Array.from({ length: 1400 }, (_, index) => NOW - 9000 + Math.floor(index / 8)));
      const api = new FakeWindowedList(
        rows.map((row) => ({ ...row, id: row.id + seed * 7919 })),
        {
          shuffledTies: true,
          fromInclusive: seed % 2 === 0,
          total: (count, { from = 0 }) => (from < NOW - 8925 ? count - 1 : count),
        },
      );
      const outcome = await scanAll(api);
      const isSaid = outcome.slices.some(({ verified }) => !verified);
      expect(isSaid ? [] : lostOf(api, outcome), `seed ${seed}`).toEqual([]);
    }
  });
});

test('a call that goes just when it would have shown whether bounds count proves nothing about them', async () => {
  for (let seed = 0; seed < 40; seed++) {
    const rows = rowsAt(Array.from({ length: 3000 }, (_, index) => NOW - 9000 + Math.floor(index / 4)));
    const api = new FakeWindowedList(
      rows.map((row) => ({ ...row, id: row.id + seed * 7919 })),
      { shuffledTies: true, fromInclusive: true },
    );
    let gone = 0;
    api.beforeRequest = () => {
      const { from } = api.queries.at(-1) ?? {};
      if (gone > 0 || from === undefined) return;
      const rest = api.rows.filter(({ at }) => at !== from);
      gone = api.rows.length - rest.length;
      api.rows = rest;
    };
    const outcome = await scanAll(api);
    expect(gone).toBeGreaterThan(0);
    expect(lostOf(api, outcome), `seed ${seed}`).toEqual([]);
  }
});
