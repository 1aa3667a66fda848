import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  FakeWindowedList,
  type FakeBehaviour,
  type FakeRow,
} from '../../../integration_tests/support/fake-windowed-list.ts';
import { evenly, idsOf, lostOf, NOW, rowsAt, scanAll } from '../../../integration_tests/support/scan-all.ts';

describe('a scan of a list at rest', () => {
  test.each([0, 1, 49, 50, 51, 100, 1000, 1001, 9_999, 10_000, 10_001, 25_000])(
    'brings each of %i rows once and proves as many',
    async (count) => {
      for (const cappedTotal of [false, true]) {
        const api = new FakeWindowedList(evenly(count, 30), { cappedTotal });
        const { rows, slices } = await scanAll(api);
        expect(idsOf(rows)).toEqual(idsOf(api.rows));
        expect(slices.reduce((sum, slice) => sum + slice.ids, 0)).toBe(count);
        expect(slices.every((slice) => slice.verified && slice.ids === slice.total)).toBe(true);
      }
    },
  );

  test.each([1_000, 10_000, 100_000])(
    'costs at most three in a hundred requests more for %i rows',
    async (count) => {
      const api = new FakeWindowedList(evenly(count, 60));
      const { requests } = await scanAll(api);
      expect(requests).toBeLessThanOrEqual(1.03 * Math.ceil(count / 50) + 1);
    },
  );

  test('asks once when there is nothing new', async () => {
    expect((await scanAll(new FakeWindowedList([]), NOW - 7200)).requests).toBe(1);
  });

  test('says so when one second holds more rows than can be paged through', async () => {
    const api = new FakeWindowedList(rowsAt(Array.from({ length: 10_500 }, () => NOW - 500)));
    await expect(scanAll(api)).rejects.toThrow('single second');
  });

  test('reads thousands of rows of a single second', async () => {
    for (const shuffledTies of [false, true]) {
      const api = new FakeWindowedList(rowsAt(Array.from({ length: 700 }, () => NOW - 500)), {
        shuffledTies,
      });
      const { rows } = await scanAll(api);
      expect(idsOf(rows)).toEqual(idsOf(api.rows));
    }
  });

  test('passes a list whose count is off as unverified, with both numbers', async () => {
    const { rows, slices } = await scanAll(
      new FakeWindowedList(evenly(120, 30), { total: (count) => count + 3 }),
    );
    expect(rows).toHaveLength(120);
    expect(slices.filter((slice) => !slice.verified)).toMatchObject([{ total: expect.any(Number) }]);
    expect(slices.reduce((sum, slice) => sum + slice.total - slice.ids, 0)).toBe(3);
  });
});

const behaviours = fc.record({
  fromInclusive: fc.boolean(),
  toExclusive: fc.constant(false),
  cappedTotal: fc.boolean(),
  shuffledTies: fc.boolean(),
  displacementSeed: fc.option(fc.nat(1000), { nil: undefined }),
  boundsOn: fc.constantFrom<FakeBehaviour['boundsOn']>('at', 'place'),
  clamp: fc.constantFrom('never', 'always', 'changing'),
});

const accounts = fc
  .record({
    count: fc.integer({ min: 0, max: 1500 }),
    spread: fc.constantFrom(3, 60, 600, 20_000, 2_000_000),
    seed: fc.nat(),
  })
  .map(({ count, spread, seed }) => {
    let state = seed;
    const random = (): number => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state / 2 ** 32;
    };
    return rowsAt(Array.from({ length: count }, () => NOW - 605 - Math.floor(random() * spread)));
  });

function behaviourOf(knobs: typeof behaviours extends fc.Arbitrary<infer T> ? T : never): FakeBehaviour {
  const { displacementSeed, clamp, ...rest } = knobs;
  return {
    ...rest,
    total: (count) => count,
    shown: (row) => row.at,
    isTooLarge: () => false,
    edge: Number.NEGATIVE_INFINITY,
    displacement: (id) =>
      displacementSeed === undefined || (id + displacementSeed) % 37 !== 0 ? 0 : ((id * 131) % 600) - 300,
    perPage: (request) => (clamp === 'always' || (clamp === 'changing' && request % 9 === 8) ? 20 : 50),
  };
}

