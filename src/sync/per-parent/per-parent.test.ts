import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EndpointRefused, TransientError } from '../../errors/errors.ts';
import type { SyncEvent } from '../events.ts';
import { makeFingerprint } from '../fingerprint.ts';
import type { Row, RowKey } from '../page.ts';
import type { Children, Parent } from './children.ts';
import { readPerParent, type PerParentOptions } from './per-parent.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** An account: for each parent a version of its own row, and its rows by key, each with a value. */
type Account = Map<number, { version: number; rows: Map<string, number> }>;

/** How the API answers: refused or failing parents. */
type Trouble = { refused?: ReadonlySet<number>; failing?: ReadonlySet<number> };

class World {
  readonly account: Account = new Map();
  readonly table = new Map<string, Row>();
  nowMs = Date.UTC(2026, 8, 15);
  state: Readonly<Record<string, unknown>> | undefined;
  asked: RowKey[] = [];
  /** Written by a run that was killed before a state said so: what becomes of these until the next run cannot be known. */
  readonly unsaid = new Set<string>();

  set(parent: number, rows: Readonly<Record<string, number>>, version = 1): this {
    this.account.set(parent, { version, rows: new Map(Object.entries(rows)) });
    return this;
  }

  /** One sync; `events`: after so many it is killed. */
  async sync(
    options: Partial<PerParentOptions> = {},
    { refused = new Set(), failing = new Set() }: Trouble = {},
    events = Infinity,
  ): Promise<{
    readonly events: readonly SyncEvent[];
    readonly rows: readonly Row[];
    readonly error: unknown;
  }> {
    this.asked = [];
    const said: SyncEvent[] = [];
    const rows: Row[] = [];
    let sinceState: string[] = [];
    const ended = (error: unknown) => ({ events: said, rows, error });
    const readChildren = async ({ key }: Parent): Promise<Children> => {
      this.asked.push(key);
      if (refused.has(Number(key))) return { kind: 'refused', error: new EndpointRefused('no') };
      if (failing.has(Number(key))) throw new TransientError('down');
      const parent = this.account.get(Number(key));
      if (parent === undefined) return { kind: 'absent' };
      return {
        kind: 'found',
        rows: [...parent.rows].map(([child, value]) => ({ key: child, data: { parent: key, child, value } })),
      };
    };
    try {
      for await (const event of readPerParent({
        mode: 'incremental',
        state: this.state,
        deletions: 'mark',
        nowMs: this.nowMs,
        account: 'a',
        refreshMs: 7 * DAY_MS,
        readParents: async () => ({ parents: this.parents(), isComplete: true }),
        openChildren: async () => readChildren,
        lookUp: async (key) => (this.account.has(Number(key)) ? 'found' : 'absent'),
        fingerprint: makeFingerprint({}, ''),
        tombstone: (parent, child, goneMs) => ({ parent, child, goneMs }),
        ...options,
      })) {
        if (said.length >= events) {
          for (const key of sinceState) this.unsaid.add(key);
          return ended(undefined);
        }
        said.push(event);
        if (event.kind === 'state') {
          this.state = JSON.parse(JSON.stringify(event.state));
          sinceState = [];
        }
        for (const row of event.kind === 'records' ? event.rows : []) sinceState.push(this.#put(row, rows));
      }
    } catch (error) {
      return ended(error);
    }
    return ended(undefined);
  }

  parents(): readonly Parent[] {
    return [...this.account].map(([key, { version }]) => ({ key, fingerprint: version }));
  }

  truth(): ReadonlySet<string> {
    return new Set(
      [...this.account].flatMap(([parent, { rows }]) =>
        [...rows].map(([child, value]) => `${parent}/${child}=${value}`),
      ),
    );
  }

  written(): ReadonlySet<string> {
    return new Set([...this.table].map(([key, row]) => `${key}=${String(row['value'])}`));
  }

  #put(row: Row, rows: Row[]): string {
    rows.push(row);
    const key = `${String(row['parent'])}/${String(row['child'])}`;
    if (row['goneMs'] === undefined) this.table.set(key, row);
    else this.table.delete(key);
    return key;
  }
}

