import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { run } from '../../src/cli/run.ts';
import { takeLock } from '../../src/folder/lock.ts';
import { Stopped } from '../../src/runtime/stop.ts';
import { Aircall } from '../simulator/aircall.ts';
import { serve, type Served } from '../simulator/server.ts';
import { collector } from '../support/in-process.ts';
import { configFor } from '../support/run-connector.ts';
import { TableFiles } from '../support/table-files.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

let folder: string;
let data: string;
let aircall: Aircall;
let served: Served;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sync-here-'));
  data = join(folder, 'data');
  aircall = new Aircall({
    calls: 130,
    users: 12,
    teams: 4,
    numbers: 3,
    contacts: 60,
    days: 20,
    inProgress: false,
  });
  served = await serve(aircall);
  await writeFile(join(folder, 'config.json'), JSON.stringify(configFor(aircall, served.url)));
});

afterEach(async () => {
  await served.close();
  await rm(folder, { recursive: true, force: true });
});

type Ended = { readonly code: number; readonly stdout: string; readonly stderr: string };

/** `sync` in this process. */
async function sync(
  {
    to = data,
    terminal = false,
    signal = new AbortController().signal,
    env = {},
  }: {
    readonly to?: string;
    readonly terminal?: boolean;
    readonly signal?: AbortSignal;
    readonly env?: NodeJS.ProcessEnv;
  } = {},
  ...flags: readonly string[]
): Promise<Ended> {
  const [stdout, stderr] = [collector(), collector()];
  const code = await run(['sync', '--config', join(folder, 'config.json'), '--to', to, ...flags], {
    stdout: stdout.out,
    stderr: Object.assign(stderr.out, { isTTY: terminal }),
    stdin: process.stdin,
    env,
    clock: new VirtualClock({ startMs: aircall.clock.nowMs() }),
    signal,
    uid: undefined,
  });
  return { code, stdout: stdout.text(), stderr: stderr.text() };
}

test('the folder equals the account, after the first sync and after the second', async () => {
  const first = await sync();
  expect([first.code, first.stdout]).toEqual([0, '']);
  expect(first.stderr).toMatch(/^2026-09-15T\d\d:\d\d:\d\dZ INFO slice-verified stream=calls/m);
  expect((await TableFiles.read(data)).differences(aircall.account)).toEqual([]);
  aircall.clock.advance(3_600_000);
  aircall.account.addTag('New');
  const second = await sync();
  expect([second.code, (await readdir(join(data, 'tags'))).length]).toEqual([0, 2]);
  expect((await TableFiles.read(data)).differences(aircall.account)).toEqual([]);
});

test('LOG_FORMAT=text changes nothing of what the folder keeps', async () => {
  const { code } = await sync({ env: { LOG_FORMAT: 'text' } });
  const [name = ''] = await readdir(join(data, 'runs'));
  expect([code, await readFile(join(data, 'runs', name), 'utf8')]).toEqual([
    0,
    expect.stringContaining('slice-verified stream=calls'),
  ]);
});

test('a person at a terminal sees a table, and warnings above it', async () => {
  aircall.fault({ path: '/v1/tags' }, { kind: 'status', status: 500 }, 1);
  const { code, stderr } = await sync({ terminal: true }, '--debug');
  expect(code).toBe(0);
  expect(stderr).toContain('WARN request-retried');
  expect(stderr).not.toContain('INFO');
  expect(stderr).toMatch(/ {2}calls +130 rows +complete\n/);
  expect(stderr).toContain('\u001B[');
});

test('a catalog of one’s own chooses the streams', async () => {
  const catalog = join(folder, 'catalog.json');
  const stream = { stream: { name: 'tags' }, sync_mode: 'incremental', destination_sync_mode: 'append' };
  await writeFile(catalog, JSON.stringify({ streams: [stream] }));
  expect((await sync({}, '--catalog', catalog)).code).toBe(0);
  expect((await readdir(data)).toSorted()).toEqual(['runs', 'state.json', 'tags']);
});

test('what a killed run left counts up to its last whole line', async () => {
  await mkdir(join(data, 'tags'), { recursive: true });
  await writeFile(join(data, 'tags', 'a.jsonl.part'), '{"id":1}\n{"id":2}\n{"id"');
  await writeFile(join(data, 'tags', 'b.jsonl.part'), '{"id"');
  expect((await sync()).code).toBe(0);
  expect(await readFile(join(data, 'tags', 'a.jsonl'), 'utf8')).toBe('{"id":1}\n{"id":2}\n');
  expect((await readdir(join(data, 'tags'))).filter((name) => name.startsWith('b.'))).toEqual([]);
});

test('errors are lines on standard error, and the exit code is that of read', async () => {
  aircall.revokeKey();
  const refused = await sync();
  expect([refused.code, refused.stdout]).toEqual([1, '']);
  expect(refused.stderr).toMatch(/^source-aircall: Aircall refused the API key/m);
});

test('a folder that cannot be one, and a state that is none, are said in one line', async () => {
  await writeFile(join(folder, 'file'), '');
  const inFile = await sync({ to: join(folder, 'file') });
  expect([inFile.code, inFile.stderr]).toEqual([
    1,
    expect.stringMatching(/^source-aircall: The folder .+ \(it is a file\)/),
  ]);
  await mkdir(data, { recursive: true });
  await writeFile(join(data, 'state.json'), 'no JSON');
  const noState = await sync();
  expect([noState.code, noState.stderr]).toEqual([
    1,
    expect.stringContaining('state.json is not valid JSON'),
  ]);
  expect((await readdir(data)).toSorted()).toEqual(['state.json']);
});

test('a run that is stopped says where the next one goes on', async () => {
  const controller = new AbortController();
  let asked = 0;
  const undo = aircall.beforeRequest(() => {
    if (++asked === 6) controller.abort(new Stopped('SIGTERM'));
  });
  const { code } = await sync({ signal: controller.signal });
  undo();
  expect(code).toBe(143);
  // What is left of it ends by itself.
  await expect.poll(() => stat(join(data, '.lock')).catch(() => undefined)).toBeUndefined();
  expect((await sync()).code).toBe(0);
  expect((await TableFiles.read(data)).differences(aircall.account)).toEqual([]);
});

test('one run at a time: a lock is refused while it is alive, taken over later, and missed by who lost it', async () => {
  await mkdir(data, { recursive: true });
  const first = await takeLock(data, 'first');
  await expect(takeLock(data, 'second')).rejects.toThrow(/Another sync is running/);
  const past = new Date(Date.now() - 60_000);
  await utimes(join(data, '.lock'), past, past);
  const second = await takeLock(data, 'second');
  await expect(first.assertHeld()).rejects.toThrow(/Another sync is running/);
  await first.release();
  await second.assertHeld();
  await second.release();
  expect(await readdir(data)).toEqual([]);
});
