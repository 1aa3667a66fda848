import fc from 'fast-check';
import { expect, test } from 'vitest';
import { teams } from '../streams/teams.ts';
import { users } from '../streams/users.ts';
import type { RowKey } from '../sync/page.ts';
import { readDeletions } from './deletions.ts';
import type { ListReader } from './shared-list.ts';

type State = Readonly<Record<string, unknown>>;

const NOW = Date.UTC(2026, 8, 1);
const lists = [users, teams];

/** Two lists as the API has them. */
class Account {
  readonly rows = new Map<string, Set<number>>(lists.map(({ name }) => [name, new Set<number>()]));

  /** Adds or removes the rows of these numbers. */
  toggle(name: string, ids: readonly number[]): void {
    const rows = this.rows.get(name);
    for (const id of ids) if (rows?.delete(id) === false) rows.add(id);
  }

  open(name: string): ListReader {
    const has = (key: RowKey): boolean => this.rows.get(name)?.has(Number(key)) === true;
    return {
      readPage: (page) => {
        const ids = [...(this.rows.get(name) ?? [])].toSorted((a, b) => a - b);
        const rows = ids.slice((page - 1) * 50, page * 50).map((id) => ({ id, at: undefined, data: {} }));
        return Promise.resolve({ rows, total: ids.length, perPage: 50 });
      },
      lookUp: (key) => Promise.resolve(has(key) ? 'found' : 'absent'),
    };
  }
}

type Told = { readonly stream: unknown; readonly key: unknown };

/** One sync that is cut off after so many events. What was written, and the last state. */
async function sync(
  account: Account,
  state: State | undefined,
  events: number,
): Promise<{ readonly told: readonly Told[]; readonly state: State | undefined; readonly isWhole: boolean }> {
  const told: Told[] = [];
  let last = state;
  let count = 0;
  for await (const event of readDeletions({
    lists,
    state,
    nowMs: NOW,
    account: 'one',
    wasRead: () => false,
    open: ({ name }) => account.open(name),
  })) {
    if (count++ === events) return { told, state: last, isWhole: false };
    if (event.kind === 'records') {
      told.push(...event.rows.map(({ stream, key }) => ({ stream, key })));
    }
    if (event.kind === 'state') last = JSON.parse(JSON.stringify(event.state));
  }
  return { told, state: last, isWhole: true };
}

const change = fc.record({
  list: fc.constantFrom('users', 'teams'),
  ids: fc.array(fc.integer({ min: 1, max: 70 }), { maxLength: 12 }),
});
const step = fc.record({
  changes: fc.array(change, { maxLength: 3 }),
  events: fc.oneof({ weight: 3, arbitrary: fc.constant(Infinity) }, fc.nat(8)),
});

test('whatever comes and goes, and wherever a sync is cut off: all that is gone is told, and nothing that is there', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 10 }), async (steps) => {
      const account = new Account();
      let state: State | undefined;
      const told = new Set<string>();
      // What a finished sync has seen must be told once it is gone.
      const owed = new Set<string>();
      for (const { changes, events } of [...steps, { changes: [], events: Infinity }]) {
        for (const { list, ids } of changes) account.toggle(list, ids);
        const run = await sync(account, state, events);
        ({ state } = run);
        for (const { stream, key } of run.told) {
          expect(account.rows.get(String(stream))?.has(Number(key))).toBe(false);
          told.add(`${String(stream)} ${String(key)}`);
        }
        if (!run.isWhole) continue;
        for (const [name, rows] of account.rows) for (const id of rows) owed.add(`${name} ${id}`);
      }
      const gone = [...owed].filter((text) => {
        const [name = '', id] = text.split(' ');
        return account.rows.get(name)?.has(Number(id)) !== true;
      });
      expect(gone.filter((text) => !told.has(text))).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test('a second sync with nothing new writes nothing', async () => {
  const account = new Account();
  account.toggle('users', [1, 2, 3]);
  const first = await sync(account, undefined, Infinity);
  account.toggle('users', [2]);
  const second = await sync(account, first.state, Infinity);
  expect(second.told).toEqual([{ stream: 'users', key: '2' }]);
  expect((await sync(account, second.state, Infinity)).told).toEqual([]);
});
