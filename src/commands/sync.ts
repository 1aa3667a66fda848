import { randomBytes } from 'node:crypto';
import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigError } from '../errors/errors.ts';
import { ConsoleView } from '../folder/console-view.ts';
import { replaceFile } from '../folder/durable.ts';
import { FolderSink } from '../folder/folder-sink.ts';
import { takeLock, type Lock } from '../folder/lock.ts';
import { Progress } from '../folder/progress.ts';
import { recoverParts } from '../folder/record-file.ts';
import { StateFile } from '../folder/state-file.ts';
import { isObject } from '../json/is-object.ts';
import type { Deps } from '../runtime/runtime.ts';
import { streams } from '../streams/registry.ts';
import { syncModesOf } from '../streams/stream.ts';

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
  const run = `${new Date(deps.clock.now()).toISOString().replaceAll(/[-:.]/g, '')}-${randomBytes(3).toString('hex')}`;
  let lock: Lock | undefined;
  try {
    await mkdir(folder, { recursive: true });
    lock = await takeLock(folder, run);
    return await syncInto(input, run, lock);
  } catch (error) {
    deps.stderr.write(`source-aircall: ${inWords(error, folder)}\n`);
    return 1;
  } finally {
    await lock?.release();
  }
}

async function syncInto(input: SyncInput, run: string, lock: Lock): Promise<number> {
  const { folder, deps, debug } = input;
  const progress = new Progress();
  const nowMs = (): number => deps.clock.now();
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
  const code = await input.read(argv, { ...deps, stdout: sink });
  await sink.finish();
  view.end();
  if (deps.signal.aborted) view.say(`Stopped. The next sync goes on from ${states.path}.`);
  return code;
}

/** `FOLDER/catalog.json`, made with the streams that are suggested where there is none: a person may change it. */
async function ownCatalog(folder: string): Promise<string> {
  const path = join(folder, 'catalog.json');
  if ((await stat(path).catch(() => undefined)) !== undefined) return path;
  const suggested = streams.filter(({ isOptional = false }) => !isOptional);
  const configured = suggested.map((stream) => ({
    stream: { name: stream.name, json_schema: {}, supported_sync_modes: syncModesOf(stream) },
    sync_mode: 'incremental',
    destination_sync_mode: 'append_dedup',
  }));
  await replaceFile(path, `${JSON.stringify({ streams: configured }, undefined, 2)}\n`);
  return path;
}

/** The message of an error that a run ended with. */
function errorIn(message: Readonly<Record<string, unknown>>): string | undefined {
  const trace = message['type'] === 'TRACE' ? message['trace'] : undefined;
  const error = isObject(trace) ? trace['error'] : undefined;
  return isObject(error) ? String(error['message']) : undefined;
}

function inWords(error: unknown, folder: string): string {
  if (error instanceof ConfigError) return error.message;
  if (error instanceof SyntaxError)
    return `${join(folder, 'state.json')} is not valid JSON. Restore what a sync wrote, or remove it to read everything again.`;
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
  const why = WHY[code] ?? code;
  return `The folder ${folder} cannot be written to (${why}). Give --to a folder that this user may write to and that has room; nothing is lost, and the next sync goes on from the last state.`;
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
