import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { errorOf } from '../errors/catalogue.ts';
import { ConfigError, type ConnectorError } from '../errors/errors.ts';
import { ConsoleView } from '../folder/console-view.ts';
import { replaceFile } from '../folder/durable.ts';
import { FolderSink } from '../folder/folder-sink.ts';
import { takeLock, type Lock } from '../folder/lock.ts';
import { Progress } from '../folder/progress.ts';
import { recoverParts } from '../folder/record-file.ts';
import { StateFile } from '../folder/state-file.ts';
import { isObject } from '../json/is-object.ts';
import { newRunId } from '../runtime/run-id.ts';
import type { Deps } from '../runtime/runtime.ts';
import { configuredCatalog } from '../streams/configured-catalog.ts';

export type SyncInput = {
  /** Paths of files; `catalog` undefined: the one in the folder, which is made where there is none. */
  readonly config: string;
  readonly catalog: string | undefined;
  readonly folder: string;
  readonly debug: boolean;
  readonly deps: Deps;
  /** Runs `read` with these arguments. */
  readonly read: (argv: readonly string[], deps: Deps) => Promise<number>;
};

/**
 * Reads what is new into a folder: rows in `<stream>/<run>.jsonl`, the state in `state.json`, everything else that was said in
 * `runs/<run>.jsonl`. Resolves to the exit code of `read`; 1, with a line on standard error, where the folder cannot be used.
 */
export async function sync(input: SyncInput): Promise<number> {
  const { folder, deps } = input;
  const run = newRunId(deps.clock.now());
  let lock: Lock | undefined;
  try {
    await mkdir(folder, { recursive: true });
    lock = await takeLock(folder, run);
    return await syncInto(input, run, lock);
  } catch (error) {
    deps.stderr.write(`source-aircall: ${asFolderError(error, folder).message}\n`);
    return 1;
  } finally {
    await lock?.release();
  }
}

async function syncInto(input: SyncInput, run: string, lock: Lock): Promise<number> {
  const { folder, deps, debug } = input;
  const progress = new Progress();
  const nowMs = (): number => deps.clock.now();
  const startedMs = nowMs();
  const isTerminal = 'isTTY' in deps.stderr && deps.stderr.isTTY === true;
  const view = new ConsoleView({ stderr: deps.stderr, isTerminal, progress, nowMs });
  await recoverParts(folder);
  const states = await StateFile.open(folder);
  const catalog = input.catalog ?? (await ownCatalog(folder));
  const sink = new FolderSink({
    folder,
    run,
    states,
    assertHeld: () => lock.assertHeld(),
    nowMs,
    onMessage: (message) => {
      progress.message(message);
      view.message(message);
      const text = errorIn(message);
      if (text !== undefined) view.say(`source-aircall: ${text}`);
    },
    onRecords: (stream, count) => {
      progress.records(stream, count);
      view.paint();
    },
  });
  const argv = ['read', '--config', input.config, '--catalog', catalog];
  if (!states.isEmpty) argv.push('--state', states.path);
  if (debug) argv.push('--debug');
  const code = await input.read(argv, {
    ...deps,
    stdout: sink,
    // The folder keeps the messages; the view makes text of them.
    env: { ...deps.env, LOG_FORMAT: 'json' },
    runId: run,
    onProgress: (current) => {
      progress.now(current);
      view.paint();
    },
  });
  await sink.finish();
  view.end();
  view.say(
    deps.signal.aborted
      ? `Stopped. The next sync goes on from ${states.path}.`
      : progress.summary(nowMs() - startedMs),
  );
  return code;
}

/** `FOLDER/catalog.json`, made with the streams that are suggested where there is none: a person may change it. */
async function ownCatalog(folder: string): Promise<string> {
  const path = join(folder, 'catalog.json');
  if ((await stat(path).catch(() => undefined)) !== undefined) return path;
  await replaceFile(path, configuredCatalog());
  return path;
}

/** The message of an error that a run ended with. */
function errorIn(message: Readonly<Record<string, unknown>>): string | undefined {
  const trace = message['type'] === 'TRACE' ? message['trace'] : undefined;
  const error = isObject(trace) ? trace['error'] : undefined;
  return isObject(error) ? String(error['message']) : undefined;
}

/** What goes wrong with the folder, as an error that says what to do. */
function asFolderError(error: unknown, folder: string): ConnectorError {
  if (error instanceof ConfigError) return error;
  if (error instanceof SyntaxError)
    return errorOf('state-file-invalid', { path: join(folder, 'state.json') });
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
  return errorOf('folder-not-writable', { folder, why: WHY[code] ?? code }, { cause: error });
}

const WHY: Readonly<Record<string, string>> = {
  EACCES: 'no permission',
  EPERM: 'no permission',
  EROFS: 'it is read-only',
  ENOSPC: 'the disk is full',
  EFBIG: 'a file may not grow any further',
  ENOTDIR: 'a part of it is a file',
  EEXIST: 'it is a file',
};
