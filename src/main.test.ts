import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';

const MAIN = join(import.meta.dirname, 'main.ts');
const directory = mkdtempSync(join(tmpdir(), 'main-'));
afterAll(() => rmSync(directory, { recursive: true }));

type Ended = { code: number | null; stdout: string; stderr: string };

/** An API that tells when it was asked, and answers when it is told to. */
async function api() {
  const asked = Promise.withResolvers<void>();
  const answer = Promise.withResolvers<void>();
  const answered = Promise.withResolvers<void>();
  const server = createServer((_request, response) => {
    asked.resolve();
    void answer.promise.then(() =>
      response.writeHead(401, { 'content-type': 'application/json', connection: 'close' }).end('{}'),
    );
  });
  server.on('connection', (socket) => socket.on('close', () => answered.resolve()));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const config = JSON.stringify({
    api_id: 'a1b2c3d4e5f6a7b8',
    api_token: '77ab01c93e5d4f62',
    api_url: `http://127.0.0.1:${address.port}`,
  });
  const close = (): void => {
    server.closeAllConnections();
    server.close();
  };
  return {
    config,
    asked: asked.promise,
    answer: answer.resolve,
    answered: answered.promise,
    [Symbol.dispose]: close,
  };
}

/** Starts `check` with its config on standard input. */
function startCheck(config: string, stdout: 'pipe' | number = 'pipe') {
  const child = spawn(process.execPath, [MAIN, 'check', '--config', '-'], {
    stdio: ['pipe', stdout, 'pipe'],
  });
  const text = { stdout: '', stderr: '' };
  child.stdout?.on('data', (chunk) => (text.stdout += String(chunk)));
  child.stderr?.on('data', (chunk) => (text.stderr += String(chunk)));
  child.stdin?.end(config);
  const ended = new Promise<Ended>((resolve) => child.on('close', (code) => resolve({ code, ...text })));
  return { child, ended };
}

/** A pipe that takes nothing more, since it is full and nobody reads it. */
function stuckPipe(): number {
  const path = join(directory, 'stuck');
  execFileSync('mkfifo', [path]);
  const fd = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
  try {
    for (;;) writeSync(fd, Buffer.alloc(4096));
  } catch {
    return fd;
  }
}

describe('the process', () => {
  test('prints the specification and ends well, with nothing on standard error', () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, 'spec'], { encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
    expect(JSON.parse(stdout).type).toBe('SPEC');
  });

  test('reads with less memory for young objects, and loads nothing twice to do so', () => {
    const hook = `import { registerHooks } from 'node:module';
      import { writeSync } from 'node:fs';
      writeSync(2, process.execArgv.at(0) + '\\n');
      registerHooks({ load: (url, context, next) => { writeSync(2, url + '\\n'); return next(url, context); } });`;
    const flags = ['--import', `data:text/javascript,${encodeURIComponent(hook)}`];
    const { stderr } = spawnSync(
      process.execPath,
      [...flags, MAIN, 'read', '--config', '/none', '--catalog', '/none'],
      {
        encoding: 'utf8',
      },
    );
    const [before = '', after = ''] = stderr.split('--max-semi-space-size=8\n');
    expect([before.startsWith('--import\n'), before.includes('start.ts')]).toEqual([true, false]);
    expect(after.match(/start\.ts/g)).toHaveLength(1);
  });

  test('loads neither the validators nor the HTTP client for it', () => {
    const hook = `import { registerHooks } from 'node:module';
      import { writeSync } from 'node:fs';
      registerHooks({ load: (url, context, next) => { writeSync(2, url + '\\n'); return next(url, context); } });`;
    const { stderr } = spawnSync(
      process.execPath,
      ['--import', `data:text/javascript,${encodeURIComponent(hook)}`, MAIN, 'spec'],
      { encoding: 'utf8' },
    );
    expect(stderr).toContain('commands/spec.ts');
    expect(stderr).not.toMatch(/validators|undici|\/ajv\/|http\/client/);
  });

  test.each([
    ['SIGTERM', 143],
    ['SIGINT', 130],
  ] as const)(
    '%s ends it while it waits for an answer, with code %i and without a word',
    async (signal, code) => {
      using server = await api();
      const { child, ended } = startCheck(server.config);
      await server.asked;
      child.kill(signal);
      expect(await ended).toEqual({ code, stdout: '', stderr: '' });
    },
  );

  test('SIGTERM ends it within two seconds even when nobody reads what it says', async () => {
    using server = await api();
    const stuck = stuckPipe();
    const { child, ended } = startCheck(server.config, stuck);
    await server.asked;
    server.answer();
    await server.answered;
    const signalledAt = performance.now();
    child.kill('SIGTERM');
    expect((await ended).code).toBe(143);
    expect(performance.now() - signalledAt).toBeLessThan(2000);
    closeSync(stuck);
  });

  test('a reader that has gone ends it at once with code 1, and without a word', async () => {
    using server = await api();
    const { child, ended } = startCheck(server.config);
    await server.asked;
    child.stdout?.destroy();
    server.answer();
    expect(await ended).toMatchObject({ code: 1, stderr: '' });
  });
});