describe('whatever the documentation leaves open', () => {
  test('every row arrives, once, and all of it is proven', async () => {
    await fc.assert(
      fc.asyncProperty(accounts, behaviours, async (account, knobs) => {
        const api = new FakeWindowedList(account, behaviourOf(knobs));
        const { rows, slices, countedUnseen } = await scanAll(api);
        expect(idsOf(rows)).toEqual(idsOf(api.rows));
        expect(countedUnseen).toBe(0);
        // Where bounds act on something else than the second shown, a row may count for the range beside its own.
        const proven = slices.reduce((sum, slice) => sum + slice.ids, 0);
        expect(proven).toBe(knobs.boundsOn === 'at' ? account.length : proven);
        expect(slices.every((slice) => slice.verified)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

type Mutation = {
  readonly request: number;
  readonly kind: 'delete' | 'shift' | 'edit' | 'age';
  readonly pick: number;
};

const mutations = fc.array(
  fc.record({
    request: fc.integer({ min: 1, max: 60 }),
    kind: fc.constantFrom<Mutation['kind']>('delete', 'shift', 'edit', 'age'),
    pick: fc.nat(5000),
  }),
  { maxLength: 12 },
);

/** What the API's count is off by. */
const totals = fc.constantFrom(0, 0, 0, -1, -2, 1);

function mutate(rows: readonly FakeRow[], { kind, pick }: Mutation): readonly FakeRow[] {
  if (rows.length === 0) return rows;
  const index = kind === 'age' ? 0 : pick % rows.length;
  if (kind === 'delete' || kind === 'age') return rows.toSpliced(index, 1);
  return rows.map((row, position) => {
    if (position !== index) return row;
    return kind === 'shift' ? { ...row, at: row.at + 1 } : { ...row, text: `${row.text}x` };
  });
}

describe('a list that moves under the scan', () => {
  test('everything that was there throughout arrives, or it is said that the count is off', async () => {
    await fc.assert(
      fc.asyncProperty(accounts, behaviours, totals, mutations, async (account, knobs, off, script) => {
        const total = (count: number): number => count + off;
        const api = new FakeWindowedList(account, { ...behaviourOf(knobs), total });
        api.beforeRequest = (request) => {
          for (const step of script) if (step.request === request) api.rows = mutate(api.rows, step);
        };
        const outcome = await scanAll(api);
        const isPromised = off === 0 || outcome.slices.every(({ verified }) => verified);
        expect(isPromised ? lostOf(api, outcome) : []).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test('a row that moves past the end of a slice does not stand in for one that was not seen', async () => {
    const seconds = Array.from(
      { length: 43 },
      (_, index) => NOW - (index < 12 ? 607 : index < 30 ? 606 : 605),
    );
    const late: FakeRow = { id: 99, at: NOW - 607, text: '' };
    const api = new FakeWindowedList([...rowsAt(seconds), late], {
      displacement: (id) => (id === late.id ? 2 : 0),
      perPage: () => 20,
    });
    const moves: FakeRow[] = [];
    api.beforeRequest = (request) => {
      if (request === 2) api.rows = api.rows.filter(({ id }) => id !== 2);
      const [first] = api.rows;
      if (api.queries.at(-1)?.from === undefined || moves.length > 0 || first === undefined) return;
      moves.push(first);
      api.rows = api.rows.with(0, { ...first, at: first.at + 1 });
    };
    const outcome = await scanAll(api);
    expect(moves).toHaveLength(1);
    expect(lostOf(api, outcome)).toEqual([]);
  });

  test('nor does one that moves past the end of a slice whose pages are read ahead', async () => {
    // Ten rows a second, pages of five: after twenty pages the query begins anew at second 9, and page 1 tells what counts.
    const seconds = Array.from({ length: 400 }, (_, index) => NOW - 1000 + Math.floor(index / 10));
    const late: FakeRow = { id: 999, at: NOW - 995, text: '' };
    const api = new FakeWindowedList([...rowsAt(seconds), late], {
      displacement: (id) => (id === late.id ? 10 : 0),
      perPage: () => 5,
    });
    let moved = 0;
    api.beforeRequest = () => {
      if (api.queries.at(-1)?.from !== NOW - 992 || moved > 0) return;
      moved = api.rows.findIndex(({ at }) => at === NOW - 992);
      const row = api.rows[moved];
      if (row !== undefined) api.rows = api.rows.with(moved, { ...row, at: row.at + 1 });
    };
    const outcome = await scanAll(api);
    expect(moved).toBeGreaterThan(0);
    expect(lostOf(api, outcome)).toEqual([]);
  });
});
