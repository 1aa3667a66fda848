import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { insightMonth } from '../../../integration_tests/support/insight-month.ts';
import { InsightWorld, type WorldCall } from '../../../integration_tests/support/insight-world.ts';

const HOUR = 3600;
const DAY = 24 * HOUR;
const START = Date.UTC(2026, 8, 1) / 1000;

/** In a quick form; `KILLS=500` for the long one. */
const RUNS = Math.max(60, Math.ceil(Number(process.env['KILLS'] ?? 0) / 4));

const anyCall = (id: number): fc.Arbitrary<WorldCall> =>
  fc
    .record({
      startedAt: fc.integer({ min: 0, max: 20 * DAY }),
      length: fc.integer({ min: 5, max: 3 * HOUR }),
      isAnswered: fc.boolean(),
      delay: fc.option(fc.oneof(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 4 * DAY })), {
        nil: undefined,
      }),
      edits: fc.array(fc.integer({ min: 0, max: 5 * DAY }), { maxLength: 2 }),
      deletion: fc.option(fc.integer({ min: 0, max: 4 * DAY }), { nil: undefined, freq: 5 }),
    })
    .map(({ startedAt, length, isAnswered, delay, edits, deletion }) => {
      const endedAt = START + startedAt + length;
      const appearsAt = delay === undefined ? undefined : endedAt + delay;
      return {
        id: 1000 + id * 7,
        startedAt: START + startedAt,
        endedAt,
        isAnswered,
        appearsAt,
        editedAt: edits.map((after) => endedAt + after),
        deletedAt: deletion === undefined || appearsAt === undefined ? undefined : appearsAt + deletion,
      };
    });

const calls = fc
  .integer({ min: 1, max: 25 })
  .chain((count) => fc.tuple(...Array.from({ length: count }, (_, id) => anyCall(id))));

/** Syncs at irregular distances; some are killed, after some there is a pause. */
const schedule = fc.array(
  fc.record({
    gap: fc.oneof(fc.integer({ min: 300, max: 2 * HOUR }), fc.integer({ min: HOUR, max: 2 * DAY })),
    dieAfter: fc.option(fc.integer({ min: 0, max: 6 }), { nil: undefined }),
  }),
  { minLength: 5, maxLength: 60 },
);

describe.each([{ isEditable: false }, { isEditable: true }])('editable: $isEditable', ({ isEditable }) => {
  test('whatever kills, pauses, caps and failures: every result within the look-back arrives, in its last form', async () => {
    await fc.assert(
      fc.asyncProperty(
        calls,
        schedule,
        fc.record({
          perHour: fc.integer({ min: 1, max: 30 }),
          failures: fc.constantFrom(0, 0.1),
          refusals: fc.constantFrom(0, 0.05),
          seed: fc.nat(),
        }),
        async (all, syncs, { seed, ...rest }) => {
          const options = {
            calls: all,
            lookbackDays: 7,
            isEditable,
            isLicensed: true,
            startDate: START,
            ...rest,
          };
          const world = new InsightWorld(options, seed);
          let now = START + HOUR;
          for (const { gap, dieAfter } of syncs) {
            await world.sync(now, dieAfter);
            now += gap;
          }
          // Peace, until every look-back is over and the cap has let everything through.
          world.options.failures = 0;
          world.options.refusals = 0;
          const end = Math.max(now, START + 21 * DAY) + 9 * DAY;
          for (; now < end; now += HOUR) await world.sync(now);
          const wasKilled = syncs.some(({ dieAfter }) => dieAfter !== undefined);
          const answered = all.filter(({ isAnswered }) => isAnswered);
          expect([
            ...(wasKilled || world.repeats === 0 ? [] : [`${world.repeats} rows twice`]),
            ...answered.flatMap((one) => problemsOf(world, one, isEditable)),
          ]).toEqual([]);
        },
      ),
      { numRuns: RUNS },
    );
  }, 300_000);
});

