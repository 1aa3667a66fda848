import { describe, expect, test } from 'vitest';
import { PAGE_LIMITS } from '../../aircall/page-limits.ts';
import { FakeList, people } from '../../../integration_tests/support/fake-list.ts';
import type { RowKey } from '../page.ts';
import { readVerifiedList, type Listing } from './verified-list.ts';

/** What one reading of the list says, and the ids that it brings. */
async function readList(api: FakeList): Promise<Listing & { readonly ids: ReadonlySet<RowKey> }> {
  const ids = new Set<RowKey>();
  const reading = readVerifiedList(api.readPage, PAGE_LIMITS, 0);
  for (;;) {
    const step = await reading.next();
    if (step.done === true) return { ...step.value, ids };
    for (const { id } of step.value) ids.add(id);
  }
}

/** A list whose total is one too low. */
function listOf(count: number, perPage: number): FakeList {
  const api = new FakeList(people(count));
  api.total = (rows) => rows - 1;
  api.perPage = perPage;
  return api;
}

describe('a row beyond a total that is too low arrives', () => {
  const lists = [
    { count: 51, size: 50, otherSize: 20 },
    { count: 101, size: 50, otherSize: 20 },
    { count: 101, size: 20, otherSize: 50 },
    { count: 201, size: 50, otherSize: 25 },
  ];
  test.each(lists)(
    'whichever request finds that another has gone, and a new one has come: $count rows, $size a page',
    async ({ count, size }) => {
      for (const added of [0, 1]) {
        for (let request = 1; request <= count / size + 2; request++) {
          const api = listOf(count, size);
          const newest = people(count + added).slice(count);
          api.beforeRequest = (made) => {
            if (made === request) api.people = [...api.people.slice(1), ...newest];
          };
          const { ids } = await readList(api);
          const old = api.people.filter(({ id }) => id <= count);
          expect(old, `request ${request}`).toHaveLength(count - 1);
          expect(
            old.filter(({ id }) => !ids.has(id)),
            `request ${request}, ${added} added`,
          ).toEqual([]);
        }
      }
    },
  );

  test.each(lists)(
    'whichever request is answered with another page size: $count rows, $size a page, once $otherSize',
    async ({ count, size, otherSize }) => {
      for (let request = 1; request <= count / Math.min(size, otherSize) + 3; request++) {
        const api = listOf(count, size);
        api.beforeRequest = (made) => {
          api.perPage = made === request ? otherSize : size;
        };
        expect((await readList(api)).ids.size, `request ${request}`).toBe(count);
      }
    },
  );

  test('or is told to be too large, alone on its page', async () => {
    const api = listOf(51, 50);
    api.isTooLarge = (id) => id === 51;
    expect((await readList(api)).tooLarge).toEqual([51]);
  });

  test('which costs two requests of a reading', async () => {
    const api = listOf(101, 50);
    await readList(api);
    // Three readings that agree: 1 (to learn the total), then 2, 3, 2, 1 each.
    expect(api.requests).toBe(1 + 3 * 4);
  });
});

test('a total that is too low proves nothing where one row came twice and another not at all', async () => {
  for (let count = 102; count < 250; count++) {
    const api = listOf(count, 50);
    api.shuffled = true;
    const { ids, verified } = await readList(api);
    expect({ verified, found: ids.size }).toEqual({ verified: false, found: count });
  }
});

test('nor where that happens at one request only', async () => {
  const api = listOf(130, 50);
  const inOrder = api.people;
  const swapped = [...inOrder.slice(0, 49), ...inOrder.slice(49, 51).toReversed(), ...inOrder.slice(51)];
  // Page 1 tells the total; then come pages 3, 2 and 1.
  api.beforeRequest = (made) => {
    api.people = made === 4 ? swapped : inOrder;
  };
  const { ids, verified } = await readList(api);
  expect({ verified, found: ids.size }).toEqual({ verified: false, found: 130 });
});

test('a row that is too large has its place in the count', async () => {
  const api = new FakeList(people(51));
  api.isTooLarge = (id) => id === 3;
  const { verified, passes } = await readList(api);
  expect({ verified, passes }).toEqual({ verified: true, passes: 1 });
});
