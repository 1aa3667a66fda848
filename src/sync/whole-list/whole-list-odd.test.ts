import { PAGE_LIMITS } from '../../aircall/page-limits.ts';
import { describe, expect, test } from 'vitest';
import { FakeList, people } from '../../../integration_tests/support/fake-list.ts';
import { makeFingerprint } from '../fingerprint.ts';
import type { Row, RowKey } from '../page.ts';
import { readWholeList, type WholeListOptions } from './whole-list.ts';

const NOW_MS = 1_790_000_000_000;
const HOUR = 3_600_000;

/** A list, and one sync after the other. */
class Pipeline {
  readonly api: FakeList;
  readonly rows = new Map<unknown, Row>();
  readonly gone: unknown[] = [];
  notices: string[] = [];
  verified: boolean[] = [];
  state: Readonly<Record<string, unknown>> | undefined;
  nowMs = NOW_MS;

  constructor(count: number) {
    this.api = new FakeList(people(count));
  }

  /** How many records and requests it took. */
  async sync(options: Partial<WholeListOptions> = {}): Promise<{ written: number; requests: number }> {
    let written = 0;
    this.notices = [];
    this.verified = [];
    const { requests } = this.api;
    this.nowMs += HOUR;
    for await (const event of readWholeList({
      limits: PAGE_LIMITS,
      mode: 'incremental',
      state: this.state,
      deletions: 'mark',
      onCountMismatch: 'warn',
      nowMs: this.nowMs,
      readPage: this.api.readPage,
      lookUp: this.api.lookUp,
      fingerprint: makeFingerprint({}, 'salt'),
      tombstone: (id) => ({ gone: id }),
      ...options,
    })) {
      if (event.kind === 'records') {
        written += event.rows.length;
        for (const row of event.rows) {
          if ('gone' in row) this.gone.push(row['gone']);
          else this.rows.set(row['id'], row);
        }
      }
      if (event.kind === 'state') this.state = JSON.parse(JSON.stringify(event.state));
      if (event.kind === 'notice') this.notices.push(event.code);
      if (event.kind === 'proof') this.verified.push(event.proof.verified);
    }
    return { written, requests: this.api.requests - requests };
  }
}

describe('rows without a usable time', () => {
  test.each([[[2]], [[1, 2, 3]]])('%j of three arrive like the others, and only once', async (odd) => {
    const pipeline = new Pipeline(3);
    pipeline.api.at = (id) => (odd.includes(id) ? undefined : id * 1000);
    expect((await pipeline.sync()).written).toBe(3);
    expect((await pipeline.sync()).written).toBe(0);
    pipeline.api.people = people(2);
    await pipeline.sync();
    expect(pipeline.gone).toEqual([3]);
  });
});

describe('whether a row is gone', () => {
  test('is not told where the answer does not tell, and asked again at the next sync', async () => {
    const pipeline = new Pipeline(60);
    await pipeline.sync();
    pipeline.api.people = people(59);
    pipeline.api.answer = () => 'unknown';
    await pipeline.sync();
    expect([pipeline.gone, pipeline.notices]).toEqual([[], ['existence-unknown']]);
    pipeline.api.answer = () => 'absent';
    await pipeline.sync();
    expect([pipeline.gone, pipeline.notices]).toEqual([[60], []]);
  });

  test('stops being asked where three answers in a row do not tell', async () => {
    const pipeline = new Pipeline(60);
    await pipeline.sync();
    pipeline.api.people = people(20);
    pipeline.api.answer = () => 'unknown';
    expect((await pipeline.sync()).requests).toBeLessThanOrEqual(6);
  });

  test('is asked in turns: sixty that still exist do not hide five that are gone', async () => {
    const pipeline = new Pipeline(200);
    await pipeline.sync();
    pipeline.api.people = people(200).filter(({ id }) => id > 65);
    pipeline.api.answer = (id) => (Number(id) <= 60 ? 'found' : 'absent');
    await pipeline.sync();
    await pipeline.sync();
    expect(pipeline.gone).toEqual([61, 62, 63, 64, 65]);
    // Within the day that follows nothing is asked again.
    expect((await pipeline.sync()).requests).toBeLessThanOrEqual(4);
    expect(pipeline.notices).toEqual([]);
    pipeline.nowMs += 24 * HOUR;
    expect((await pipeline.sync()).requests).toBeGreaterThan(50);
  });
});

describe('a total that cannot be believed', () => {
  test.each([
    ['one too low', (count: number) => count - 1],
    ['always 0', () => 0],
    ['always 50', () => 50],
    ['half', (count: number) => Math.floor(count / 2)],
    ['one too high', (count: number) => count + 1],
  ])('%s hides no row', async (_, total) => {
    for (const count of [1, 49, 50, 51, 100, 101, 137, 260]) {
      const pipeline = new Pipeline(count);
      pipeline.api.total = total;
      await pipeline.sync();
      expect(pipeline.rows.size).toBe(count);
      expect(pipeline.notices.includes('count-mismatch')).toBe(total(count) !== count);
      expect((await pipeline.sync()).written).toBe(0);
    }
  });
});

