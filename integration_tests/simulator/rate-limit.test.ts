import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Aircall } from './aircall.ts';
import type { RateLimit } from './rate-limit.ts';

const nowMs = Date.UTC(2026, 8, 15, 10, 0, 30);

function company(rateLimit: Partial<RateLimit>, knobs = {}): Aircall {
  return new Aircall({ calls: 0, nowMs, rateLimit, knobs });
}

/** How many of `count` requests pass, one every `everyMs`. */
function passing(aircall: Aircall, count: number, everyMs = 0): number {
  let passed = 0;
  for (let n = 0; n < count; n += 1) {
    if (aircall.ask('/v1/ping').status === 200) passed += 1;
    aircall.clock.advance(everyMs);
  }
  return passed;
}

describe('a fixed window', () => {
  test('starts anew with each minute of the clock', () => {
    const aircall = company({ perMinute: 60, window: 'fixed' });
    expect(passing(aircall, 100)).toBe(60);
    aircall.clock.advance(29_999);
    expect(passing(aircall, 1)).toBe(0);
    aircall.clock.advance(1);
    expect(passing(aircall, 100)).toBe(60);
  });
});

describe('a sliding window', () => {
  test('looks back over exactly sixty seconds', () => {
    const aircall = company({ perMinute: 60, window: 'sliding' });
    expect(passing(aircall, 30, 1000)).toBe(30);
    expect(passing(aircall, 100)).toBe(30);
    aircall.clock.advance(29_999);
    expect(passing(aircall, 1)).toBe(0);
    aircall.clock.advance(1);
    expect(passing(aircall, 3)).toBe(1);
  });
});

describe('a leaky bucket', () => {
  test('takes a burst and then as many as drain', () => {
    const aircall = company({ perMinute: 60, window: 'leaky' });
    expect(passing(aircall, 100)).toBe(60);
    aircall.clock.advance(999);
    expect(passing(aircall, 1)).toBe(0);
    aircall.clock.advance(1);
    expect(passing(aircall, 2)).toBe(1);
    expect(passing(aircall, 60, 1000)).toBeGreaterThanOrEqual(59);
  });
});

describe('a block', () => {
  test.each(['fixed', 'sliding', 'leaky'] as const)(
    'of a minute follows the first request too many (%s)',
    (window) => {
      const aircall = company({ perMinute: 10, window, blockMs: 60_000 });
      expect(passing(aircall, 15)).toBe(10);
      aircall.clock.advance(59_999);
      expect(passing(aircall, 1)).toBe(0);
      aircall.clock.advance(1);
      expect(passing(aircall, 15)).toBe(10);
    },
  );
});

test.each(['sliding', 'leaky'] as const)('a short block is followed by a whole budget (%s)', (window) => {
  const aircall = company({ perMinute: 10, window, blockMs: 1000 });
  expect(passing(aircall, 15)).toBe(10);
  aircall.clock.advance(1000);
  expect(passing(aircall, 10)).toBe(10);
});

test('no kind of limit ever lets more through in a minute than two windows hold, and never stops a slow client', () => {
  const limit = fc.record({
    perMinute: fc.integer({ min: 1, max: 20 }),
    window: fc.constantFrom<RateLimit['window'][]>('fixed', 'sliding', 'leaky'),
    blockMs: fc.constantFrom(0, 60_000),
  });
  fc.assert(
    fc.property(limit, fc.array(fc.nat(20_000), { maxLength: 60 }), (rateLimit, gaps) => {
      const aircall = company(rateLimit);
      const times: number[] = [];
      for (const gap of gaps) {
        aircall.clock.advance(gap);
        if (aircall.ask('/v1/ping').status === 200) times.push(aircall.clock.nowMs());
      }
      const { perMinute, window } = rateLimit;
      for (const start of times) {
        const within = times.filter((at) => at >= start && at < start + 60_000).length;
        expect(within).toBeLessThanOrEqual(window === 'sliding' ? perMinute : 2 * perMinute);
      }
      const slow = company(rateLimit);
      expect(passing(slow, 60, Math.ceil(60_000 / perMinute))).toBe(60);
    }),
    { numRuns: 60 },
  );
});

/** The answer of an API that lets nothing through. */
function limited(rateLimit: Partial<RateLimit>) {
  const aircall = company({ perMinute: 0, ...rateLimit });
  return aircall.answer({ method: 'GET', url: '/v1/ping', headers: { ...aircall.authorized } });
}

describe('a 429', () => {
  test.each([
    ['s', String(nowMs / 1000 + 30)],
    ['ms', String(nowMs + 30_000)],
    ['none', undefined],
  ] as const)('says when the window is over in the unit %s', (reset, value) => {
    const { status, headers } = limited({ reset });
    expect([status, headers['x-aircallapi-reset']]).toEqual([429, value]);
    expect(headers).toMatchObject({ 'x-aircallapi-limit': '0', 'x-aircallapi-remaining': '0' });
  });

  test('says Retry-After only when the knob says so', () => {
    expect(limited({ retryAfter: true }).headers['retry-after']).toBe('30');
    expect(limited({ retryAfter: true, blockMs: 60_000 }).headers['retry-after']).toBe('60');
    expect(limited({}).headers['retry-after']).toBeUndefined();
  });

  test.each([
    ['json', 'application/json', /^\{"error":"Too Many Requests"/],
    ['message', 'application/json', /^\{"message":"Too Many Requests"\}$/],
    ['html', 'text/html', /^<!DOCTYPE html>/],
    ['empty', undefined, /^$/],
  ] as const)('has a body of the kind %s', (body, type, expected) => {
    const answer = limited({ body });
    expect(answer.headers['content-type']).toBe(type);
    expect(answer.body).toMatch(expected);
  });
});

describe('the limit', () => {
  test('shows in the headers of ordinary answers only when the knob says so', () => {
    const { headers } = company({ perMinute: 60, headersOn200: true }).ask('/v1/ping');
    expect(headers).toMatchObject({ 'x-aircallapi-limit': '60', 'x-aircallapi-remaining': '59' });
    expect(company({ perMinute: 60 }).ask('/v1/ping').headers).not.toHaveProperty('x-aircallapi-limit');
  });

  test("is shared with the company's other tools", () => {
    const aircall = company({ perMinute: 60 });
    aircall.rateLimiter.spend(55);
    expect(passing(aircall, 10)).toBe(5);
  });

  test('does not count strangers, nor the ping when the knob says so', () => {
    const aircall = company({ perMinute: 1 }, { pingCounts: false });
    aircall.answer({ method: 'GET', url: '/v1/calls', headers: {} });
    expect(passing(aircall, 5)).toBe(5);
    expect(aircall.ask('/v1/calls').status).toBe(200);
    expect(aircall.ask('/v1/calls').status).toBe(429);
  });

  test('is none by default', () => {
    expect(passing(company({}), 500)).toBe(500);
  });
});
