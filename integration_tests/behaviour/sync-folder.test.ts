import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Aircall } from '../simulator/aircall.ts';
import type { Row } from '../simulator/people.ts';
import { Random } from '../simulator/random.ts';
import { serve, type Served } from '../simulator/server.ts';
import { mutateLists } from '../support/mutate-lists.ts';
import { configFor, MAIN } from '../support/run-connector.ts';
import { startAt } from '../support/simulated-time.ts';
import { TableFiles } from '../support/table-files.ts';

let folder: string;
let aircall: Aircall;
let served: Served;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sync-'));
  aircall = new Aircall({
    calls: 400,
    users: 61,
    teams: 9,
    numbers: 5,
    contacts: 130,
    days: 20,
    inProgress: false,
    edgeCases: false,
  });
  served = await serve(aircall, { latencyMs: 1 });
  await writeFile(
    join(folder, 'config.json'),
    JSON.stringify({ ...configFor(aircall, served.url), requests_per_minute: 60_000 }),
  );
});

afterEach(async () => {
  await served.close();
  await rm(folder, { recursive: true, force: true });
});

type Ended = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

function sync(
  to = join(folder, 'data'),
  wrap: readonly string[] = [],
): { kill: () => void; ended: Promise<Ended> } {
  const node = [process.execPath, startAt(aircall.clock.nowMs()), MAIN];
  const [program, ...argv] = [...wrap, ...node, 'sync', '--config', join(folder, 'config.json'), '--to', to];
  const child = spawn(program, argv, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'] },
  });
  const ended = async (): Promise<Ended> => {
    const [stdout, stderr] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'close'),
    ]);
    return { code: child.exitCode, stdout, stderr };
  };
  return { kill: () => child.kill('SIGKILL'), ended: ended() };
}

async function filesIn(path: string): Promise<readonly string[]> {
  const names = await readdir(path, { recursive: true });
  return names.toSorted();
}

async function rowsOf(stream: string): Promise<readonly Row[]> {
  const path = join(folder, 'data', stream);
  const rows: Row[] = [];
  for (const name of (await readdir(path)).toSorted()) {
    const content = await readFile(join(path, name), 'utf8');
    expect(content.endsWith('\n')).toBe(true);
    for (const line of content.trimEnd().split('\n')) rows.push(JSON.parse(line));
  }
  return rows;
}

describe('sync', () => {
  test('keeps rows, state and log in a folder, and the next one adds what is new', async () => {
    const first = await sync().ended;
    expect(first).toMatchObject({ code: 0, stdout: '' });
    expect(first.stderr).toMatch(/^ {2}calls +400 rows +complete$/m);
    expect(first.stderr).toContain('slice-verified stream=calls');
    const files = await filesIn(join(folder, 'data'));
    expect(files.filter((name) => /part|lock|new$/.test(name))).toEqual([]);
    expect(files).toEqual(expect.arrayContaining(['catalog.json', 'state.json', 'runs']));
    expect(await rowsOf('calls')).toHaveLength(400);
    aircall.clock.advance(3_600_000);
    aircall.account.addCall();
    const [user = 0] = aircall.account.users.keys();
    aircall.account.renameUser(user, 'Ann Example');
    expect((await sync().ended).code).toBe(0);
    expect(await rowsOf('users')).toHaveLength(62);
    expect((await rowsOf('calls')).length).toBeGreaterThan(400);
    const [run = ''] = (await readdir(join(folder, 'data', 'runs'))).toSorted();
    const messages = (await readFile(join(folder, 'data', 'runs', run), 'utf8')).trimEnd().split('\n');
    expect(JSON.parse(messages[0] ?? '')).toMatchObject({ at: expect.stringMatching(/Z$/), type: 'LOG' });
  });

  test('refuses a second run in the same folder, in one line', async () => {
    const slow = new Promise<void>((resolve) => {
      const undo = aircall.beforeRequest(() => {
        undo();
        resolve();
      });
    });
    const one = sync();
    await slow;
    const two = await sync().ended;
    expect(two).toMatchObject({ code: 1, stdout: '' });
    expect(two.stderr).toMatch(/^source-aircall: Another sync is running in .+\n$/);
    expect((await one.ended).code).toBe(0);
  });

  test('takes over the lock of a run that was killed a minute ago', async () => {
    const data = join(folder, 'data');
    const started = new Promise<void>((resolve) => {
      const undo = aircall.beforeRequest(() => {
        undo();
        resolve();
      });
    });
    const killed = sync();
    await started;
    killed.kill();
    await killed.ended;
    expect((await sync().ended).code).toBe(1);
    const past = new Date(Date.now() - 60_000);
    await utimes(join(data, '.lock'), past, past);
    expect((await sync().ended).code).toBe(0);
    expect((await filesIn(data)).filter((name) => name === '.lock')).toEqual([]);
  });

  test('says in words why it cannot write, and loses nothing', async () => {
    await writeFile(join(folder, 'file'), '');
    const inFile = await sync(join(folder, 'file')).ended;
    expect([inFile.code, inFile.stderr]).toEqual([1, expect.stringContaining('cannot be written to')]);
    // A file of 512-byte blocks may not grow any further: the disk is full.
    const full = await sync(undefined, ['sh', '-c', 'ulimit -f 60; exec "$@"', 'sh']).ended;
    expect([full.code, full.stderr]).toEqual([1, expect.stringContaining('cannot be written to')]);
    await utimes(join(folder, 'data', '.lock'), 0, 0).catch(() => undefined);
    expect((await sync().ended).code).toBe(0);
    expect(new Set((await rowsOf('calls')).map(({ id }) => id)).size).toBe(400);
  });

  test('an error is one line, and its exit code that of read', async () => {
    aircall.revokeKey();
    const { code, stdout, stderr } = await sync().ended;
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^source-aircall: Aircall refused the API key/m);
  });
});

/** `KILLS=300 npm test …` kills it more often. */
const KILLS = Number(process.env['KILLS'] ?? 30);

test(
  'killed at any moment, again and again, it loses nothing and leaves no half line',
  async () => {
    const random = new Random(Number(process.env['SEED'] ?? 7));
    const data = join(folder, 'data');
    for (let nth = 0; nth < KILLS; nth++) {
      const run = sync();
      let answers = random.int(1, 60);
      const undo = aircall.beforeRequest(() => {
        if (--answers === 0) run.kill();
      });
      await run.ended;
      undo();
      await utimes(join(data, '.lock'), 0, 0).catch(() => undefined);
      if (random.chance(0.3)) {
        aircall.clock.advance(3_600_000);
        mutateLists(aircall, random);
      }
    }
    for (let nth = 0; nth < 2; nth++) {
      aircall.clock.advance(8 * 86_400_000);
      expect((await sync().ended).code).toBe(0);
    }
    const tables = await TableFiles.read(data);
    expect(tables.differences(aircall.account)).toEqual([]);
    expect((await stat(join(data, 'state.json'))).size).toBeGreaterThan(100);
  },
  60_000 + KILLS * 2_000,
);
