import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { isObject } from '../json/is-object.ts';
import { parseIsoMs } from '../sync/instant.ts';
import { findLogLine, type LogLine } from './log-line.ts';

/** One thing that a run said. */
export type Entry =
  | {
      readonly kind: 'log';
      readonly atMs: number | undefined;
      readonly level: string | undefined;
      readonly line: LogLine;
    }
  | {
      readonly kind: 'error';
      readonly atMs: number | undefined;
      readonly stream: string | undefined;
      readonly failureType: string;
      readonly message: string;
    };

/**
 * What the runs said, file by file: of a folder of `sync` the files in `runs`, otherwise a file of messages or the text of a
 * platform's log. Rejects with what reading them rejects with.
 */
export async function* readEntries(paths: readonly string[]): AsyncGenerator<Entry, void> {
  for (const path of paths) {
    for (const file of await filesOf(path)) {
      for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
        const entry = entryIn(line);
        if (entry !== undefined) yield entry;
      }
    }
  }
}

async function filesOf(path: string): Promise<readonly string[]> {
  if (!(await stat(path)).isDirectory()) return [path];
  const runs = join(path, 'runs');
  const names = await readdir(runs).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  });
  return names
    .filter((name) => name.endsWith('.jsonl'))
    .toSorted()
    .map((name) => join(runs, name));
}

/** What a line says; undefined for records, states, and whatever other programs wrote between. */
function entryIn(line: string): Entry | undefined {
  if (line.startsWith('{"type":"RECORD"')) return undefined;
  const message = messageIn(line);
  if (message === undefined) {
    const found = findLogLine(line);
    return found && { kind: 'log', atMs: timeBefore(line), level: undefined, line: found };
  }
  const { log, trace } = message;
  const atMs = parseIsoMs(message['at']);
  if (isObject(log)) {
    const found = findLogLine(String(log['message']));
    return found && { kind: 'log', atMs, level: String(log['level']), line: found };
  }
  const error = isObject(trace) ? trace['error'] : undefined;
  if (!isObject(trace) || !isObject(error)) return undefined;
  const { emitted_at: emittedAt } = trace;
  const stream = isObject(error['stream_descriptor']) ? error['stream_descriptor']['name'] : undefined;
  return {
    kind: 'error',
    atMs: atMs ?? (typeof emittedAt === 'number' ? emittedAt : undefined),
    stream: typeof stream === 'string' ? stream : undefined,
    failureType: String(error['failure_type']),
    message: String(error['message']),
  };
}

function messageIn(line: string): Readonly<Record<string, unknown>> | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    const message: unknown = JSON.parse(line);
    return isObject(message) ? message : undefined;
  } catch {
    return undefined;
  }
}

/** The time that a platform puts before a line, taken for UTC where it names no offset. */
function timeBefore(line: string): number | undefined {
  const match = /(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2})(?:[.,]\d+)?(Z|[+-]\d{2}:?\d{2})?/.exec(
    line.slice(0, 60),
  );
  return match === null ? undefined : parseIsoMs(`${match[1]}T${match[2]}${match[3] ?? 'Z'}`);
}
