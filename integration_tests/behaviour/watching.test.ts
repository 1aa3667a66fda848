import { afterEach, beforeEach, expect, test } from 'vitest';
import { Stopped } from '../../src/runtime/stop.ts';
import { Aircall } from '../simulator/aircall.ts';
import { serve, type Served } from '../simulator/server.ts';
import { catalogOf } from '../support/catalog.ts';
import { Ledger, truthOf } from '../support/ledger.ts';
import { configFor } from '../support/run-connector.ts';
import { runHere, type HereRun } from '../support/run-here.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

let aircall: Aircall;
let served: Served;

beforeEach(async () => {
  aircall = new Aircall({ calls: 1500, users: 12, teams: 3, days: 60, inProgress: false });
  served = await serve(aircall);
});
afterEach(() => served.close());

function read(options: Partial<Parameters<typeof runHere>[1]> = {}): Promise<HereRun> {
  return runHere('read', { config: configFor(aircall, served.url), catalog: catalogOf(), ...options });
}

test('whoever stops a sync is told where the next one goes on, and it does', async () => {
  const abort = new AbortController();
  const undo = aircall.beforeRequest(({ query }) => {
    if (query['page'] === '12') abort.abort(new Stopped('SIGTERM'));
  });
  const stopped = await read({ signal: abort.signal });
  undo();
  expect(stopped.exitCode).toBe(143);
  const last = stopped.logs.at(-1);
  expect([last?.level, last?.code]).toEqual(['WARN', 'stopped']);
  expect(last?.text).toMatch(
    /^stopped by SIGTERM\. calls was being read(?:: it goes on from the last state that was written(?:; \d+ rows that came after it are read again)?| and had no new state yet: it is read again)\. Streams that were complete stay so\.$/,
  );
  const ledger = new Ledger().take(stopped);
  ledger.take(await read({ state: stopped.lastStates }));
  expect(ledger.everything()).toEqual(truthOf(aircall.account));
});

test('once a minute the log says how far the stream has come, and until when the limit is waited for', async () => {
  await served.close();
  aircall = new Aircall({ calls: 3000, users: 12, teams: 3, days: 60, rateLimit: { perMinute: 20 } });
  served = await serve(aircall);
  const clock = new VirtualClock({ startMs: aircall.clock.nowMs(), aircall: aircall.clock });
  const run = await read({ clock });
  expect(run.exitCode).toBe(0);
  const lines = run.logs.filter(({ code }) => code === 'progress').map(({ text }) => text);
  const minutes = (clock.now() - Date.UTC(2026, 8, 15, 10)) / 60_000;
  expect(lines.length).toBeGreaterThan(1);
  expect(lines.length).toBeLessThanOrEqual(minutes + 1);
  expect(lines.filter((line) => line.startsWith('stream=calls'))[0]).toMatch(
    /^stream=calls rows=\d+ expected=\d+ requests=\d+ per_minute=\d+(?: waiting_until=2026-09-15T\S+Z)? left_s=\d+$/,
  );
  expect(run.logs.find(({ code }) => code === 'rate-limited')?.text).toMatch(
    /waits \d+ s \(until \S+Z\), then sends at most \d+ requests a minute/,
  );
});

test('LOG_FORMAT=text puts log lines with their time on standard error, and leaves the rest', async () => {
  aircall.revokeKey();
  const run = await read({ env: { LOG_FORMAT: 'text' } });
  expect(run.exitCode).toBe(1);
  expect(run.logs).toEqual([]);
  expect(run.stderr).toMatch(/^2026-09-15T\d\d:\d\d:\d\dZ INFO run-started at=/);
  expect(run.stderr).toMatch(
    /^2026-09-15T\d\d:\d\d:\d\dZ ERROR stream-failed: users: Aircall refused the API key/m,
  );
  expect(run.stderr).not.toContain(aircall.apiToken);
  expect(run.errors.length).toBeGreaterThan(0);
});