/** Where the destination is not as it has to be: with what was there at the end of the look-back, or a later form of it. */
function problemsOf(world: InsightWorld, call: WorldCall, isEditable: boolean): readonly string[] {
  if (world.refused.has(call.id)) return [];
  const shown = world.written.get(call.id);
  const atLookback = world.versionOf(call, call.endedAt + 7 * DAY);
  // The last time comes with the first sync after the look-back that the cap lets through.
  const isThereThen = call.deletedAt === undefined || call.deletedAt > call.endedAt + 12 * DAY;
  const least = atLookback !== undefined && isThereThen ? (isEditable ? atLookback : 1) : 0;
  const isGone = call.deletedAt !== undefined && call.deletedAt <= call.endedAt + 6 * DAY;
  return [
    ...((shown ?? 0) < least ? [`${call.id} is at ${shown} in place of ${least}`] : []),
    ...(isEditable && isGone && !world.unsaid.has(call.id) && shown !== undefined
      ? [`${call.id} was deleted, and is there`]
      : []),
  ];
}

/** Answered calls, one every forty minutes, with a result within minutes. */
function steadyCalls(count: number): readonly WorldCall[] {
  return Array.from({ length: count }, (_, at): WorldCall => {
    const startedAt = START + at * 2400;
    return {
      id: at + 1,
      startedAt,
      endedAt: startedAt + 300,
      isAnswered: true,
      appearsAt: startedAt + 400,
      editedAt: [],
      deletedAt: undefined,
    };
  });
}

test('an account without a licence costs one request in each sync, and is read when the licence comes', async () => {
  const all = steadyCalls(200);
  const options = {
    calls: all,
    lookbackDays: 7,
    isEditable: false,
    perHour: 1000,
    isLicensed: false,
    failures: 0,
    refusals: 0,
  };
  const world = new InsightWorld(options, 1);
  let now = START + DAY;
  for (let sync = 0; sync < 24; sync++, now += HOUR) await world.sync(now);
  expect(world.requests).toBeLessThanOrEqual(24 + 4);
  expect(world.codes).toEqual(['stream-unavailable']);
  world.options.isLicensed = true;
  for (; now < START + 8 * DAY; now += HOUR) await world.sync(now);
  expect(world.written.size).toBe(200);
  expect(world.repeats).toBe(0);
});

const licensed = { lookbackDays: 7, perHour: 1000, isLicensed: true, failures: 0, refusals: 0 };

test('a call that is always refused is asked a few times, and never an error, also where nobody calls any more', async () => {
  const options = { ...licensed, calls: steadyCalls(20), isEditable: false, refusedCalls: new Set([20]) };
  const world = new InsightWorld(options, 1);
  for (let now = START + DAY; now < START + 12 * DAY; now += 6 * HOUR) await world.sync(now);
  expect(world.errors).toBe(0);
  expect(world.written.size).toBe(19);
  // At its four times, and on the day after the last.
  expect(world.asked.get(20)).toBeLessThanOrEqual(4 + 4);
});

test('a licence that is lost is an error, and nothing that it kept from being asked is given up', async () => {
  const options = { ...licensed, calls: steadyCalls(200), isEditable: false };
  const world = new InsightWorld(options, 1);
  let now = START + DAY;
  await world.sync(now);
  world.options.isLicensed = false;
  for (let sync = 0; sync < 24; sync++) await world.sync((now += HOUR));
  expect(world.errors).toBeGreaterThan(18);
  expect(world.codes).not.toContain('stream-unavailable');
  world.options.isLicensed = true;
  for (; now < START + 8 * DAY; now += HOUR) await world.sync(now);
  expect(world.written.size).toBeGreaterThanOrEqual(200 - 4);
});

test.each([
  { name: 'results within minutes', delay: 120, isEditable: false, most: 1.05 },
  { name: 'results within minutes that people edit', delay: 120, isEditable: true, most: 3.05 },
  { name: 'never a result', delay: undefined, isEditable: false, most: 4 },
])(
  'a month of hourly syncs costs at most $most requests a call: $name',
  async ({ delay, isEditable, most }) => {
    const month = await insightMonth({ callsADay: 100, delay, isEditable });
    expect(month.requestsPerCall).toBeLessThanOrEqual(most);
    expect(month.requestsPerCall).toBeGreaterThanOrEqual(most - 0.06);
    expect(month.repeats).toBe(0);
    // Eight characters for each open call; the rest of the state is spread over few calls here.
    expect(month.statePerCall).toBeLessThanOrEqual(8 + 900 / 700);
  },
);
