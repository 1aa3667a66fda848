import { PAGE_LIMITS } from '../../aircall/page-limits.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SyncEvent } from '../events.ts';
import { makeFingerprint } from '../fingerprint.ts';
import {
  FakeWindowedList,
  isFakeRow,
  type FakeRow,
} from '../../../integration_tests/support/fake-windowed-list.ts';
import { readWindowed, type WindowedOptions } from './windowed.ts';

const NOW = 1_790_000_000;
const HOUR = 3600;
const DAY = 24 * HOUR;

type State = Readonly<Record<string, unknown>>;

/** What a destination keeps: the last version of each row, and the last state. */
class Destination {
  readonly rows = new Map<number, FakeRow>();
  state: State | undefined;
  written = 0;
  notices: string[] = [];
  events: SyncEvent[] = [];

  take(event: SyncEvent): void {
    this.events.push(event);
    if (event.kind === 'records') {
      for (const row of event.rows.filter(isFakeRow)) {
        this.rows.set(row.id, row);
        this.written++;
      }
    }
    if (event.kind === 'state') this.state = { ...event.state };
    if (event.kind === 'notice') this.notices.push(event.code);
  }
}

const fingerprint = makeFingerprint({}, 'test');

/** One sync; stops dead after `messages` messages, if given. */
async function sync(
  api: FakeWindowedList,
  destination: Destination,
  now: number,
  options: Partial<WindowedOptions> = {},
  messages = Number.POSITIVE_INFINITY,
): Promise<void> {
  let count = 0;
  for await (const event of readWindowed({
    limits: PAGE_LIMITS,
    mode: 'incremental',
    state: destination.state,
    startDate: undefined,
    lookbackDays: 7,
    onCountMismatch: 'warn',
    now,
    readPage: api.readPage,
    fingerprint,
    prefetchDepth: () => 4,
    signal: new AbortController().signal,
    ...options,
  })) {
    if (count++ >= messages) return;
    destination.take(event);
  }
}

function evenly(count: number, spacing: number, end = NOW - 10): FakeRow[] {
  return Array.from({ length: count }, (_, index) => ({
    id: index + 1,
    at: end - (count - 1 - index) * spacing,
    text: '',
  }));
}

function edit(api: FakeWindowedList, id: number): void {
  api.rows = api.rows.map((row) => (row.id === id ? { ...row, text: `${row.text}!` } : row));
}

describe('a first sync and the ones after it', () => {
  test('the second sync right after the first writes nothing and asks once', async () => {
    const api = new FakeWindowedList(evenly(1234, 600));
    const destination = new Destination();
    await sync(api, destination, NOW);
    expect(destination.written).toBe(1234);
    const before = api.queries.length;
    await sync(api, destination, NOW + 1);
    expect(destination.written).toBe(1234);
    expect(api.queries.length - before).toBe(1);
  });

  test('a late change within the look-back arrives, and little else with it', async () => {
    const api = new FakeWindowedList(evenly(3000, 600));
    const destination = new Destination();
    await sync(api, destination, NOW);
    const id = 2800;
    edit(api, id);
    for (let hour = 1; hour <= 48; hour++) await sync(api, destination, NOW + hour * HOUR);
    expect(destination.rows.get(id)?.text).toBe('!');
    expect(destination.written - 3000).toBeLessThan(60);
  });

  test('a change is seen within two syncs or half the age of the call', async () => {
    for (const age of [1, 3, 6, 12, 24, 48, 96, 160]) {
      const api = new FakeWindowedList(evenly(3000, 600));
      const destination = new Destination();
      await sync(api, destination, NOW - DAY);
      for (let hour = -23; hour <= 0; hour++) await sync(api, destination, NOW + hour * HOUR);
      const changed = api.rows.findLast((row) => row.at <= NOW - age * HOUR);
      expect(changed).toBeDefined();
      edit(api, changed?.id ?? 0);
      let hours = 0;
      while (destination.rows.get(changed?.id ?? 0)?.text !== '!') {
        await sync(api, destination, NOW + ++hours * HOUR);
        expect(hours).toBeLessThanOrEqual(Math.max(2, age / 2));
      }
    }
  });

  test.each([DAY, 7 * DAY, 10 * DAY])(
    'no change is left unseen when syncs are %i seconds apart',
    async (gap) => {
      const api = new FakeWindowedList(evenly(2000, 1800));
      const destination = new Destination();
      await sync(api, destination, NOW);
      for (let round = 1; round <= 8; round++) {
        const at = NOW + round * gap;
        // Something changes on every call that is not older than the look-back, at some time before the next sync.
        api.rows = api.rows.map((row) => {
          const moment = at - gap + ((row.id * 7919) % gap);
          const isYoung = row.at <= moment && moment - row.at <= 7 * DAY;
          return isYoung ? { ...row, text: `${row.text}${round}` } : row;
        });
        const last = api.rows.length;
        api.rows = [
          ...api.rows,
          ...evenly(40, gap / 50, at - 5).map((row) => ({ ...row, id: row.id + last })),
        ];
        await sync(api, destination, at);
      }
      // The deepest tier comes round within two days.
      for (const day of [1, 2]) await sync(api, destination, NOW + 8 * gap + day * DAY);
      expect([...destination.rows.values()].toSorted((a, b) => a.id - b.id)).toEqual(api.rows);
    },
  );

  test('full refresh writes everything and a state without a memory', async () => {
    const api = new FakeWindowedList(evenly(321, 600));
    const destination = new Destination();
    await sync(api, destination, NOW);
    await sync(api, destination, NOW, { mode: 'full_refresh' });
    expect(destination.written).toBe(642);
    expect(destination.state).toEqual({ v: 2 });
  });
});

