import { readFile } from 'node:fs/promises';
import type { Deps } from '../runtime/runtime.ts';
import { ConfigError } from '../errors/errors.ts';
import { jsonErrorPosition } from './json-position.ts';

/** The files that the program is given, named as their flags are. */
export type InputFile = 'config' | 'catalog' | 'state';

/**
 * The JSON value in the file at `path`, or on standard input when `path` is `-`. Undefined for an empty state file.
 *
 * Throws ConfigError that names the file and what to do about it. Nothing of the content is ever quoted.
 */
export async function readInputFile(
  flag: InputFile,
  path: string,
  deps: Pick<Deps, 'stdin' | 'uid' | 'signal'>,
): Promise<unknown> {
  const file = path === '-' ? `The ${flag} on standard input` : `The ${flag} file ${shown(path)}`;
  if (path.trimStart().startsWith('{')) {
    throw new ConfigError(
      `--${flag} wants the path of a file, not JSON itself. Write the JSON to a file, or send it on standard input with --${flag} -.`,
    );
  }
  const text = decode(
    path === '-' ? await readAll(deps.stdin) : await readFromDisk(flag, path, file, deps),
    file,
  );
  if (text.trim() === '') {
    if (flag === 'state') return undefined;
    throw new ConfigError(`${file} is empty. ${EXPECTED[flag]}`);
  }
  const value = parse(text, file);
  if (flag !== 'state' && (typeof value !== 'object' || value === null || Array.isArray(value))) {
    throw new ConfigError(`${file} does not hold a JSON object. ${EXPECTED[flag]}`);
  }
  return value;
}

const EXPECTED: Readonly<Record<Exclude<InputFile, 'state'>, string>> = {
  config: 'It must be a JSON object such as {"api_id": "…", "api_token": "…"}; `spec` lists all its fields.',
  catalog:
    'It must be a configured catalog: {"streams": [{"stream": {…}, "sync_mode": "…", "destination_sync_mode": "…"}]}.',
};

async function readAll(stdin: NodeJS.ReadableStream): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

async function readFromDisk(
  flag: InputFile,
  path: string,
  file: string,
  deps: Pick<Deps, 'uid' | 'signal'>,
): Promise<Uint8Array> {
  try {
    return await readFile(path, { signal: deps.signal });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    throw new ConfigError(`${file} ${whyNotOpened(code, flag, deps.uid)}`, { details: code });
  }
}

/** What an error code of the system means for the person who gave the path, and what to do about it. */
export function whyNotOpened(code: string, flag: InputFile, uid: number | undefined): string {
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return `does not exist. Check the path given with --${flag}; in a container it is the path inside, where the file was mounted.`;
    case 'EISDIR':
      return 'is a directory. Give the path of a file; docker makes a directory where the file to mount does not exist on the host.';
    case 'EACCES':
    case 'EPERM':
      return `can't be opened by the user id ${uid ?? 'unknown'}, as which the connector runs. Run the container with --user "$(id -u):$(id -g)", or let others read the file with chmod 644 (and enter its directories with chmod a+x).`;
    default:
      return `can't be read (${code}). Check the path given with --${flag} and the disk that it is on.`;
  }
}

function decode(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new ConfigError(
      `${file} is not UTF-8 text. Save it as UTF-8 (some editors and shells write UTF-16).`,
    );
  }
}

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own error quotes the text around the place, so it is not kept as a cause.
    const { line, column } = jsonErrorPosition(text) ?? { line: 1, column: 1 };
    throw new ConfigError(
      `${file} is not valid JSON: something is wrong at line ${line}, column ${column}. Correct it there (a missing quote, a comma too many?).`,
    );
  }
}

/** A path as it can stand in a message: in quotes where it could be misread, and not without end. */
function shown(path: string): string {
  const short = path.length > 200 ? `${path.slice(0, 200)}…` : path;
  return /^[\w./~@+-]+$/.test(short) ? short : JSON.stringify(short);
}
