import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, test } from 'vitest';
import { MAIN } from '../support/run-connector.ts';

const directory = mkdtempSync(join(tmpdir(), 'process-limits-'));
afterAll(() => rmSync(directory, { recursive: true }));

function file(name: string, content: string): string {
  const path = join(directory, name);
  writeFileSync(path, content);
  return path;
}

const key = { api_id: 'an-id', api_token: 'a-token' };
const config = file('config.json', JSON.stringify({ ...key, api_url: 'http://127.0.0.1:9' }));

type Ended = {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly ms: number;
};

async function run(...argv: readonly string[]): Promise<Ended> {
  const begun = performance.now();
  const child = spawn(process.execPath, [MAIN, ...argv], { stdio: ['ignore', 'pipe', 'pipe'] });
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { code: child.exitCode, stdout, stderr, ms: performance.now() - begun };
}

describe('hostile inputs end soon, in one bounded message', () => {
  const fifo = join(directory, 'fifo');
  spawnSync('mkfifo', [fifo]);
  const brackets = file('brackets.json', '['.repeat(10_000_000));
  const names = Array.from({ length: 100_000 }, (_, index) => ({
    stream: { name: `s${index}`, json_schema: {} },
  }));
  const streams = file('streams.json', JSON.stringify({ streams: names }));
  const longName = file(
    'long-name.json',
    JSON.stringify({ streams: [{ stream: { name: 'x'.repeat(5_000_000) }, sync_mode: 'incremental' }] }),
  );
  const noStreams = file('none.json', '{"streams":[]}');
  const escapes = file('escapes.json', `{"users":"${'\\u0041'.repeat(2_600_000)}"}`);
  const oddStates = file(
    'odd.json',
    JSON.stringify(Array.from({ length: 295_000 }, (_, index) => ({ [`s${index}`]: 1 }))),
  );

  test.each<[string, readonly string[], number]>([
    ['/dev/zero as a configuration', ['check', '--config', '/dev/zero'], 0],
    ['a FIFO as a configuration', ['check', '--config', fifo], 0],
    ['a directory as a configuration', ['check', '--config', directory], 0],
    ['10 MB of brackets', ['check', '--config', brackets], 0],
    ['100,000 unknown streams', ['read', '--config', config, '--catalog', streams], 1],
    ['a stream name of 5 MB', ['read', '--config', config, '--catalog', longName], 1],
    [
      'a state of 16 MB of escapes',
      ['read', '--config', config, '--catalog', noStreams, '--state', escapes],
      0,
    ],
    ['295,000 odd states', ['read', '--config', config, '--catalog', noStreams, '--state', oddStates], 0],
  ])('%s', async (_, argv, code) => {
    const ended = await run(...argv);
    expect([ended.code, ended.stderr]).toEqual([code, '']);
    expect(ended.stdout.length).toBeGreaterThan(20);
    expect(ended.stdout.length).toBeLessThan(20_000);
    // Two seconds on a quiet machine.
    expect(ended.ms).toBeLessThan(10_000);
  });

  test('a pipe of the shell is read', () => {
    const line = `"${process.execPath}" "${MAIN}" discover --config <(cat "${config}")`;
    const { status, stdout } = spawnSync('bash', ['-c', line], { encoding: 'utf8' });
    expect([status, stdout.slice(0, 17)]).toEqual([0, '{"type":"CATALOG"']);
  });
});

test('an empty catalog is said to be nothing to do', async () => {
  const { code, stdout } = await run(
    'read',
    '--config',
    config,
    '--catalog',
    file('empty.json', '{"streams":[]}'),
  );
  expect(code).toBe(0);
  expect(stdout.trim().split('\n')).toHaveLength(1);
  expect(stdout).toContain('nothing-to-do');
});

test('a full disk under standard output is said on standard error', async () => {
  const full = openSync('/dev/full', 'w');
  const child = spawn(process.execPath, [MAIN, 'spec'], { stdio: ['ignore', full, 'pipe'] });
  const [stderr] = await Promise.all([text(child.stderr ?? process.stdin), once(child, 'close')]);
  closeSync(full);
  expect([child.exitCode, stderr.trim().split('\n')]).toEqual([
    1,
    [expect.stringContaining('the disk is full')],
  ]);
});

describe('a program that cannot even start', () => {
  test('says so and exits 1', async () => {
    const broken = file(
      'broken.mjs',
      `import ${JSON.stringify(MAIN)};\nPromise.reject(new Error('from elsewhere'));`,
    );
    const child = spawn(process.execPath, [broken, 'spec'], { stdio: ['ignore', 'ignore', 'pipe'] });
    await Promise.all([text(child.stderr), once(child, 'close')]);
    expect(child.exitCode).toBe(1);
  });
});

/** A server that takes connections and says nothing. */
async function mute(): Promise<{ readonly port: number; close(): void }> {
  const server = createServer(() => undefined);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    close: () => server.close(),
  };
}

/** How long the process takes to end after SIGTERM, and its exit code, as a shell reports it. */
async function terminate(child: ChildProcess, pid: number): Promise<{ code: number | null; ms: number }> {
  const closed = once(child, 'close');
  const begun = performance.now();
  process.kill(pid, 'SIGTERM');
  await closed;
  return { code: child.exitCode, ms: performance.now() - begun };
}

/** The first process of a namespace of its own, as in a container, and its number outside. */
async function startFirst(argv: readonly string[]): Promise<{ child: ChildProcess; pid: number }> {
  const entryPoint = join(dirname(MAIN), 'entrypoint.sh');
  const asRoot = process.getuid?.() === 0 ? [] : ['--user', '--map-root-user'];
  const words = [...asRoot, '--pid', '--fork', '--mount-proc', '--kill-child', 'sh', entryPoint, ...argv];
  const child = spawn('unshare', words, { stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.resume();
  for (;;) {
    const { stdout } = spawnSync('pgrep', ['-P', String(child.pid)], { encoding: 'utf8' });
    const pid = Number(stdout.trim());
    if (pid > 0 && hearsSignals(pid)) return { child, pid };
    await sleep(1);
  }
}

/** Whether it has a handler for SIGTERM: without one the first process of a namespace never gets it. */
function hearsSignals(pid: number): boolean {
  const [, caught = '0'] = /^SigCgt:\s*(\w+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return (BigInt(`0x${caught}`) & (1n << 14n)) !== 0n;
}

describe('SIGTERM ends the first process of a container within two seconds', () => {
  test.each([0, 20, 60, 300])(
    'sent %i ms after its start, behind a peer that says nothing',
    async (afterMs) => {
      const server = await mute();
      const path = file(
        `mute-${afterMs}.json`,
        JSON.stringify({ ...key, api_url: `https://127.0.0.1:${server.port}` }),
      );
      const { child, pid } = await startFirst(['check', '--config', path]);
      await sleep(afterMs);
      const { code, ms } = await terminate(child, pid);
      server.close();
      expect(code).toBe(143);
      expect(ms).toBeLessThan(3500);
    },
  );

  test('while it looks a name up that nobody answers', async () => {
    const path = file('dns.json', JSON.stringify({ ...key, api_url: 'https://name.invalid' }));
    const catalog = file('calls.json', '{"streams":[{"stream":{"name":"calls"},"sync_mode":"incremental"}]}');
    const { child, pid } = await startFirst(['read', '--config', path, '--catalog', catalog]);
    await sleep(500);
    const { code, ms } = await terminate(child, pid);
    expect(code).toBe(143);
    expect(ms).toBeLessThan(3500);
  });
});
