import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FakeContacts } from '../../../integration_tests/support/fake-contacts.ts';
import type { SyncEvent } from '../events.ts';
import { makeFingerprint } from '../fingerprint.ts';
import type { Row } from '../page.ts';
import { readUpdated, type UpdatedOptions } from './updated.ts';

const HOUR = 3600;
const DAY = 24 * HOUR;
const START = Date.UTC(2026, 8, 15) / 1000;

/** What a run is given beside the account. */
type SyncOptions = Partial<UpdatedOptions> & {
  /** After so many events it is killed. */
  readonly events?: number;
};

class World {
  readonly api: FakeContacts;
  readonly table = new Map<number, Row>();
  /** Written by a run that was killed before a state said so: what becomes of these until the next run cannot be known. */
  readonly unsaid = new Set<number>();
  now = START;
  state: Readonly<Record<string, unknown>> | undefined;
  requests = 0;

  constructor(api = new FakeContacts()) {
    this.api = api;
  }

  async sync({ events = Infinity, ...options }: SyncOptions = {}): Promise<{
    readonly rows: readonly Row[];
    readonly codes: readonly string[];
    readonly states: number;
  }> {
    const before = this.api.requests;
    const rows: Row[] = [];
    const codes: string[] = [];
    let [said, states] = [0, 0];
    let sinceState: number[] = [];
    for await (const event of readUpdated({
      mode: 'incremental',
      state: this.state,
      deletions: 'mark',
      onCountMismatch: 'warn',
      fullEverySeconds: 7 * DAY,
      now: this.now,
      nowReliable: true,
      account: 'a',
      shape: 's',
      limits: this.api.limits,
      readCreated: this.api.readCreated,
      readChanged: this.api.readChanged,
      lookUp: this.api.lookUp,
      fingerprint: makeFingerprint({}, ''),
      tombstone: (id, goneMs) => ({ id, goneMs }),
      prefetchDepth: () => 2,
      signal: new AbortController().signal,
      ...options,
    })) {
      if (said++ >= events) {
        for (const id of sinceState) this.unsaid.add(id);
        break;
      }
      if (event.kind === 'notice') codes.push(event.code);
      if (event.kind === 'state') {
        this.state = JSON.parse(JSON.stringify(event.state));
        sinceState = [];
        states++;
      }
      sinceState.push(...this.#put(event, rows));
    }
    this.requests = this.api.requests - before;
    return { rows, codes, states };
  }

  fill(count: number, gap: () => number = () => 1): this {
    const first = this.now - 300 * DAY;
    const step = (299 * DAY) / count;
    for (let at = 0; at < count; at++) this.api.add(Math.floor(first + at * step), { gap: gap() });
    return this;
  }

  /** What the table should hold, and what it holds, but for what cannot be known. */
  compared(): readonly [unknown, unknown] {
    const isKnown = ([id]: readonly [number, unknown]): boolean => !this.unsaid.has(id);
    const truth = [...this.api.contacts].filter(isKnown).map(([id, contact]) => [id, contact.value]);
    const table = [...this.table].filter(isKnown).map(([id, row]) => [id, row['value']]);
    return [new Set(table.map(String)), new Set(truth.map(String))];
  }

  #put(event: SyncEvent, rows: Row[]): readonly number[] {
    if (event.kind !== 'records') return [];
    rows.push(...event.rows);
    return event.rows.map((row) => {
      const id = Number(row['id']);
      if (row['goneMs'] === undefined) this.table.set(id, row);
      else this.table.delete(id);
      return id;
    });
  }
}

function ids(rows: readonly Row[]): readonly unknown[] {
  return rows.map(({ id }) => id);
}

function expectWhole(world: World): void {
  const [table, truth] = world.compared();
  expect(table).toEqual(truth);
}

