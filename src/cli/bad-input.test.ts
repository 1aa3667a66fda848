import { withoutAddress } from '../../integration_tests/support/error-address.ts';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { messagesIn, runInProcess } from '../../integration_tests/support/in-process.ts';

const noRequest = vi.hoisted(() => vi.fn<() => never>());
vi.mock('../http/client.ts', () => ({ openClient: noRequest }));

const SECRET = '77ab01c93e5d4f62';
const directory = mkdtempSync(join(tmpdir(), 'bad-input-'));
afterAll(() => rmSync(directory, { recursive: true }));

function file(name: string, content: unknown): string {
  const path = join(directory, name);
  writeFileSync(
    path,
    typeof content === 'string' || Buffer.isBuffer(content) ? content : JSON.stringify(content),
  );
  return path;
}

function config(name: string, change: Record<string, unknown>): string {
  return file(name, { api_id: 'a1b2c3d4e5f6a7b8', api_token: SECRET, ...change });
}

const good = config('good.json', {});
const catalog = file('catalog.json', { streams: [{ stream: { name: 'calls' }, sync_mode: 'incremental' }] });
const folder = join(directory, 'folder');
mkdirSync(folder);

const COMMANDS =
  'Use one of: spec | check --config FILE | discover --config FILE | read --config FILE --catalog FILE [--state FILE] | sync --config FILE --to FOLDER [--catalog FILE] | count --config FILE --from DATE --to DATE | report FOLDER|FILE… | init.';
const CONFIG_SHAPE =
  'It must be a JSON object such as {"api_id": "…", "api_token": "…"}; `spec` lists all its fields.';
const CATALOG_SHAPE =
  'It must look like {"streams": [{"stream": {"name": "calls", …}, "sync_mode": "incremental", "destination_sync_mode": "append_dedup"}]}.';
const STATE_SHAPE =
  'The state must be a list of STATE messages, as an earlier sync wrote them (or empty, for a first sync). Give that list, or leave --state out to read everything.';

function at(name: string): string {
  return join(directory, name);
}

function reading(path: string): string[] {
  return ['read', '--config', good, '--catalog', path];
}

function goingOn(path: string): string[] {
  return [...reading(catalog), '--state', path];
}

/** What a run says of its input, when that is all it says: one line, in the form that its command asks for. */
async function refusal(argv: readonly string[], stdin = ''): Promise<unknown> {
  const { code, stdout, stderr } = await runInProcess(argv, { stdin });
  const messages = messagesIn(stdout);
  const [said] = messages;
  const asked = noRequest.mock.calls.length > 0;
  if (messages.length !== 1 || stderr !== '' || asked || stdout.includes(SECRET))
    return { stdout, stderr, asked };
  if (argv[0] === 'check') {
    return code === 0 && said?.connectionStatus?.status === 'FAILED'
      ? withoutAddress(String(said.connectionStatus.message))
      : said;
  }
  const error = said?.trace?.error;
  return code === 1 && error?.failure_type === 'config_error' ? withoutAddress(error.message) : said;
}

const TAKES_PATH =
  '--config takes the path of a file, and what was given is not the path of one. Write the JSON to a file, or send it on standard input with --config -.';

test.each(['--constructor', '--toString=2', '--__proto__', '--constructor.prototype=1', '--hasOwnProperty'])(
  '%s does not disturb the parser',
  async (flag) => {
    const { code, stdout } = await runInProcess(['spec', flag]);
    expect(code).toBe(0);
    expect(stdout).toContain('argument-ignored');
  },
);

test('a flag that is named like the token is not quoted', async () => {
  const { stdout } = await runInProcess(['spec', `--${SECRET}`, `--api_token=${SECRET}`]);
  expect(stdout).toContain('argument-ignored');
  expect(stdout).not.toContain(SECRET);
});