function codes(events: readonly SyncEvent[]): readonly string[] {
  return events.flatMap((event) => (event.kind === 'notice' ? [event.code] : []));
}

test('writes every row once, then only what is new, changed or gone', async () => {
  const world = new World().set(1, { a: 1, b: 1 }).set(2, { c: 1 });
  expect((await world.sync()).rows).toHaveLength(3);
  expect((await world.sync()).rows).toEqual([]);
  expect(world.asked).toEqual([]);
  world.set(1, { a: 2, d: 1 }, 2);
  const { rows } = await world.sync();
  expect(rows).toEqual([
    { parent: 1, child: 'a', value: 2 },
    { parent: 1, child: 'd', value: 1 },
    { parent: 1, child: 'b', goneMs: world.nowMs },
  ]);
  expect(world.asked).toEqual([1]);
});

test('a change that the parent does not show is seen after seven days', async () => {
  const world = new World().set(1, { a: 1 });
  await world.sync();
  world.set(1, { a: 2 });
  world.nowMs += 6 * DAY_MS;
  expect((await world.sync()).rows).toEqual([]);
  world.nowMs += DAY_MS;
  expect((await world.sync()).rows).toEqual([{ parent: 1, child: 'a', value: 2 }]);
});

test('what costs no request is compared each time', async () => {
  const world = new World().set(1, { a: 1 });
  await world.sync({ refreshMs: 0 });
  world.set(1, { b: 1 });
  expect((await world.sync({ refreshMs: 0 })).rows).toHaveLength(2);
});

test('the rows of a parent that is gone are told, unless it is only not listed', async () => {
  const world = new World().set(1, { a: 1, b: 1 }).set(2, { c: 1 });
  await world.sync();
  const listed = { parents: [{ key: 2, fingerprint: 1 }], isComplete: true };
  expect((await world.sync({ readParents: async () => listed })).rows).toEqual([]);
  expect((await world.sync({ readParents: async () => ({ ...listed, isComplete: false }) })).rows).toEqual(
    [],
  );
  world.account.delete(1);
  const { rows } = await world.sync();
  expect(rows.map(({ child }) => child)).toEqual(['a', 'b']);
  expect((await world.sync()).rows).toEqual([]);
});

test('`deletions: keep` and a full refresh tell of nothing that is gone', async () => {
  const world = new World().set(1, { a: 1 });
  await world.sync();
  world.set(1, {}, 2);
  expect((await world.sync({ deletions: 'keep' })).rows).toEqual([]);
  const full = await world.sync({ mode: 'full_refresh' });
  expect([full.rows, full.events.at(-1)]).toEqual([[], { kind: 'state', state: { v: 1 } }]);
});

describe('refusals and failures', () => {
  test('of one parent leave the others alone', async () => {
    const world = new World().set(1, { a: 1 }).set(2, { b: 1 }).set(3, { c: 1 });
    const run = await world.sync({}, { refused: new Set([2]) });
    expect([codes(run.events), run.error]).toEqual([['rows-refused'], undefined]);
    expect(run.rows.map(({ child }) => child)).toEqual(['a', 'c']);
    await world.sync();
    expect(world.asked).toEqual([]);
    world.nowMs += DAY_MS;
    expect((await world.sync()).rows.map(({ child }) => child)).toEqual(['b']);
  });

  test('a refusal after rows were there deletes none', async () => {
    const world = new World().set(1, { a: 1 }).set(2, { b: 1 });
    await world.sync();
    world.nowMs += 8 * DAY_MS;
    const run = await world.sync({}, { refused: new Set([1]) });
    expect(run.rows).toEqual([]);
    expect(world.written()).toEqual(world.truth());
  });

  test('of every parent are the stream’s: three requests are enough', async () => {
    const world = new World();
    for (let key = 1; key <= 9; key++) world.set(key, { a: 1 });
    const all = new Set(world.account.keys());
    expect((await world.sync({}, { refused: all })).error).toBeInstanceOf(EndpointRefused);
    expect(world.asked).toHaveLength(3);
    expect((await world.sync({}, { failing: all })).error).toBeInstanceOf(TransientError);
    expect(world.asked).toHaveLength(3);
  });

  test('a failure is thrown once the others are read, and what failed is read the next time', async () => {
    const world = new World().set(1, { a: 1 }).set(2, { b: 1 }).set(3, { c: 1 });
    const run = await world.sync({}, { failing: new Set([1]) });
    expect(run.error).toBeInstanceOf(TransientError);
    expect(run.rows).toHaveLength(2);
    expect((await world.sync()).rows.map(({ child }) => child)).toEqual(['a']);
  });
});