describe('all known rows replaced', () => {
  test('in the same account: the old ones are gone, the new ones are sent once', async () => {
    const pipeline = new Pipeline(3);
    await pipeline.sync({ account: 'one' });
    pipeline.api.people = [11, 12, 13, 14].map((id) => ({ id, name: 'new' }));
    expect((await pipeline.sync({ account: 'one' })).written).toBe(4 + 3);
    expect(pipeline.gone).toEqual([1, 2, 3]);
    expect((await pipeline.sync({ account: 'one' })).written).toBe(0);
  });

  test('in an account that is not known: nothing is told of the old ones, later deletions are', async () => {
    const pipeline = new Pipeline(3);
    await pipeline.sync();
    pipeline.api.people = [11, 12, 13, 14].map((id) => ({ id, name: 'new' }));
    expect((await pipeline.sync()).written).toBe(4);
    expect(pipeline.notices).toEqual(['all-rows-missing']);
    expect((await pipeline.sync()).written).toBe(0);
    pipeline.api.people = pipeline.api.people.slice(1);
    await pipeline.sync();
    expect(pipeline.gone).toEqual([11]);
  });

  test('in another account: said, and nothing is told of anybody', async () => {
    const pipeline = new Pipeline(3);
    await pipeline.sync({ account: 'one' });
    pipeline.api.people = [3, 12, 13].map((id) => ({ id, name: 'new' }));
    await pipeline.sync({ account: 'two' });
    expect(pipeline.notices).toEqual(['account-changed']);
    await pipeline.sync({ account: 'two' });
    expect([pipeline.gone, pipeline.notices]).toEqual([[], []]);
  });
});

const keyOf = (id: RowKey): string => `key-${id}`;

describe('the state', () => {
  test('does not grow where deletions are kept to themselves', async () => {
    const pipeline = new Pipeline(50);
    let next = 51;
    for (let day = 0; day < 365; day++) {
      pipeline.api.people = [
        ...pipeline.api.people.slice(5),
        ...[0, 1, 2, 3, 4].map((n) => ({ id: next + n, name: '' })),
      ];
      next += 5;
      await pipeline.sync({ deletions: 'keep' });
    }
    expect(JSON.stringify(pipeline.state).length).toBeLessThan(4000);
    const away = pipeline.api.people;
    pipeline.api.people = away.slice(1);
    await pipeline.sync({ deletions: 'keep' });
    pipeline.api.people = away;
    expect((await pipeline.sync({ deletions: 'keep' })).written).toBe(0);
  });

  test('of the first version is read, and nothing is sent again', async () => {
    const pipeline = new Pipeline(137);
    await pipeline.sync();
    const { created_at, fingerprints } = pipeline.state ?? {};
    pipeline.state = { v: 1, created_at, fingerprints };
    expect((await pipeline.sync()).written).toBe(0);
  });

  test('keeps its cursor and its memory when a clock is days behind', async () => {
    const pipeline = new Pipeline(60);
    pipeline.api.at = (id) => NOW_MS - id;
    await pipeline.sync();
    const cursor = pipeline.state?.['created_at'];
    pipeline.api.people = people(59);
    expect((await pipeline.sync({ nowMs: NOW_MS - 48 * HOUR })).written).toBe(1);
    expect(pipeline.gone).toEqual([60]);
    expect(pipeline.state?.['created_at']).toBe(cursor);
  });

  test('is left within a long list, so that what is cut off is not repeated', async () => {
    const pipeline = new Pipeline(3000);
    const states: unknown[] = [];
    for await (const event of readWholeList({
      limits: PAGE_LIMITS,
      mode: 'incremental',
      state: undefined,
      deletions: 'mark',
      onCountMismatch: 'warn',
      nowMs: NOW_MS,
      readPage: pipeline.api.readPage,
      lookUp: pipeline.api.lookUp,
      fingerprint: makeFingerprint({}, 'salt'),
      tombstone: (id) => ({ gone: id }),
    })) {
      if (event.kind === 'state') states.push(event.state);
    }
    expect(states.length).toBeGreaterThanOrEqual(3);
  });

  test('knows rows by texts, too', async () => {
    const pipeline = new Pipeline(60);
    const readPage: WholeListOptions['readPage'] = async (number) => {
      const page = await pipeline.api.readPage(number);
      return { ...page, rows: page.rows.map((row) => ({ ...row, id: keyOf(row.id) })) };
    };
    pipeline.api.answer = () => 'absent';
    expect((await pipeline.sync({ readPage })).written).toBe(60);
    expect((await pipeline.sync({ readPage })).written).toBe(0);
    pipeline.api.people = people(59);
    await pipeline.sync({ readPage });
    expect(pipeline.gone).toEqual(['key-60']);
  });
});

test('a row that is too large fails the stream, and none of its neighbours', async () => {
  const pipeline = new Pipeline(137);
  await pipeline.sync();
  pipeline.api.isTooLarge = (id) => id === 60;
  pipeline.api.people = pipeline.api.people
    .filter(({ id }) => id !== 9)
    .map((row) => ({ ...row, name: 'new' }));
  await expect(pipeline.sync()).rejects.toThrow('position');
  expect([...pipeline.rows.values()].filter((row) => row['name'] === 'new')).toHaveLength(135);
  expect(pipeline.gone).toEqual([]);
  pipeline.api.isTooLarge = () => false;
  expect((await pipeline.sync()).written).toBe(2);
});