describe('history', () => {
  test('an earlier start date reads the missing part only, a later one nothing', async () => {
    const api = new FakeWindowedList(evenly(5000, HOUR / 2));
    const destination = new Destination();
    const start = NOW - 30 * DAY;
    await sync(api, destination, NOW, { startDate: start });
    const recent = api.rows.filter((row) => row.at >= start).length;
    expect(destination.written).toBe(recent);
    expect(destination.state).toMatchObject({
      covered_from: new Date(start * 1000).toISOString().replace('.000', ''),
    });

    await sync(api, destination, NOW + 60, { startDate: NOW - 20 * DAY });
    expect(destination.written).toBe(recent);

    await sync(api, destination, NOW + 120, { startDate: NOW - 60 * DAY });
    const more = api.rows.filter((row) => row.at >= NOW - 60 * DAY).length;
    expect(destination.written).toBe(more);

    await sync(api, destination, NOW + 180);
    expect(destination.written).toBe(5000);
    expect(destination.state).toMatchObject({ covered_from: null, resume_from: null });
  });

  test('a missing part of more than ten thousand rows is read window by window, and may be cut off', async () => {
    const api = new FakeWindowedList(evenly(30_000, 300));
    const destination = new Destination();
    await sync(api, destination, NOW, { startDate: NOW - DAY });
    for (let cut = 0; destination.rows.size < 30_000 && cut < 12; cut++) {
      await sync(api, destination, NOW + cut, {}, 260);
    }
    expect(destination.rows.size).toBe(30_000);
  });

  test('says once from when on data can be had, and what a long pause has lost', async () => {
    const api = new FakeWindowedList(evenly(100, DAY));
    const destination = new Destination();
    const startDate = NOW - 400 * DAY;
    const shownFrom = NOW - 180 * DAY;
    await sync(api, destination, NOW, { startDate, shownFrom });
    await sync(api, destination, NOW + 60, { startDate, shownFrom });
    expect(destination.notices).toEqual(['history-limited']);
    await sync(api, destination, NOW + 300 * DAY, { startDate, shownFrom: NOW + 120 * DAY });
    expect(destination.notices).toEqual(['history-limited', 'history-lost']);
  });
});

describe('states of any origin', () => {
  test('no state crashes it, and none makes it skip a row', async () => {
    const values = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom(
        null,
        '',
        'AAAA',
        '2026-09-01T00:00:00Z',
        NOW - 1000,
        [[2, 'x']],
        [[2, '2026-09-01T00:00:00Z']],
      ),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.record(
          {
            v: fc.oneof(values, fc.constantFrom(1, 2)),
            started_at: values,
            since: values,
            at: values,
            tiers: values,
            covered_from: values,
            resume_from: values,
            last_read: values,
            account: values,
            buckets: values,
          },
          { requiredKeys: [] },
        ),
        async (state) => {
          const api = new FakeWindowedList(evenly(60, 60));
          const destination = new Destination();
          await sync(api, destination, NOW, { state });
          const first = typeof state.started_at === 'number' || typeof state.started_at === 'string';
          const unread = api.rows.filter((row) => !destination.rows.has(row.id));
          const cursor = Number(destination.state?.['started_at']);
          expect(cursor).toBeGreaterThanOrEqual(NOW - 10);
          // A usable cursor vouches for what is older than the look-back before it; nothing else does.
          expect(unread.length === 0 || first).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('a cursor a day ahead of the clock means a full start, with a warning', async () => {
    const api = new FakeWindowedList(evenly(60, 60));
    const destination = new Destination();
    await sync(api, destination, NOW, { state: { started_at: NOW + 2 * DAY } });
    expect(destination.rows.size).toBe(60);
    expect(destination.notices).toEqual(['state-ignored']);
  });

  test('garbled digests send what they covered once more', async () => {
    const api = new FakeWindowedList(evenly(600, 60));
    const destination = new Destination();
    await sync(api, destination, NOW);
    await sync(api, destination, NOW + 60, { state: { ...destination.state, buckets: '!!' } });
    expect(destination.written).toBeGreaterThan(600);
    const { written } = destination;
    await sync(api, destination, NOW + 120);
    expect(destination.written).toBe(written);
  });
});

type Step =
  | { readonly kind: 'sync'; readonly afterSeconds: number; readonly messages: number | undefined }
  | { readonly kind: 'calls'; readonly count: number }
  | { readonly kind: 'edit' | 'delete'; readonly pick: number };

const steps = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant('sync' as const),
        afterSeconds: fc.constantFrom(1, 60, HOUR, 6 * HOUR, DAY, 9 * DAY),
        messages: fc.option(fc.nat(40), { nil: undefined }),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ kind: fc.constant('calls' as const), count: fc.integer({ min: 1, max: 400 }) }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constantFrom('edit' as const, 'delete' as const),
        pick: fc.nat(10_000),
      }),
    },
  ),
  { minLength: 1, maxLength: 14 },
);

