import { errorOf } from '../errors/catalogue.ts';

import { isTextTooDeep } from '../json/inspect.ts';
import type { Deps } from '../runtime/runtime.ts';
import { collect, LARGEST_INPUT, readFromDisk } from './input-bytes.ts';
import { jsonErrorPosition } from './json-position.ts';

/** The files that the program is given, named as their flags are. */
export type InputFile = 'config' | 'catalog' | 'state';

/**
 * The JSON value in the file at `path`, or on standard input when `path` is `-`. Undefined for an empty state file; a
 * state file may also hold one JSON value a line, which come as a list.
 *
 * Throws ConfigError that names the file and what to do about it. Nothing of the content is ever quoted.
 */
export async function readInputFile(
  flag: InputFile,
  path: string,
  deps: Pick<Deps, 'stdin' | 'uid' | 'signal'>,
): Promise<unknown> {
  const file = path === '-' ? `The ${flag} on standard input` : `The ${flag} file${shown(path)}`;
  const text = decode(await read(flag, path, file, deps), file);
  if (text.trim() === '') {
    if (flag === 'state') return undefined;
    throw errorOf('file-empty', { file, expected: EXPECTED[flag] });
  }
  if (isTextTooDeep(text)) throw errorOf('file-too-deep', { file, expected: HINTS[flag] });
  const value = parse(text, file, flag);
  if (flag !== 'state' && (typeof value !== 'object' || value === null || Array.isArray(value))) {
    throw errorOf('file-not-an-object', { file, expected: EXPECTED[flag] });
  }
  return value;
}

const EXPECTED: Readonly<Record<Exclude<InputFile, 'state'>, string>> = {
  config: 'It must be a JSON object such as {"api_id": "…", "api_token": "…"}; `spec` lists all its fields.',
  catalog:
    'It must be a configured catalog: {"streams": [{"stream": {…}, "sync_mode": "…", "destination_sync_mode": "…"}]}.',
};

const HINTS: Readonly<Record<InputFile, string>> = {
  ...EXPECTED,
  state: 'It must be what an earlier sync wrote as STATE messages.',
};

async function read(
  flag: InputFile,
  path: string,
  file: string,
  deps: Pick<Deps, 'stdin' | 'uid' | 'signal'>,
): Promise<Uint8Array> {
  try {
    return path === '-' ? await collect(deps.stdin) : await readFromDisk(path, deps.signal);
  } catch (error) {
    deps.signal.throwIfAborted();
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    if (!isPath(path) && path !== '-' && NOT_FOUND.has(code)) {
      throw errorOf('not-a-path', { flag }, { details: code });
    }
    throw errorOf('file-not-read', { file, why: whyNotRead(code, flag, deps.uid) }, { details: code });
  }
}

const NOT_FOUND: ReadonlySet<string> = new Set([
  'ENOENT',
  'ENOTDIR',
  'ENAMETOOLONG',
  'ERR_INVALID_ARG_VALUE',
  'ELOOP',
]);

/** What an error code means for the person who gave the path, and what to do about it. */
export function whyNotRead(code: string, flag: InputFile, uid: number | undefined): string {
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return `does not exist. Check the path given with --${flag}; in a container it is the path inside, where the file was mounted.`;
    case 'EISDIR':
      return 'is a directory. Give the path of a file; docker makes a directory where the file to mount does not exist on the host.';
    case 'EACCES':
    case 'EPERM':
      return `can't be opened by the user id ${uid ?? 'unknown'}, as which the connector runs. Run the container with --user "$(id -u):$(id -g)", or let others read the file with chmod 644 (and enter its directories with chmod a+x).`;
    case 'NOT_A_FILE':
      return `is not a regular file. Give the path of one, or send its content on standard input with --${flag} -.`;
    case 'TOO_LARGE':
      return `is larger than ${LARGEST_INPUT / 2 ** 20} MiB. ${HINTS[flag]}`;
    default:
      return `can't be read (${code}). Check the path given with --${flag} and the disk that it is on.`;
  }
}

function decode(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw errorOf('file-not-utf8', { file });
  }
}

function parse(text: string, file: string, flag: InputFile): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const lines = flag === 'state' ? parseLines(text) : undefined;
    if (lines !== undefined) return lines;
    // The parser's own error quotes the text around the place, so it is not kept as a cause.
    const { line, column } = jsonErrorPosition(text) ?? { line: 1, column: 1 };
    throw errorOf('file-not-json', { file, line, column });
  }
}

/** One JSON value a line, as the messages of a sync are; undefined where any line is none. */
function parseLines(text: string): readonly unknown[] | undefined {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (lines.length < 2) return undefined;
  try {
    return lines.map((line): unknown => JSON.parse(line));
  } catch {
    return undefined;
  }
}

/** Whether a text looks like the path of a file, and not like a key or a configuration. */
function isPath(text: string): boolean {
  if (text.length > 200 || !/^[\w./~@+ -]+$/.test(text)) return false;
  return /^(?:\/|\.\.?\/|~\/)/.test(text) || /\.[a-z]{2,6}$/i.test(text);
}

/** A path as it can be shown: what may be a secret in the wrong place is not. */
function shown(path: string): string {
  return isPath(path) ? ` ${path}` : '';
}
