import { PAGE_LIMITS } from '../../aircall/page-limits.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RowKey } from '../page.ts';
import { makeFingerprint } from '../fingerprint.ts';
import {
  FakeList,
  isFakePerson,
  people,
  type FakePerson,
} from '../../../integration_tests/support/fake-list.ts';
import { readWholeList, type WholeListOptions } from './whole-list.ts';

const NOW_MS = 1_790_000_000_000;

type State = Readonly<Record<string, unknown>>;
type Tombstone = { readonly id: RowKey; readonly gone: number };

function isTombstone(row: object): row is Tombstone {
  return 'gone' in row;
}

class Destination {
  readonly rows = new Map<RowKey, FakePerson>();
  readonly deleted: RowKey[] = [];
  state: State | undefined;
  written = 0;
  notices: string[] = [];
}

async function sync(
  api: FakeList,
  destination: Destination,
  options: Partial<WholeListOptions> = {},
): Promise<void> {
  for await (const event of readWholeList({
    limits: PAGE_LIMITS,
    mode: 'incremental',
    state: destination.state,
    deletions: 'mark',
    onCountMismatch: 'warn',
    nowMs: NOW_MS,
    readPage: api.readPage,
    lookUp: api.lookUp,
    fingerprint: makeFingerprint({}, 'salt'),
    tombstone: (id, _atMs, gone): Tombstone => ({ id, gone }),
    ...options,
  })) {
    if (event.kind === 'records') {
      for (const row of event.rows) {
        destination.written++;
        if (isTombstone(row)) {
          destination.rows.delete(row.id);
          destination.deleted.push(row.id);
        } else if (isFakePerson(row)) destination.rows.set(row.id, row);
      }
    }
    if (event.kind === 'state') destination.state = { ...event.state };
    if (event.kind === 'notice') destination.notices.push(event.code);
  }
}

const byId = (rows: Iterable<FakePerson>): FakePerson[] => [...rows].toSorted((a, b) => a.id - b.id);

describe('a list at rest', () => {
  test.each([0, 1, 50, 51, 137, 1000])(
    'of %i rows arrives once, then costs only its pages',
    async (count) => {
      const api = new FakeList(people(count));
      const destination = new Destination();
      await sync(api, destination);
      expect(byId(destination.rows.values())).toEqual(api.people);
      expect(destination.written).toBe(count);
      api.requests = 0;
      await sync(api, destination);
      expect(destination.written).toBe(count);
      expect(api.requests).toBe(Math.floor(count / 50) + 1);
    },
  );

  test('one renamed and one deleted row give exactly two records', async () => {
    const api = new FakeList(people(137));
    const destination = new Destination();
    await sync(api, destination);
    api.people = api.people
      .filter(({ id }) => id !== 40)
      .map((row) => (row.id === 90 ? { ...row, name: 'new' } : row));
    await sync(api, destination);
    expect(destination.written).toBe(139);
    expect(destination.deleted).toEqual([40]);
    expect(destination.rows.get(90)?.name).toBe('new');
  });

  test('a thousand rows cost less than twenty kilobytes of state', async () => {
    const api = new FakeList(people(1000).map((row) => ({ ...row, id: 1_900_000_000 + row.id * 977 })));
    const destination = new Destination();
    await sync(api, destination);
    expect(JSON.stringify(destination.state).length).toBeLessThan(20_000);
  });

  test('full refresh sends everything, no tombstones, and a state without a memory', async () => {
    const api = new FakeList(people(60));
    const destination = new Destination();
    await sync(api, destination);
    api.people = people(59);
    await sync(api, destination, { mode: 'full_refresh' });
    expect(destination.written).toBe(119);
    expect(destination.state).toEqual({ v: 2 });
    await sync(api, destination);
    expect(destination.written).toBe(178);
  });
});

describe('who is gone', () => {
  test('at most fifty are asked after in a run, the rest in the next', async () => {
    const api = new FakeList(people(200));
    const destination = new Destination();
    await sync(api, destination);
    api.people = people(200).filter(({ id }) => id > 120);
    const counts: number[] = [];
    for (let run = 0; run < 4; run++) {
      await sync(api, destination);
      counts.push(destination.deleted.length);
    }
    expect(counts).toEqual([50, 100, 120, 120]);
  });

  test('an empty list, and the list of another company, tell of no deletion and say so', async () => {
    const api = new FakeList(people(60));
    const destination = new Destination();
    await sync(api, destination);
    for (const other of [[], people(80).map((row) => ({ ...row, id: row.id + 5000 }))]) {
      api.people = other;
      for (let run = 0; run < 2; run++) await sync(api, destination);
    }
    expect(destination.deleted).toEqual([]);
    expect(destination.notices).toEqual(['all-rows-missing', 'all-rows-missing', 'all-rows-missing']);
    expect(destination.written).toBe(60 + 80);
    expect(api.asked).toEqual([]);
    api.people = people(60);
    const { written } = destination;
    await sync(api, destination);
    expect(destination.written).toBe(written);
  });

  test('deletions: keep asks after nobody and tells of no deletion', async () => {
    const api = new FakeList(people(60));
    const destination = new Destination();
    await sync(api, destination);
    api.people = people(55);
    await sync(api, destination, { deletions: 'keep' });
    expect(api.asked).toEqual([]);
    expect(destination.deleted).toEqual([]);
    await sync(api, destination);
    expect(destination.deleted).toEqual([56, 57, 58, 59, 60]);
  });

  test('a row that is never listed and still there is kept, with a warning', async () => {
    const api = new FakeList(people(60));
    const destination = new Destination();
    await sync(api, destination);
    api.people = people(59);
    await sync(api, destination, { lookUp: () => Promise.resolve('found') });
    expect(destination.deleted).toEqual([]);
    expect(destination.notices).toEqual(['unlisted-but-exists']);
  });
});

