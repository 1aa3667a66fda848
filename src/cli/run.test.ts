import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { logsIn, messagesIn, runInProcess } from '../../integration_tests/support/in-process.ts';
import { check } from '../commands/check.ts';
import { read } from '../commands/read.ts';
import { ConfigError, SystemError, TransientError } from '../errors/errors.ts';
import { version } from '../runtime/version.ts';

vi.mock('../commands/check.ts', () => ({ check: vi.fn<() => Promise<void>>() }));
vi.mock('../commands/read.ts', () => ({ read: vi.fn<() => Promise<number>>() }));

const TOKEN = '77ab01c93e5d4f62';
const CONFIG = JSON.stringify({ api_id: 'a1b2c3d4e5f6a7b8', api_token: TOKEN });
const CATALOG = JSON.stringify({
  streams: [{ stream: { name: 'calls' }, sync_mode: 'incremental', destination_sync_mode: 'append' }],
});

const directory = mkdtempSync(join(tmpdir(), 'cli-'));
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

describe('what a command says and how it ends', () => {
  test('spec says SPEC first, whatever else there is to say', async () => {
    const { code, stdout } = await runInProcess(['spec', '--odd', '--config', 'x', '--debug']);
    expect(code).toBe(0);
    expect(messagesIn(stdout).map(({ type }) => type)).toEqual(['SPEC', 'LOG', 'LOG']);
  });

  test('discover says the catalog and nothing else', async () => {
    const { code, stdout } = await runInProcess(['discover', '--config', files.config]);
    expect([code, messagesIn(stdout).map(({ type }) => type)]).toEqual([0, ['CATALOG']]);
  });

  test('check that comes back is a success', async () => {
    expect(await runInProcess(['check', '--config', files.config])).toMatchObject({
      code: 0,
      stdout: '',
      stderr: '',
    });
    expect(vi.mocked(check).mock.calls[0]?.[0].config.apiToken).toBe(TOKEN);
  });

  test('check with a key that Aircall refuses is FAILED, and for scripts an exit code', async () => {
    vi.mocked(check).mockRejectedValue(new ConfigError(`Wrong key ${TOKEN}.`));
    const failed = {
      type: 'CONNECTION_STATUS',
      connectionStatus: { status: 'FAILED', message: 'Wrong key ****.' },
    };
    const plain = await runInProcess(['check', '--config', files.config]);
    expect([plain.code, messagesIn(plain.stdout)]).toEqual([0, [failed]]);
    const strict = await runInProcess(['check', '--config', files.config, '--exit-code']);
    expect([strict.code, messagesIn(strict.stdout)]).toEqual([1, [failed]]);
  });

  test.each([
    [new TransientError('No network.'), 'transient_error'],
    [new SystemError('Odd answer.'), 'system_error'],
  ])('check without a usable answer is an error without a status (%s)', async (error, failureType) => {
    vi.mocked(check).mockRejectedValue(error);
    const { code, stdout } = await runInProcess(['check', '--config', files.config]);
    expect(code).toBe(1);
    expect(messagesIn(stdout)).toMatchObject([
      { type: 'TRACE', trace: { error: { message: error.message, failure_type: failureType } } },
    ]);
  });

  test('read is handed what the files say, and its exit code is the exit code', async () => {
    vi.mocked(read).mockResolvedValue(1);
    const { code, stdout } = await runInProcess([
      'read',
      `--config=${files.config}`,
      `--catalog=${files.catalog}`,
      `--state=${files.state}`,
    ]);
    expect(code).toBe(1);
    expect(logsIn(stdout)).toEqual([
      'WARN state-not-understood: In the state file "users" is not an object. What was not understood was ignored; a stream whose state was ignored is read again.',
    ]);
    const input = vi.mocked(read).mock.calls[0]?.[0];
    expect(input?.catalog).toEqual([
      { name: 'calls', syncMode: 'incremental', overwrites: false, columns: [] },
    ]);
    expect([...(input?.state ?? [])]).toEqual([['calls', { v: 1 }]]);
  });

  test('any one file may come from standard input', async () => {
    expect(
      (await runInProcess(['read', '--config', '-', '--catalog', files.catalog], { stdin: CONFIG })).code,
    ).toBe(0);
    expect(
      (await runInProcess(['read', '--config', files.config, '--catalog=-'], { stdin: CATALOG })).code,
    ).toBe(0);
    const input = vi.mocked(read).mock.calls[0]?.[0];
    expect(input?.config.apiToken).toBe(TOKEN);
    expect(input?.state.size).toBe(0);
  });

  test.each([
    ['--debug', {}],
    ['--config', { LOG_LEVEL: 'debug' }],
    ['--config', { LOG_LEVEL: 'DEBUG' }],
  ])('debug lines are asked for by flag or environment (%s, %o)', async (flag, env) => {
    const argv = ['read', '--config', files.config, '--catalog', files.catalog];
    vi.mocked(read).mockImplementation(async ({ log }) => {
      await log.debug('schema-drift', 'text');
      return 0;
    });
    expect(logsIn((await runInProcess(argv)).stdout)).toEqual([]);
    expect(logsIn((await runInProcess(flag === '--debug' ? [...argv, flag] : argv, { env })).stdout)).toEqual(
      ['DEBUG schema-drift: text'],
    );
  });

  test.each([['--help'], ['-h'], ['check', '--help']])(
    '%s %s is for people: exit 0 and plain text',
    async (...argv) => {
      const { code, stdout, stderr } = await runInProcess(argv.filter((word) => word !== undefined));
      expect(code).toBe(0);
      expect(stdout).toContain('read --config FILE --catalog FILE [--state FILE]');
      expect(stderr).toBe('');
    },
  );

  test('--version is the version', async () => {
    expect(await runInProcess(['--version'])).toMatchObject({ code: 0, stdout: `${version}\n`, stderr: '' });
  });

  test('only a person at a terminal is shown the usage after a mistake', async () => {
    expect((await runInProcess(['chekc'])).stderr).toBe('');
    expect((await runInProcess(['chekc'], { terminal: true })).stderr).toContain(
      'source-aircall <command> [flags]',
    );
    expect((await runInProcess(['check', '--config', 'nowhere'], { terminal: true })).stderr).toBe('');
  });

  test('flags without effect are named in a warning; those of the Python connectors are not', async () => {
    const argv = [
      'check',
      '--config',
      files.config,
      '--odd=1',
      '--catalog',
      'x',
      'word',
      '--manifest-path',
      'y',
    ];
    expect(logsIn((await runInProcess(argv)).stdout)).toEqual([
      'WARN argument-ignored: A flag that this connector does not know was ignored.',
      'WARN argument-ignored: --catalog has no effect on check and was ignored.',
      'WARN argument-ignored: 1 words after the command were ignored.',
    ]);
  });

  test('warnings of the runtime become log lines, those that only concern developers debug lines', async () => {
    const argv = ['check', '--config', files.config];
    const listeners: ((warning: Error) => void)[] = [];
    vi.mocked(check).mockImplementation(async () => {
      for (const name of ['Warning', 'ExperimentalWarning']) {
        listeners.at(-1)?.(Object.assign(new Error('text'), { name }));
      }
    });
    const onWarning = (listener: (warning: Error) => void): void => void listeners.push(listener);
    const warned = 'WARN runtime-warning: Warning: text';
    expect(logsIn((await runInProcess(argv, { onWarning })).stdout)).toEqual([warned]);
    expect(logsIn((await runInProcess([...argv, '--debug'], { onWarning })).stdout)).toEqual([
      warned,
      'DEBUG runtime-warning: ExperimentalWarning: text',
    ]);
  });
});
