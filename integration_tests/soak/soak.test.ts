import { expect, test } from 'vitest';
import { soak } from './soak.ts';

const HOUR = 3600;
const DAY = 24 * HOUR;

test('hourly syncs for some days: nothing wrong, few requests, little written twice, every change in time', async () => {
  const result = await soak({ name: 'hourly', callsADay: 400, days: 9, every: HOUR, seed: 11 });
  expect(result.wrong).toBe(0);
  expect(result.shareOfFlat).toBeLessThanOrEqual(0.2);
  expect(result.rewrittenShare).toBeLessThanOrEqual(0.1);
  expect(result.largestState).toBeLessThanOrEqual(6000);
  const inReach = result.latencies.filter(({ ageSeconds }) => ageSeconds <= 7 * DAY);
  expect(inReach.length).toBeGreaterThan(100);
  const late = inReach.filter(({ ageSeconds, seconds }) => seconds > Math.max(2 * HOUR, ageSeconds / 2));
  expect(late).toEqual([]);
});

test.each([
  { name: 'daily', every: DAY, days: 20, pauseDays: 0 },
  { name: 'weekly', every: 7 * DAY, days: 56, pauseDays: 0 },
  { name: 'with a pause of ten days', every: 6 * HOUR, days: 16, pauseDays: 10 },
])('$name: no change within the look-back is left unseen', async (plan) => {
  const result = await soak({ ...plan, callsADay: 100, seed: 5 });
  expect(result.latencies.length).toBeGreaterThan(20);
  expect(result.wrong).toBe(0);
});

test('hundreds of kills at random points lose nothing', async () => {
  const result = await soak({
    name: 'killed',
    callsADay: 150,
    days: 40,
    every: HOUR,
    killShare: 0.7,
    seed: 9,
  });
  expect(result.kills).toBeGreaterThan(500);
  expect(result.wrong).toBe(0);
});