describe('a list that moves', () => {
  const counts = fc.integer({ min: 0, max: 260 });
  const totals = fc.constantFrom(0, 0, 0, -1, 1);
  const scripts = fc.array(
    fc.record({
      request: fc.integer({ min: 1, max: 9 }),
      kind: fc.constantFrom('swap', 'delete', 'add', 'rename'),
      pick: fc.nat(400),
    }),
    { maxLength: 3 },
  );

  test('everybody who was there throughout arrives, and nobody who is there is marked', async () => {
    await fc.assert(
      fc.asyncProperty(counts, totals, scripts, scripts, async (count, total, first, second) => {
        const api = new FakeList(people(count));
        api.total = (rows) => Math.max(0, rows + total);
        const destination = new Destination();
        let nextId = count + 1;
        for (const script of [first, second]) {
          const there = new Set(api.people.map(({ id }) => id));
          api.requests = 0;
          api.beforeRequest = (request) => {
            for (const { kind, pick } of script.filter((step) => step.request === request)) {
              const victim = api.people[pick % Math.max(1, api.people.length)]?.id;
              if (kind === 'rename')
                api.people = api.people.map((row) =>
                  row.id === victim ? { ...row, name: `n${pick}` } : row,
                );
              if (kind === 'swap' || kind === 'delete') {
                api.people = api.people.filter(({ id }) => id !== victim);
                there.delete(victim ?? 0);
              }
              if (kind === 'swap' || kind === 'add')
                api.people = [...api.people, { id: nextId++, name: 'late' }];
            }
          };
          await sync(api, destination);
          api.beforeRequest = () => undefined;
          for (const id of there) expect(destination.rows.has(id)).toBe(true);
          const present = new Set<RowKey>(api.people.map(({ id }) => id));
          expect(destination.deleted.filter((id) => present.has(id))).toEqual([]);
        }
        // At rest again, one more sync makes both the same (unless nobody known was left, or the count proves nothing).
        const { notices } = destination;
        await sync(api, destination);
        const isProven = total === 0 && !notices.includes('all-rows-missing');
        const rows = byId(destination.rows.values());
        const present = new Set(api.people.map(({ id }) => id));
        expect(isProven ? rows : rows.filter(({ id }) => present.has(id))).toEqual(api.people);
      }),
      { numRuns: 400 },
    );
  });
});

describe('proofs and states', () => {
  test('a count that is off passes with a warning, and is an error under fail', async () => {
    const api = new FakeList(people(60));
    api.total = (total) => total + 2;
    const destination = new Destination();
    await sync(api, destination);
    expect(destination.rows.size).toBe(60);
    expect(destination.notices).toEqual(['count-mismatch']);
    await expect(sync(api, new Destination(), { onCountMismatch: 'fail' })).rejects.toThrow('62');
  });

  test('a list beyond what can be paged through is an error', async () => {
    await expect(sync(new FakeList(people(10_001)), new Destination())).rejects.toThrow('10001');
    const small = new FakeList(people(9000));
    small.perPage = 20;
    await expect(sync(small, new Destination())).rejects.toThrow('9000');
  });

  test('a page size that the API chooses itself is followed', async () => {
    const api = new FakeList(people(137));
    api.perPage = 20;
    const destination = new Destination();
    for (let run = 0; run < 2; run++) await sync(api, destination);
    expect(destination.written).toBe(137);
  });

  test('rows that come in another order at each request all arrive, once', async () => {
    const api = new FakeList(people(137));
    api.shuffled = true;
    const destination = new Destination();
    for (let run = 0; run < 3; run++) await sync(api, destination);
    expect(destination.written).toBe(137);
    expect(destination.notices).toEqual([]);
    expect(destination.deleted).toEqual([]);
  });

  test('a list that never rests ends with a message', async () => {
    const api = new FakeList(people(120));
    api.beforeRequest = () => {
      api.people = api.people.slice(1);
    };
    api.people = people(400);
    await expect(sync(api, new Destination())).rejects.toThrow('kept changing');
  });

  test('no state crashes it, and whatever is unusable sends everything', async () => {
    const values = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom(null, '', 'AAAA', '2026-01-01', '2026-01-01T00:00:00Z'),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.record({ v: values, created_at: values, fingerprints: values }, { requiredKeys: [] }),
        async (state) => {
          const api = new FakeList(people(60));
          const destination = new Destination();
          await sync(api, destination, { state, deletions: 'keep' });
          expect(destination.rows.size).toBe(60);
        },
      ),
    );
  });

  test('a cursor of another connector, and one far ahead, send everything once', async () => {
    for (const [cursor, notices] of [
      ['2026-05-01T10:11:12Z', []],
      ['2030-01-01T00:00:00Z', ['state-ignored']],
      ['yesterday', ['state-ignored']],
    ] as const) {
      const destination = new Destination();
      await sync(new FakeList(people(60)), destination, { state: { created_at: cursor } });
      expect(destination.written).toBe(60);
      expect(destination.notices).toEqual(notices);
    }
  });
});