describe('the model: whatever the sequence of syncs, kills, changes and pauses', () => {
  test('ends with the account in the destination', async () => {
    await fc.assert(
      fc.asyncProperty(
        steps,
        fc.integer({ min: 0, max: 2500 }),
        fc.boolean(),
        async (script: readonly Step[], count, inclusive) => {
          const api = new FakeWindowedList(evenly(count, 400, NOW - 10), { fromInclusive: inclusive });
          const destination = new Destination();
          const deleted = new Set<number>();
          let now = NOW;
          let nextId = count + 1;
          // Edits of calls beyond the look-back of the next complete sync are not promised to be seen.
          let unseen = new Map<number, number>();
          for (const step of script) {
            if (step.kind === 'calls') {
              const fresh = evenly(step.count, 1, now - 1).map((row) => ({ ...row, id: nextId++ }));
              api.rows = [...api.rows, ...fresh].toSorted((a, b) => a.at - b.at || a.id - b.id);
            } else if (step.kind === 'sync') {
              now += step.afterSeconds;
              await sync(api, destination, now, {}, step.messages);
            } else {
              const row = api.rows[step.pick % Math.max(1, api.rows.length)];
              if (row === undefined) continue;
              if (step.kind === 'edit') {
                edit(api, row.id);
                unseen.set(row.id, now - row.at);
              } else {
                api.rows = api.rows.filter(({ id }) => id !== row.id);
                deleted.add(row.id);
              }
            }
          }
          // Enough syncs, far enough apart, that every tier comes round.
          for (let round = 0; round < 3; round++) await sync(api, destination, (now += 2 * DAY));
          for (const row of api.rows) {
            const age = unseen.get(row.id);
            const got = destination.rows.get(row.id);
            expect(got?.id).toBe(row.id);
            const promised = age === undefined || age <= 7 * DAY;
            expect(promised ? got?.text : row.text).toBe(row.text);
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  test('a kill after every single message of a sync loses nothing', async () => {
    const probe = new Destination();
    await sync(new FakeWindowedList(evenly(2600, 300)), probe, NOW);
    for (let messages = 0; messages <= probe.events.length; messages++) {
      const api = new FakeWindowedList(evenly(2600, 300));
      const destination = new Destination();
      await sync(api, destination, NOW, {}, messages);
      edit(api, 2590);
      await sync(api, destination, NOW + 300);
      expect([...destination.rows.values()].toSorted((a, b) => a.id - b.id)).toEqual(api.rows);
    }
  });

  test('a kill after every single message of a reading again loses no late change', async () => {
    const account = evenly(2600, 300);
    const settledState = async (api: FakeWindowedList): Promise<Destination> => {
      const destination = new Destination();
      await sync(api, destination, NOW);
      return destination;
    };
    // Long enough for the deepest tier to be due; everything in its reach has changed shortly before.
    const later = NOW + 40 * HOUR;
    const changed = account.map((row) => (row.at > later - HOUR - 7 * DAY ? { ...row, text: '!' } : row));
    const probe = await settledState(new FakeWindowedList(account));
    const before = probe.events.length;
    await sync(new FakeWindowedList(changed), probe, later);
    const messages = probe.events.length - before;
    expect(messages).toBeGreaterThan(5);
    for (let kill = 0; kill <= messages; kill++) {
      const api = new FakeWindowedList(account);
      const destination = await settledState(api);
      api.rows = changed;
      await sync(api, destination, later, {}, kill);
      // Later still, so that what the killed sync marked as read is out of reach of the next reading's tiers.
      await sync(api, destination, later + 12 * HOUR);
      expect([...destination.rows.values()].toSorted((a, b) => a.id - b.id)).toEqual(changed);
    }
  });
});
