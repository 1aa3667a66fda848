import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FaultKind } from './outcome.ts';
import { BOUNDS, decide, LONGEST_RATE_LIMIT_MS } from './retry.ts';
import type { RequestProfile, Situation } from './retry.ts';

const NEVER: readonly FaultKind[] = ['bad-request', 'not-found', 'refused', 'redirect'];
const MANY: readonly FaultKind[] = ['outage', 'unusable', 'dns', 'connection', 'tls', 'proxy', 'time-out'];
const PROFILES: readonly RequestProfile[] = ['sync', 'check'];

function situation(kind: FaultKind, changes: Partial<Situation> & { waitMs?: number } = {}): Situation {
  const { waitMs, ...rest } = changes;
  return {
    fault: { kind, what: 'failed', waitMs },
    attempt: 1,
    spentMs: 0,
    onlyRateLimitedMs: 0,
    sameAsBefore: false,
    mayRetry: true,
    profile: 'sync',
    random: 0,
    ...rest,
  };
}

describe('whether a failed attempt is repeated', () => {
  test.each(NEVER)('%s: no retry helps', (kind) => {
    for (const profile of PROFILES) expect(decide(situation(kind, { profile }))).toEqual({ do: 'give-up' });
  });

  test.each(MANY)('%s: for some minutes in a sync, for some seconds in a check', (kind) => {
    for (const profile of PROFILES) {
      const { attempts, firstDelayMs } = BOUNDS[profile];
      expect(decide(situation(kind, { profile }))).toEqual({ do: 'retry', inMs: firstDelayMs });
      expect(decide(situation(kind, { profile, attempt: attempts - 1 })).do).toBe('retry');
      expect(decide(situation(kind, { profile, attempt: attempts }))).toEqual({ do: 'give-up' });
    }
  });

  test('a refusal: once more', () => {
    expect(decide(situation('denied')).do).toBe('retry');
    expect(decide(situation('denied', { attempt: 2 })).do).toBe('give-up');
  });

  test('an odd answer: twice more, if it is the same each time', () => {
    expect(decide(situation('odd', { attempt: 3, sameAsBefore: true })).do).toBe('give-up');
    expect(decide(situation('odd', { attempt: 3 })).do).toBe('retry');
  });

  test('certificate: twice more, since it hardly ever passes', () => {
    expect(decide(situation('certificate', { attempt: 2 })).do).toBe('retry');
    expect(decide(situation('certificate', { attempt: 3 }))).toEqual({ do: 'give-up' });
  });

  test('not when the run has used up its retries', () => {
    expect(decide(situation('outage', { mayRetry: false }))).toEqual({ do: 'give-up' });
  });

  test('waits as long as the answer asks, if that is longer', () => {
    expect(decide(situation('outage', { waitMs: 45_000 }))).toEqual({ do: 'retry', inMs: 45_000 });
    expect(decide(situation('outage', { waitMs: 1 }))).toEqual({ do: 'retry', inMs: 2000 });
    expect(decide(situation('outage', { waitMs: 45_000, profile: 'check' }))).toEqual({ do: 'give-up' });
  });

  test('the delays of all attempts and the attempts themselves stay within the bounds', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...MANY),
        fc.constantFrom(...PROFILES),
        fc.infiniteStream(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })),
        fc.infiniteStream(fc.integer({ min: 0, max: 120_000 })),
        fc.option(fc.integer({ min: 0, max: 600_000 }), { nil: undefined }),
        (kind, profile, chances, durations, waitMs) => {
          const { attempts, withinMs, longestDelayMs } = BOUNDS[profile];
          let spentMs = 0;
          for (let attempt = 1; ; attempt += 1) {
            spentMs += durations.next().value;
            const beforeMs = spentMs;
            const decision = decide(
              situation(kind, {
                profile,
                attempt,
                spentMs,
                random: chances.next().value,
                ...(waitMs !== undefined && { waitMs }),
              }),
            );
            if (decision.do === 'give-up') return;
            if (decision.do === 'wait') throw new Error('only a 429 is waited out');
            expect(decision.inMs).toBeGreaterThanOrEqual(waitMs ?? 0);
            expect(decision.inMs).toBeLessThanOrEqual(Math.max(longestDelayMs, waitMs ?? 0));
            expect(attempt).toBeLessThan(attempts);
            spentMs += decision.inMs;
            expect(beforeMs + decision.inMs).toBeLessThan(withinMs);
          }
        },
      ),
    );
  });

  test('chance takes away half of a delay at most', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: BOUNDS.sync.attempts - 1 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (attempt, random) => {
          const full = decide(situation('outage', { attempt }));
          const less = decide(situation('outage', { attempt, random }));
          if (full.do !== 'retry' || less.do !== 'retry') throw new Error('not retried');
          expect(less.inMs).toBeGreaterThanOrEqual(full.inMs / 2 - 1);
          expect(less.inMs).toBeLessThanOrEqual(full.inMs);
        },
      ),
    );
  });
});

describe('a 429', () => {
  test('is waited out, and a little longer', () => {
    expect(decide(situation('rate-limit', { waitMs: 60_000 }))).toEqual({ do: 'wait', forMs: 61_000 });
    expect(decide(situation('rate-limit', { waitMs: 60_000, random: 0.999 }))).toEqual({
      do: 'wait',
      forMs: 62_998,
    });
  });

  test('is not waited for by a check', () => {
    expect(decide(situation('rate-limit', { waitMs: 60_000, profile: 'check' }))).toEqual({ do: 'give-up' });
  });

  test('becomes a failure when nothing else has come for 50 minutes, and not before', () => {
    const waitMs = 60_000;
    const onlyRateLimitedMs = LONGEST_RATE_LIMIT_MS;
    expect(onlyRateLimitedMs).toBe(50 * 60_000);
    expect(decide(situation('rate-limit', { waitMs, onlyRateLimitedMs: onlyRateLimitedMs - 1 })).do).toBe(
      'wait',
    );
    expect(decide(situation('rate-limit', { waitMs, onlyRateLimitedMs }))).toEqual({ do: 'give-up' });
  });

  test('costs neither attempts nor the budget of retries', () => {
    const worn = situation('rate-limit', { waitMs: 60_000, attempt: 99, spentMs: 1e9, mayRetry: false });
    expect(decide(worn).do).toBe('wait');
  });
});