describe('12,500 contacts', () => {
  const size = 12_500;

  test('cost 1.03 times the least requests, and a state of six characters each', async () => {
    let seed = 1;
    const gap = (): number => ((seed = (seed * 48_271) % 2_147_483_647) % 2000) + 1;
    const world = new World().fill(size, gap);
    const { states } = await world.sync();
    expectWhole(world);
    expect(world.requests).toBeLessThanOrEqual(1.03 * Math.ceil(size / 50) + 2);
    expect(states).toBeGreaterThan(5);
    expect(JSON.stringify(world.state).length / size).toBeLessThanOrEqual(6);
  });

  test('cost one request where nothing is new, and two for thirty changes', async () => {
    const world = new World().fill(size);
    await world.sync();
    world.now += HOUR;
    expect((await world.sync()).rows).toEqual([]);
    expect(world.requests).toBe(1);
    const changed = [...world.api.contacts.keys()].filter((_, at) => at % 400 === 0).slice(0, 30);
    for (const [at, id] of changed.entries()) world.api.edit(id, world.now + at);
    world.now += HOUR;
    expect(new Set(ids((await world.sync()).rows))).toEqual(new Set(changed));
    expect(world.requests).toBeLessThanOrEqual(2);
  });
});

test('100,000 contacts take five characters each', async () => {
  const world = new World();
  let seed = 1;
  world.fill(100_000, () => ((seed = (seed * 48_271) % 2_147_483_647) % 500) + 1);
  await world.sync();
  expect(JSON.stringify(world.state).length / 100_000).toBeLessThanOrEqual(5);
});

test('deletions, and changes without a time of change, are found by the full reading', async () => {
  const world = new World().fill(120);
  await world.sync();
  const [gone = 0, edited = 0] = world.api.contacts.keys();
  world.api.contacts.delete(gone);
  world.api.edit(edited, world.now, false);
  world.now += HOUR;
  expect((await world.sync()).rows).toEqual([]);
  world.now += 7 * DAY;
  const { rows } = await world.sync();
  expect(rows).toEqual([
    expect.objectContaining({ id: edited, value: 1 }),
    { id: gone, goneMs: world.now * 1000 },
  ]);
  world.now += 7 * DAY;
  expect((await world.sync()).rows).toEqual([]);
});

test('fifty are asked for in a sync, in turns, and what still exists is no deletion', async () => {
  const world = new World().fill(300);
  await world.sync();
  const [...all] = world.api.contacts.keys();
  for (const id of all.slice(0, 60)) world.api.hidden.add(id);
  for (const id of all.slice(60, 140)) world.api.contacts.delete(id);
  world.now += 7 * DAY;
  const first = await world.sync();
  expect([first.rows.length, first.codes]).toEqual([0, ['unlisted-but-exists']]);
  world.now += HOUR;
  const told: unknown[] = [];
  for (let nth = 0; nth < 3; nth++) told.push(...ids((await world.sync()).rows));
  expect(new Set(told)).toEqual(new Set(all.slice(60, 140)));
  expectWhole(world);
});

test('`deletions: keep` forgets what is gone', async () => {
  const world = new World().fill(60);
  await world.sync({ deletions: 'keep' });
  const [gone = 0] = world.api.contacts.keys();
  world.api.contacts.delete(gone);
  world.now += 7 * DAY;
  expect((await world.sync({ deletions: 'keep' })).rows).toEqual([]);
  expect(world.state).toMatchObject({ unlisted: '', unseen: '' });
});

test('an API that does not sort by the time of change is read in full each time', async () => {
  const world = new World().fill(120);
  world.api.isOrderByIgnored = true;
  await world.sync();
  const [edited = 0] = world.api.contacts.keys();
  world.api.edit(edited, world.now);
  world.now += HOUR;
  expect(ids((await world.sync()).rows)).toEqual([edited]);
  expect((await world.sync()).rows).toEqual([]);
});

test('more changes than can be paged through are read in full, at once', async () => {
  const limits = { pageSize: 5, rowCap: 100, lastPage: 20 };
  const world = new World(new FakeContacts(limits)).fill(300);
  await world.sync();
  expectWhole(world);
  for (const id of world.api.contacts.keys()) world.api.edit(id, world.now);
  world.now += HOUR;
  expect((await world.sync()).rows).toHaveLength(300);
});