describe('bad arguments', () => {
  test.each<[string[], string]>([
    [[], `No command was given. ${COMMANDS}`],
    [['--config', good], `No command was given. ${COMMANDS}`],
    [['chekc', '--config', good], `There is no such command. Did you mean check? ${COMMANDS}`],
    [['toString'], `There is no such command. ${COMMANDS}`],
    [[SECRET], `There is no such command. ${COMMANDS}`],
    [['check'], 'check needs --config FILE, and it was not given.'],
    [['discover'], 'discover needs --config FILE, and it was not given.'],
    [['read', '--catalog', catalog], 'read needs --config FILE, and it was not given.'],
    [['read', '--config', good], 'read needs --catalog FILE, and it was not given.'],
    [['check', '--config'], '--config has no value. Give it the path of a file: --config FILE.'],
    [['check', '--config='], '--config has no value. Give it the path of a file: --config FILE.'],
    [
      ['read', '--config', '--catalog', catalog],
      '--config has no value. Give it the path of a file: --config FILE.',
    ],
    [['check', '--config', good, '--config', good], '--config was given more than once. Give it once.'],
    [
      ['read', '--config', good, '--catalog', catalog, '--state', 'a', '--state', 'b'],
      '--state was given more than once. Give it once.',
    ],
    [
      ['read', '--config', '-', '--catalog', '-'],
      'Only one file can come from standard input (-). Give the others as files.',
    ],
    [
      ['check', '--config', JSON.stringify({ api_id: 'x', api_token: SECRET })],
      '--config takes the path of a file, and what was given is not the path of one. Write the JSON to a file, or send it on standard input with --config -.',
    ],
    ...[
      `[{"api_token":"${SECRET}"}]`,
      `'{"api_token":"${SECRET}"}'`,
      `api_id: x\napi_token: ${SECRET}`,
      `api_token=${SECRET}`,
      Buffer.from(`{"api_token":"${SECRET}"}`).toString('base64'),
      SECRET,
    ].map((given): [string[], string] => [['check', '--config', given], TAKES_PATH]),
    [['check', '--confg', good], '--confg is not a flag of this connector. Did you mean --config?'],
    [
      ['read', '--config', good, '--catalog', catalog, '--stat', 'state.json'],
      '--stat is not a flag of this connector. Did you mean --state?',
    ],
  ])('%j', async (argv, message) => {
    expect(await refusal(argv)).toBe(message);
  });
});

