import { withoutAddress } from '../../integration_tests/support/error-address.ts';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, describe, expect, test } from 'vitest';
import { ConfigError } from '../errors/errors.ts';
import { readInputFile, whyNotRead } from './input-files.ts';

const directory = mkdtempSync(join(tmpdir(), 'input-files-'));
afterAll(() => rmSync(directory, { recursive: true }));

const signal = new AbortController().signal;

function deps(stdin: string | Buffer = '') {
  return { stdin: Readable.from([Buffer.from(stdin)]), uid: 1000, signal };
}

function file(name: string, content: string | Buffer): string {
  const path = join(directory, name);
  writeFileSync(path, content);
  return path;
}

const SHAPE =
  'It must be a JSON object such as {"api_id": "…", "api_token": "…"}; `spec` lists all its fields.';

describe('a file argument', () => {
  test('is the JSON value in the file, whatever its name ends in', async () => {
    expect(await readInputFile('config', file('config.txt', '{"api_id": "x"}'), deps())).toEqual({
      api_id: 'x',
    });
    expect(await readInputFile('state', file('state', '[]'), deps())).toEqual([]);
  });

  test('may begin with a byte order mark', async () => {
    expect(await readInputFile('config', file('bom.json', '\ufeff{"a": 1}'), deps())).toEqual({ a: 1 });
  });

  test('may be standard input, in any number of pieces', async () => {
    const bytes = Buffer.from('{"name": "Zoë"}');
    const pieces = Readable.from(Array.from(bytes, (byte) => Buffer.from([byte])));
    expect(await readInputFile('config', '-', { ...deps(), stdin: pieces })).toEqual({ name: 'Zoë' });
  });

  test('is nothing when it is an empty state', async () => {
    expect(await readInputFile('state', file('empty.txt', ' \n'), deps())).toBeUndefined();
    expect(await readInputFile('state', '-', deps(''))).toBeUndefined();
  });

  test('may be any JSON when it is a state: what it means is judged elsewhere', async () => {
    expect(await readInputFile('state', '-', deps('null'))).toBeNull();
    expect(await readInputFile('state', '-', deps('5'))).toBe(5);
  });
});

describe('a file argument that is of no use', () => {
  mkdirSync(join(directory, 'folder'));
  const inDirectory = (name: string): string => join(directory, name);
  const utf16 = Buffer.from('\ufeff{"api_id": "x"}', 'utf16le');

  test.each<[string, 'config' | 'catalog' | 'state', string, string]>([
    [
      'missing',
      'config',
      inDirectory('nowhere.json'),
      `The config file ${inDirectory('nowhere.json')} does not exist. Check the path given with --config; in a container it is the path inside, where the file was mounted.`,
    ],
    [
      'below a file',
      'state',
      join(file('plain', '{}'), 'state.json'),
      `The state file ${inDirectory('plain/state.json')} does not exist. Check the path given with --state; in a container it is the path inside, where the file was mounted.`,
    ],
    [
      'a directory',
      'catalog',
      inDirectory('folder'),
      `The catalog file ${inDirectory('folder')} is a directory. Give the path of a file; docker makes a directory where the file to mount does not exist on the host.`,
    ],
    [
      'with a name that no file can have',
      'config',
      'x'.repeat(5000),
      '--config takes the path of a file, and what was given is not the path of one. Write the JSON to a file, or send it on standard input with --config -.',
    ],
    [
      'empty',
      'config',
      file('empty.json', '\n'),
      `The config file ${inDirectory('empty.json')} is empty. ${SHAPE}`,
    ],
    [
      'empty, as a catalog',
      'catalog',
      file('empty catalog.json', ''),
      `The catalog file ${inDirectory('empty catalog.json')} is empty. It must be a configured catalog: {"streams": [{"stream": {…}, "sync_mode": "…", "destination_sync_mode": "…"}]}.`,
    ],
    [
      'UTF-16',
      'config',
      file('utf16.json', utf16),
      `The config file ${inDirectory('utf16.json')} is not UTF-8 text. Save it as UTF-8 (some editors and shells write UTF-16).`,
    ],
    [
      'not JSON',
      'config',
      file('broken.json', '{\n  "api_token": "f00dcafe0123",\n  oops\n}'),
      `The config file ${inDirectory('broken.json')} is not valid JSON: something is wrong at line 3, column 3. Correct it there (a missing quote, a comma too many?).`,
    ],
    [
      'a list',
      'config',
      file('list.json', '[{"api_id": "x"}]'),
      `The config file ${inDirectory('list.json')} does not hold a JSON object. ${SHAPE}`,
    ],
    [
      'JSON instead of a path',
      'config',
      ' {"api_token": "f00dcafe0123"}',
      '--config takes the path of a file, and what was given is not the path of one. Write the JSON to a file, or send it on standard input with --config -.',
    ],
  ])('%s', async (_what, flag, path, message) => {
    const error = await readInputFile(flag, path, deps()).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ConfigError);
    expect(error instanceof ConfigError && withoutAddress(error.message)).toBe(message);
  });

  test('on standard input it is called so', async () => {
    await expect(readInputFile('config', '-', deps('{'))).rejects.toThrow(
      'The config on standard input is not valid JSON: something is wrong at line 1, column 2.',
    );
  });

  test('nothing of its content is kept, not even as a cause', async () => {
    const error = await readInputFile('config', '-', deps('{"api_token": f00dcafe0123}')).catch(
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(ConfigError);
    expect(error).not.toHaveProperty('cause');
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('f00d');
  });

  test.each(['EACCES', 'EPERM'])('not allowed to be opened (%s): as whom, and what to do', (code) => {
    expect(whyNotRead(code, 'config', 1000)).toBe(
      'can\'t be opened by the user id 1000, as which the connector runs. Run the container with --user "$(id -u):$(id -g)", or let others read the file with chmod 644 (and enter its directories with chmod a+x).',
    );
  });
});
