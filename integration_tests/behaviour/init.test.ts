import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { run } from '../../src/cli/run.ts';
import { parseConfig } from '../../src/config/config.ts';
import { Aircall } from '../simulator/aircall.ts';
import { serve, type Served } from '../simulator/server.ts';
import { suggestedStreams } from '../support/catalog.ts';
import { collector } from '../support/in-process.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

const ENTER = '\r';
const DOWN = '\u001B[B';
const CTRL_C = '\u0003';

let folder: string;
let aircall: Aircall;
let served: Served;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'init-'));
  aircall = new Aircall({ calls: 20, users: 3, teams: 1 });
  served = await serve(aircall);
});
afterEach(async () => {
  await served.close();
  await rm(folder, { recursive: true, force: true });
});

/** A step of a dialogue: what has to be on the screen, and what is typed then. */
type Step = readonly [seen: string, typed: string];

/** Runs `init` at a terminal at which somebody types. */
async function init(
  steps: readonly Step[],
  { isTTY = true } = {},
): Promise<{ code: number; screen: string; stdout: string }> {
  const stdin = Object.assign(new PassThrough(), { isTTY, setRawMode: () => undefined });
  const stdout = collector();
  const waiting = [...steps];
  let screen = '';
  const stderr = Object.assign(new PassThrough(), { isTTY, columns: 200, rows: 40 });
  // The process's own standard error cannot be ended either.
  stderr.end = () => stderr;
  let from = 0;
  stderr.on('data', (chunk) => {
    screen += String(chunk);
    const [next] = waiting;
    if (next === undefined || !screen.slice(from).includes(next[0])) return;
    waiting.shift();
    from = screen.length;
    setImmediate(() => stdin.write(next[1]));
  });
  const code = await run(['init', '--to', folder, '--api-url', served.url], {
    stdout: stdout.out,
    stderr,
    stdin,
    env: {},
    clock: new VirtualClock({ startMs: aircall.clock.nowMs() }),
    signal: new AbortController().signal,
    uid: undefined,
  });
  expect(waiting).toEqual([]);
  return { code, screen, stdout: stdout.text() };
}

function key(id = aircall.apiId, token = aircall.apiToken): readonly Step[] {
  return [
    ['API ID', `${id}${ENTER}`],
    ['API token', `${token}${ENTER}`],
  ];
}

async function written(name: string): Promise<Record<string, unknown>> {
  return JSON.parse(await readFile(join(folder, name), 'utf8'));
}

test('asks for the key and what to read, and writes both files for their owner alone', async () => {
  const { code, screen, stdout } = await init([
    ...key(),
    ['Which streams?', ENTER],
    ['since which date', `2026-09-01${ENTER}`],
    ['data of customers', ENTER],
  ]);
  expect([code, stdout]).toEqual([0, '']);
  expect(screen).toContain(`it belongs to ${aircall.account.companyName}.`);
  expect(screen).not.toContain(aircall.apiToken);
  expect(await written('config.json')).toEqual({
    api_id: aircall.apiId,
    api_token: aircall.apiToken,
    start_date: '2026-09-01',
    api_url: served.url,
  });
  const { streams } = await written('catalog.json');
  expect(streams).toHaveLength(suggestedStreams.length);
  for (const name of ['config.json', 'catalog.json']) {
    expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600);
  }
  expect((await readdir(folder)).toSorted()).toEqual(['catalog.json', 'config.json']);
});

test('hashing gets a key of its own, which is said to be kept', async () => {
  const { screen } = await init([
    ...key(),
    ['Which streams?', ENTER],
    ['since which date', ENTER],
    ['data of customers', `${DOWN}${ENTER}`],
  ]);
  const config = await written('config.json');
  expect(config).toMatchObject({
    customer_data: 'hash',
    personal_data_key: expect.stringMatching(/^\S{32}$/),
  });
  expect(() => parseConfig(config)).not.toThrow();
  expect(screen).toContain('Keep personal_data_key');
});

test('asks again for a key that Aircall refuses', async () => {
  const { code, screen } = await init([
    ...key(aircall.apiId, 'not-the-token'),
    ['(docs/errors.md#key-refused)', ''],
    ...key(),
    ['Which streams?', ENTER],
    ['since which date', `last week${ENTER}`],
    ['Enter a date', `${'\u007F'.repeat(9)}${ENTER}`],
    ['data of customers', ENTER],
  ]);
  expect(code).toBe(0);
  expect(screen).not.toContain('not-the-token');
  expect(await written('config.json')).not.toHaveProperty('start_date');
});

test.each<[where: string, asked: string, before: () => readonly Step[]]>([
  ['at the ID', 'API ID', () => []],
  ['at the token', 'API token', () => key().slice(0, 1)],
  ['at the streams', 'Which streams?', key],
])('Ctrl-C %s leaves nothing behind', async (_where, asked, before) => {
  const { code, screen } = await init([...before(), [asked, CTRL_C]]);
  expect(code).toBe(130);
  expect(screen).toContain('Nothing was written.');
  expect(await readdir(folder)).toEqual([]);
});

test('leaves existing files as they are, unless it is told otherwise', async () => {
  await writeFile(join(folder, 'config.json'), '{"mine": true}');
  const refused = await init([['exists already. Replace?', ENTER]]);
  expect(refused.code).toBe(1);
  expect(refused.screen).toContain('(docs/errors.md#file-exists)');
  expect(await written('config.json')).toEqual({ mine: true });
  const replaced = await init([
    ['exists already. Replace?', `y${ENTER}`],
    ...key(),
    ['Which streams?', ENTER],
    ['since which date', ENTER],
    ['data of customers', ENTER],
  ]);
  expect(replaced.code).toBe(0);
  expect(await written('config.json')).toHaveProperty('api_id', aircall.apiId);
});

test('without a terminal says so', async () => {
  const { code, screen } = await init([], { isTTY: false });
  expect([code, screen]).toEqual([1, expect.stringContaining('(docs/errors.md#no-terminal)')]);
});
