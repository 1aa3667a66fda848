import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { earliestDue, markRead, oldestReach, recallTiers, tierDepths, type Tier } from './tiers.ts';

const NOW = 1_790_000_000;
const HOUR = 3600;

describe('depths', () => {
  test('double from two hours to the look-back, which is never under a day', () => {
    expect(tierDepths(1)).toEqual([2, 4, 8, 16, 24]);
    expect(tierDepths(7)).toEqual([2, 4, 8, 16, 32, 64, 128, 168]);
    expect(tierDepths(180).at(-1)).toBe(4320);
  });
});

function read(hoursAgo: number): readonly Tier[] {
  return tierDepths(7).map((hours) => ({ hours, last: NOW - hoursAgo * HOUR }));
}

describe('what is due', () => {
  test('right after a sync only the shallowest tier, from its last reading less two hours', () => {
    expect(earliestDue(read(0), NOW, NOW)).toBe(NOW - 2 * HOUR);
  });

  test('a tier once a little under a quarter of its depth has passed', () => {
    expect(earliestDue(read(0.89), NOW, NOW)).toBe(NOW - 2.89 * HOUR);
    expect(earliestDue(read(0.9), NOW, NOW)).toBe(NOW - 4.9 * HOUR);
  });

  test('after a pause the deepest, from its own last reading less its depth', () => {
    expect(earliestDue(read(240), NOW, NOW)).toBe(NOW - (240 + 168) * HOUR);
  });

  test('a depth that is not remembered, or was read in the future, counts as never read', () => {
    const tiers = recallTiers([{ hours: 2, last: NOW + 60 }], 1, NOW);
    expect(tiers.every(({ last }) => last === undefined)).toBe(true);
    expect(earliestDue(tiers, NOW - 500, NOW)).toBe(NOW - 500 - 24 * HOUR);
  });
});

describe('after a walk', () => {
  const histories = fc.record({
    lookbackDays: fc.integer({ min: 1, max: 30 }),
    gaps: fc.array(fc.integer({ min: 60, max: 20 * 24 * HOUR }), { minLength: 1, maxLength: 30 }),
  });

  test('no call is ever older than a tier at two readings of it that follow each other', () => {
    fc.assert(
      fc.property(histories, ({ lookbackDays, gaps }) => {
        let now = NOW;
        let tiers = recallTiers([], lookbackDays, now);
        tiers = markRead(tiers, Number.NEGATIVE_INFINITY, now, now);
        for (const gap of gaps) {
          const before = tiers;
          now += gap;
          const start = earliestDue(recallTiers(tiers, lookbackDays, now), now - gap, now);
          tiers = markRead(recallTiers(tiers, lookbackDays, now), start, now - gap, now);
          for (const [index, tier] of tiers.entries()) {
            const last = before[index]?.last ?? 0;
            // Read: then from its last reading less its depth. Not read: then nothing of it is forgotten.
            expect(tier.last === now ? start <= last - tier.hours * HOUR : tier.last === last).toBe(true);
            expect(now - (tier.last ?? 0)).toBeLessThan(Math.max(0.225 * tier.hours * HOUR, 1));
          }
          expect(oldestReach(tiers, now)).toBeLessThanOrEqual(now - lookbackDays * 24 * HOUR);
        }
      }),
    );
  });
});