describe('bad files', () => {
  test.each<[string, string[], string]>([
    [
      'a config that does not exist',
      ['check', '--config', at('nowhere.json')],
      `The config file ${at('nowhere.json')} does not exist. Check the path given with --config; in a container it is the path inside, where the file was mounted.`,
    ],
    [
      'a config that is a directory',
      ['discover', '--config', folder],
      `The config file ${folder} is a directory. Give the path of a file; docker makes a directory where the file to mount does not exist on the host.`,
    ],
    [
      'an empty config',
      ['check', '--config', file('empty.json', '')],
      `The config file ${at('empty.json')} is empty. ${CONFIG_SHAPE}`,
    ],
    [
      'a config in UTF-16',
      ['check', '--config', file('utf16.json', Buffer.from(`\ufeff{"api_token": "${SECRET}"}`, 'utf16le'))],
      `The config file ${at('utf16.json')} is not UTF-8 text. Save it as UTF-8 (some editors and shells write UTF-16).`,
    ],
    [
      'a config that is not JSON',
      ['discover', '--config', file('broken.json', `{"api_token": ${SECRET}}`)],
      `The config file ${at('broken.json')} is not valid JSON: something is wrong at line 1, column 17. Correct it there (a missing quote, a comma too many?).`,
    ],
    [
      'a config that is a text',
      ['check', '--config', file('text.json', SECRET.replace(/^/, '"').concat('"'))],
      `The config file ${at('text.json')} does not hold a JSON object. ${CONFIG_SHAPE}`,
    ],
    [
      'a catalog that does not exist',
      reading(at('nowhere.json')),
      `The catalog file ${at('nowhere.json')} does not exist. Check the path given with --catalog; in a container it is the path inside, where the file was mounted.`,
    ],
    [
      'a catalog that is a list',
      reading(file('list.json', [])),
      `The catalog file ${at('list.json')} does not hold a JSON object. It must be a configured catalog: {"streams": [{"stream": {…}, "sync_mode": "…", "destination_sync_mode": "…"}]}.`,
    ],
    [
      'a catalog without streams',
      reading(file('no-streams.json', {})),
      `The catalog is not a configured catalog: streams is missing. ${CATALOG_SHAPE}`,
    ],
    [
      'a stream without a name',
      reading(file('no-name.json', { streams: [{ stream: {} }] })),
      `The catalog is not a configured catalog: streams[0].stream.name is missing. ${CATALOG_SHAPE}`,
    ],
    [
      'a discovered catalog',
      reading(file('discovered.json', { streams: [{ name: 'calls', json_schema: {} }] })),
      'The catalog is what discover prints, not a configured catalog. Wrap each stream that is to be read: {"streams": [{"stream": {…}, "sync_mode": "incremental", "destination_sync_mode": "append_dedup"}]}.',
    ],
    [
      'a stream twice',
      reading(
        file('twice.json', { streams: [{ stream: { name: 'calls' } }, { stream: { name: 'calls' } }] }),
      ),
      'The catalog has the stream "calls" more than once. Keep one of them.',
    ],
    [
      'a state that does not exist',
      goingOn(at('nowhere.json')),
      `The state file ${at('nowhere.json')} does not exist. Check the path given with --state; in a container it is the path inside, where the file was mounted.`,
    ],
    [
      'a state that is not JSON',
      goingOn(file('broken-state.json', '[{},]')),
      `The state file ${at('broken-state.json')} is not valid JSON: something is wrong at line 1, column 5. Correct it there (a missing quote, a comma too many?).`,
    ],
    ['a state that is a number', goingOn(file('number.json', '5')), STATE_SHAPE],
    ['a state that is a list of texts', goingOn(file('texts.json', ['calls'])), STATE_SHAPE],
  ])('%s', async (_what, argv, message) => {
    expect(await refusal(argv)).toBe(message);
  });

  test('a config on standard input that is cut off', async () => {
    expect(await refusal(['check', '--config', '-'], `{"api_token": "${SECRET}`)).toBe(
      'The config on standard input is not valid JSON: something is wrong at line 1, column 15. Correct it there (a missing quote, a comma too many?).',
    );
  });
});

describe('bad values in the config', () => {
  test.each<[string, Record<string, unknown>, RegExp]>([
    ['no api_id', { api_id: undefined }, /^Config validation error: "api_id" .*missing/],
    ['a blank api_token', { api_token: ' ' }, /^Config validation error: "api_token" .*blank/],
    ['an api_id that is a number', { api_id: 5 }, /^Config validation error: "api_id" /],
    ['a start_date in words', { start_date: 'yesterday' }, /^Config validation error: "start_date" /],
    ['a day that does not exist', { start_date: '2026-02-30' }, /^Config validation error: "start_date" /],
    [
      'lookback_days of nothing',
      { lookback_days: 0 },
      /^Config validation error: "lookback_days" .*1 to 180/,
    ],
    ['half a request', { requests_per_minute: 0.5 }, /^Config validation error: "requests_per_minute" /],
    ['plain http', { api_url: 'http://api.example.com' }, /^Config validation error: "api_url" .*http/],
    [
      'a secret in the address',
      { api_url: `https://x:${SECRET}@example.com` },
      /^Config validation error: "api_url" /,
    ],
    [
      'an unknown choice',
      { deletions: 'drop' },
      /^Config validation error: "deletions" must be "mark" or "keep"/,
    ],
    ['all of it', { api_id: '', lookback_days: 'x' }, /"api_id".*"lookback_days"/],
  ])('%s: the field, what was expected, and no request', async (_what, change, message) => {
    const path = config('bad-value.json', change);
    const said = await refusal(['check', '--config', path]);
    expect(said).toMatch(message);
    expect(await refusal(['discover', '--config', path])).toBe(said);
    expect(await refusal(['read', '--config', path, '--catalog', catalog])).toBe(said);
  });
});
