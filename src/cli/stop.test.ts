import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { logsIn, messagesIn, runInProcess } from '../../integration_tests/support/in-process.ts';
import { check } from '../commands/check.ts';
import { read } from '../commands/read.ts';
import { Stopped } from '../runtime/stop.ts';

vi.mock('../commands/check.ts', () => ({ check: vi.fn<() => Promise<void>>() }));
vi.mock('../commands/read.ts', () => ({ read: vi.fn<() => Promise<number>>() }));

const TOKEN = '77ab01c93e5d4f62';
const CONFIG = JSON.stringify({ api_id: 'a1b2c3d4e5f6a7b8', api_token: TOKEN });
const CATALOG = JSON.stringify({
  streams: [{ stream: { name: 'calls' }, sync_mode: 'incremental', destination_sync_mode: 'append' }],
});

const directory = mkdtempSync(join(tmpdir(), 'cli-stop-'));
afterAll(() => rmSync(directory, { recursive: true }));
const files = {
  config: join(directory, 'config.json'),
  catalog: join(directory, 'catalog.json'),
  state: join(directory, 'state.json'),
};
writeFileSync(files.config, CONFIG);
writeFileSync(files.catalog, CATALOG);
writeFileSync(files.state, '{"calls": {"v": 1}, "users": 5}');

beforeEach(() => {
  vi.mocked(check).mockReset().mockResolvedValue();
  vi.mocked(read).mockReset().mockResolvedValue(0);
});

/** A reader that has gone away. */
function brokenPipe(): Writable {
  return new Writable({
    autoDestroy: false,
    write: (_chunk, _encoding, done) => done(new Error('write EPIPE')),
  });
}

describe('how a run ends before its time', () => {
  test.each([
    ['SIGTERM', 143],
    ['SIGINT', 130],
  ] as const)('%s ends it with %i, and nothing more is said', async (signal, code) => {
    const abort = new AbortController();
    vi.mocked(read).mockImplementation(async ({ deps, log }) => {
      await log.info('schema-drift', 'before');
      abort.abort(new Stopped(signal));
      expect(deps.signal.aborted).toBe(true);
      await log.info('schema-drift', 'after');
      return 0;
    });
    const ended = await runInProcess(['read', '--config', files.config, '--catalog', files.catalog], {
      signal: abort.signal,
    });
    expect([ended.code, logsIn(ended.stdout)]).toEqual([code, ['INFO schema-drift: before']]);
  });

  test('a signal ends it even when nobody takes the output', async () => {
    const abort = new AbortController();
    const stuck = new Writable({ write: () => abort.abort(new Stopped('SIGTERM')) });
    expect((await runInProcess(['spec'], { signal: abort.signal, out: stuck })).code).toBe(143);
  });

  test('a signal ends it also in the midst of the report of a crash', async () => {
    vi.mocked(check).mockRejectedValue(new TypeError('a bug'));
    const abort = new AbortController();
    const stuck = new Writable({ write: () => abort.abort(new Stopped('SIGTERM')) });
    const argv = ['check', '--config', files.config];
    expect((await runInProcess(argv, { signal: abort.signal, out: stuck })).code).toBe(143);
  });

  test('a signal that came before the start is heeded', async () => {
    expect(await runInProcess(['spec'], { signal: AbortSignal.abort(new Stopped('SIGINT')) })).toMatchObject({
      code: 130,
      stdout: '',
    });
  });

  test('a reader that has gone ends it with 1, also while nothing is awaited', async () => {
    expect((await runInProcess(['spec'], { out: brokenPipe() })).code).toBe(1);
    vi.mocked(read).mockImplementation(({ log }) => {
      log.info('schema-drift', 'text').catch(() => {});
      return new Promise(() => {});
    });
    const argv = ['read', '--config', files.config, '--catalog', files.catalog];
    expect((await runInProcess(argv, { out: brokenPipe() })).code).toBe(1);
  });

  test('a bug is a crash: a FATAL log and a system_error, without the secrets', async () => {
    vi.mocked(read).mockRejectedValue(new TypeError(`undefined is not ${TOKEN}`));
    const { code, stdout } = await runInProcess([
      'read',
      '--config',
      files.config,
      '--catalog',
      files.catalog,
    ]);
    expect(code).toBe(1);
    expect(messagesIn(stdout)).toMatchObject([
      { type: 'LOG', log: { level: 'FATAL', stack_trace: expect.stringContaining('TypeError') } },
      {
        type: 'TRACE',
        trace: {
          error: {
            failure_type: 'system_error',
            internal_message: expect.stringContaining('undefined is not ****'),
          },
        },
      },
    ]);
    expect(stdout).not.toContain(TOKEN);
  });

  test.each([[new RangeError('outside')], ['a text that was thrown']])(
    'an error outside of the command (%s) is a crash as well',
    async (thrown) => {
      const abort = new AbortController();
      vi.mocked(check).mockImplementation(() => {
        abort.abort(thrown);
        return new Promise(() => {});
      });
      const { code, stdout } = await runInProcess(['check', '--config', files.config], {
        signal: abort.signal,
      });
      expect(code).toBe(1);
      expect(
        messagesIn(stdout).map((message) => message.log?.level ?? message.trace?.error?.failure_type),
      ).toEqual(['FATAL', 'system_error']);
    },
  );
});
