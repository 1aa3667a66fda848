/**
 * How much of the rate limit a backfill uses: 200 requests at 60 a minute, under three kinds of limiter and four
 * latencies, in simulated time. Prints a Markdown table. Run it with `npm run bench:rate`.
 */
import { install } from '@sinonjs/fake-timers';
import { openClient } from '../../src/http/client.ts';
import { systemClock } from '../../src/http/clock.ts';
import type { Transport } from '../../src/http/transport.ts';
import { defaultRateLimit, RateLimiter } from '../simulator/rate-limit.ts';
import type { RateLimit } from '../simulator/rate-limit.ts';

const REQUESTS = 200;
const PER_MINUTE = 60;

/** The first requests that the limiter lets through together. */
const BURST = 10;

const limiters: Readonly<Record<string, Partial<RateLimit>>> = {
  'fixed window': { window: 'fixed' },
  'sliding window': { window: 'sliding' },
  '60 s block': { window: 'fixed', blockMs: 60_000 },
};

type Latencies = { readonly next: () => number; readonly longestMs: number };

const latencies: Readonly<Record<string, () => Latencies>> = {
  '50 ms': () => ({ next: () => 50, longestMs: 50 }),
  '1 s': () => ({ next: () => 1000, longestMs: 1000 }),
  '3 s': () => ({ next: () => 3000, longestMs: 3000 }),
  '50 ms to 3 s': () => ({ next: varying(), longestMs: 3000 }),
};

/** The same sequence every time, evenly between 50 ms and 3 s. */
function varying(): () => number {
  let seed = 20_260_901;
  return () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return 50 + (seed % 2951);
  };
}

/** Answers in simulated time; a request counts for the limit when it is half-way. */
function simulatedAircall(limit: RateLimiter, nextMs: () => number): Transport {
  const headers: Readonly<Record<string, string>> = { 'content-type': 'application/json' };
  return {
    proxy: undefined,
    unreadableCa: undefined,
    bytesInFlight: 2 ** 27,
    async send(_url, _headers, _withinMs, signal) {
      const latencyMs = nextMs();
      await systemClock.sleep(latencyMs / 2, signal);
      const status = limit.admit().allowed ? 200 : 429;
      await systemClock.sleep(latencyMs / 2, signal);
      return { status, header: (name) => headers[name], text: '{}' };
    },
    close: async () => {},
  };
}

type Result = { readonly seconds: number; readonly leastSeconds: number; readonly rateLimited: number };

/** Reads all pages in order, as many ahead as the client advises. */
async function backfill(limit: Partial<RateLimit>, { next, longestMs }: Latencies): Promise<Result> {
  const timers = install({
    now: Date.UTC(2026, 8, 1, 12, 0, 31),
    toFake: ['Date', 'setTimeout', 'clearTimeout'],
  });
  try {
    const limiter = new RateLimiter(
      { ...defaultRateLimit, perMinute: PER_MINUTE, ...limit },
      () => timers.now,
    );
    const client = openClient(
      {
        apiUrl: new URL('https://api.aircall.io'),
        apiId: 'invented',
        apiToken: 'invented',
        requestsPerMinute: PER_MINUTE,
        userAgent: 'bench',
        env: {},
        signal: new AbortController().signal,
        clock: systemClock,
        log: () => {},
        onRateLimited: () => {},
        profile: 'sync',
        keyPath: '/v1/ping',
        quote: (text, most) => text.slice(0, most),
      },
      simulatedAircall(limiter, next),
    );
    const startedMs = timers.now;
    const state = { done: false };
    const reading = (async () => {
      const ahead: Promise<void>[] = [];
      for (let asked = 0; asked < REQUESTS || ahead.length > 0;) {
        while (asked < REQUESTS && ahead.length < client.prefetchDepth()) {
          asked += 1;
          ahead.push(client.get({ path: '/v1/calls', query: { page: asked } }, () => undefined));
        }
        await ahead.shift();
      }
      state.done = true;
    })();
    while (!state.done) await timers.nextAsync();
    await reading;
    const { rateLimited } = client.stats;
    await client.close();
    return {
      seconds: (timers.now - startedMs) / 1000,
      leastSeconds: ((REQUESTS - BURST) * 60) / PER_MINUTE + longestMs / 1000,
      rateLimited,
    };
  } finally {
    timers.uninstall();
  }
}

console.log(`${REQUESTS} requests at ${PER_MINUTE} a minute\n`);
console.log('| limiter | latency | time | least possible | ratio | 429s |');
console.log('| --- | --- | ---: | ---: | ---: | ---: |');
for (const [kind, limit] of Object.entries(limiters)) {
  for (const [latency, sequence] of Object.entries(latencies)) {
    const { seconds, leastSeconds, rateLimited } = await backfill(limit, sequence());
    const ratio = (seconds / leastSeconds).toFixed(3);
    console.log(
      `| ${kind} | ${latency} | ${seconds.toFixed(1)} s | ${leastSeconds.toFixed(1)} s | ${ratio} | ${rateLimited} |`,
    );
  }
}
