import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { run } from '../../src/cli/run.ts';
import { Aircall } from '../simulator/aircall.ts';
import { serve, type Served } from '../simulator/server.ts';
import { collector } from '../support/in-process.ts';
import { configFor } from '../support/run-connector.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

const aircall = new Aircall({ calls: 700, days: 20, inProgress: false, edgeCases: false });
let served: Served;
let folder: string;

beforeAll(async () => {
  served = await serve(aircall);
  folder = await mkdtemp(join(tmpdir(), 'count-'));
  await writeFile(join(folder, 'config.json'), JSON.stringify(configFor(aircall, served.url)));
});

afterAll(() => served.close());

async function count(...flags: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const [stdout, stderr] = [collector(), collector()];
  const code = await run(['count', '--config', join(folder, 'config.json'), ...flags], {
    stdout: stdout.out,
    stderr: stderr.out,
    stdin: process.stdin,
    env: {},
    clock: new VirtualClock(),
    signal: new AbortController().signal,
    uid: undefined,
  });
  return { code, stdout: stdout.text(), stderr: stderr.text() };
}

const started = (): readonly number[] =>
  aircall.account.visibleCalls().map((call) => Number(call['started_at']));

test('gives each day its number of calls, as JSON', async () => {
  const { code, stdout, stderr } = await count('--from', '2026-09-01', '--to', '2026-09-08', '--json');
  expect([code, stderr]).toEqual([0, '']);
  const lines: readonly { day: string; calls: number }[] = JSON.parse(stdout);
  expect(lines[0]).toEqual({
    day: '2026-09-01',
    calls: expect.any(Number),
    account: expect.stringMatching(/^[\w-]{12}$/),
    time_zone: 'UTC',
    counted_at: expect.stringMatching(/Z$/),
  });
  expect(lines).toHaveLength(7);
  for (const { day, calls } of lines) {
    const from = Date.parse(`${day}T00:00:00Z`) / 1000;
    expect(calls).toBe(started().filter((at) => at >= from && at < from + 86_400).length);
  }
});

test('shows what a folder has beside it, and where it differs', async () => {
  await mkdir(join(folder, 'calls'));
  const rows = aircall.account.visibleCalls().slice(1);
  const lines = [...rows, ...rows.slice(0, 5)].map(({ id, started_at: at }) =>
    JSON.stringify({ id, started_at: new Date(Number(at) * 1000).toISOString() }),
  );
  await writeFile(join(folder, 'calls', 'one.jsonl'), `${lines.join('\n')}\n`);
  const { code, stdout } = await count(
    '--from',
    '2026-08-01',
    '--to',
    '2026-10-01',
    '--by',
    'month',
    '--rows',
    folder,
  );
  expect(code).toBe(0);
  expect(stdout).toMatch(/^month +Aircall +rows$/m);
  expect(stdout).toMatch(/^total +700 +699 {2}differs$/m);
});

test.each([
  [['--from', '2026-09-01'], 'count needs --to DATE'],
  [['--from', '2026-09-01', '--to', '2026-08-01'], '--from has to be before --to'],
  [['--from', 'x', '--to', '2026-08-01'], '--from has to be a date'],
  [['--from', '2026-09-01', '--to', '2026-09-02', '--by', 'year'], '--by has to be day or month'],
  [['--from', '2026-09-01', '--to', '2026-09-02', '--rows', '/nowhere'], 'has no calls of `sync`'],
])('%j is refused in one line', async (flags, words) => {
  const { code, stdout, stderr } = await count(...flags);
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(/^source-aircall: .+\n$/);
  expect(stderr).toContain(words);
});