test('another company is told, and nothing of it is marked as deleted', async () => {
  const world = new World().set(1, { a: 1 });
  await world.sync();
  world.account.clear();
  world.set(7, { z: 1 });
  const run = await world.sync({ account: 'b' });
  expect(codes(run.events)).toEqual(['account-changed']);
  expect(run.rows).toEqual([{ parent: 7, child: 'z', value: 1 }]);
});

test.each([
  { parents: [] },
  { parents: { 1: 'x' } },
  { parents: { 1: { read_at: 'never', fingerprint: 1, children: {} } } },
  { parents: { 1: { read_at: '2026-09-15T00:00:00Z', fingerprint: 1, children: { a: 'x' } } } },
])('a state that is not understood is no error: %j', async (state) => {
  const world = new World().set(1, { a: 1 });
  world.state = state;
  const run = await world.sync();
  expect(codes(run.events)).toEqual(['state-ignored']);
  expect(run.rows).toHaveLength(1);
});

const change = fc.record({
  parent: fc.nat(5),
  kind: fc.constantFrom('put', 'take', 'drop', 'touch'),
  child: fc.constantFrom('a', 'b', 'c'),
  value: fc.nat(3),
});

const round = fc.record({
  changes: fc.array(change, { maxLength: 6 }),
  hours: fc.constantFrom(1, 30, 200),
  killedAfter: fc.option(fc.nat(8), { nil: Infinity }),
  refused: fc.uniqueArray(fc.nat(5), { maxLength: 2 }),
  failing: fc.uniqueArray(fc.nat(5), { maxLength: 2 }),
});

type Change = {
  readonly parent: number;
  readonly kind: string;
  readonly child: string;
  readonly value: number;
};

function apply({ account }: World, { parent, kind, child, value }: Change): void {
  const known = account.get(parent) ?? { version: 0, rows: new Map<string, number>() };
  if (kind === 'drop') {
    account.delete(parent);
    return;
  }
  if (kind === 'put') known.rows.set(child, value);
  if (kind === 'take') known.rows.delete(child);
  if (kind === 'touch') known.version++;
  account.set(parent, known);
}

test('kills, refusals and failures lose nothing, and nobody is falsely gone (V1, V14)', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(round, { maxLength: 8 }), async (rounds) => {
      const world = new World();
      for (const { changes, hours, killedAfter, refused, failing } of rounds) {
        for (const one of changes) apply(world, one);
        world.nowMs += hours * HOUR_MS;
        const run = await world.sync(
          {},
          { refused: new Set(refused), failing: new Set(failing) },
          killedAfter,
        );
        for (const { parent, child, goneMs } of run.rows) {
          const still = world.account.get(Number(parent))?.rows.has(String(child)) === true;
          expect(still).toBe(goneMs === undefined);
        }
      }
      world.nowMs += 8 * DAY_MS;
      await world.sync();
      const isSaid = (entry: string): boolean => !world.unsaid.has(entry.replace(/=.*/, ''));
      expect([...world.written()].filter(isSaid).toSorted()).toEqual(
        [...world.truth()].filter(isSaid).toSorted(),
      );
      const again = await world.sync();
      expect(again.rows).toEqual([]);
    }),
    { numRuns: 1000 },
  );
});