test('a full refresh writes every row, and keeps nothing', async () => {
  const world = new World().fill(120);
  await world.sync();
  expect((await world.sync({ mode: 'full_refresh' })).rows).toHaveLength(120);
  expect(world.state).toEqual({ v: 1 });
});

test('rows of another shape are read in full, and written again', async () => {
  const world = new World().fill(120);
  await world.sync();
  const fingerprint = makeFingerprint({}, 'other');
  const other = { shape: 'other', fingerprint };
  expect((await world.sync(other)).rows).toHaveLength(120);
  expect((await world.sync(other)).rows).toEqual([]);
});

test('another company is told, and nothing of it is marked as deleted', async () => {
  const world = new World().fill(60);
  await world.sync();
  const other = new World().fill(3);
  other.state = world.state;
  const run = await other.sync({ account: 'b' });
  expect([run.codes, run.rows.length]).toEqual([['account-changed'], 3]);
  other.now += 8 * DAY;
  expect((await other.sync({ account: 'b' })).rows).toEqual([]);
});

test.each([
  [{ fingerprints: '!', v: 1 }, ['state-ignored']],
  [{ fingerprints: 'AAA', unseen: 7 }, ['state-ignored']],
  [{ updated_at: '2026-09-01T00:00:00Z' }, []],
  [{ updated_at: 1_790_000_000 }, []],
])('a state of another kind is no error: %j', async (state, codes) => {
  const world = new World().fill(3);
  world.state = state;
  const run = await world.sync();
  expect([run.codes, run.rows.length]).toEqual([codes, 3]);
});

const change = fc.record({
  kind: fc.constantFrom('add', 'edit', 'quiet-edit', 'delete', 'undated'),
  which: fc.nat(60),
});

const round = fc.record({
  before: fc.array(change, { maxLength: 5 }),
  /** While it runs: at which request, and what. */
  during: fc.array(fc.tuple(fc.nat(12), change), { maxLength: 4 }),
  hours: fc.constantFrom(1, 5, 24 * 8),
  events: fc.option(fc.nat(12), { nil: Infinity }),
  isOrderByIgnored: fc.boolean(),
});

type Change = { readonly kind: string; readonly which: number };

function apply({ api, now }: World, { kind, which }: Change): void {
  const keys = [...api.contacts.keys()];
  const id = keys[which % Math.max(1, keys.length)] ?? 0;
  if (kind === 'add') api.add(now);
  else if (kind === 'undated') api.add(now, { updatedAt: undefined });
  else if (kind === 'delete') api.contacts.delete(id);
  else api.edit(id, now, kind === 'edit');
}

test('edits, deletions, additions and kills: nothing is lost within two syncs, nobody is falsely gone (V1)', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(40), fc.array(round, { maxLength: 6 }), async (size, rounds) => {
      const world = new World(new FakeContacts({ pageSize: 5, rowCap: 60, lastPage: 12 })).fill(size);
      for (const { before, during, hours, events, isOrderByIgnored } of rounds) {
        world.now += hours * HOUR;
        for (const one of before) apply(world, one);
        world.api.isOrderByIgnored = isOrderByIgnored;
        let request = 0;
        world.api.onRequest = () => {
          for (const [at, one] of during) if (at === request) apply(world, one);
          request++;
        };
        const { rows } = await world.sync({ events });
        world.api.onRequest = () => undefined;
        const told = rows.filter(({ goneMs }) => goneMs !== undefined);
        expect(told.filter(({ id }) => world.api.contacts.has(Number(id)))).toEqual([]);
      }
      world.api.isOrderByIgnored = false;
      for (let nth = 0; nth < 2; nth++) {
        world.now += 8 * DAY;
        await world.sync();
      }
      expectWhole(world);
      world.now += HOUR;
      expect((await world.sync()).rows).toEqual([]);
    }),
    { numRuns: Number(process.env['HISTORIES'] ?? 1000) },
  );
});
