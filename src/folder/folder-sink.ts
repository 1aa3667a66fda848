import { appendFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { isObject } from '../json/is-object.ts';
import { RecordFile } from './record-file.ts';
import { StateFile, streamOf } from './state-file.ts';

export type FolderSinkOptions = {
  readonly folder: string;
  /** The run's name, in the names of its files. */
  readonly run: string;
  readonly states: StateFile;
  /** Throws where the folder is not the run's any more. */
  readonly assertHeld: () => Promise<void>;
  readonly nowMs: () => number;
  /** Is told each message but records, and how many records came. */
  readonly onMessage: (message: Readonly<Record<string, unknown>>) => void;
  readonly onRecords: (stream: string, count: number) => void;
};

const RECORD = Buffer.from('{"type":"RECORD"');
const DATA = Buffer.from('"data":');
const NEWLINE = 0x0a;

/** Of a record's line, what stands behind the row: the ends of `record` and of the message. */
const END = '}}'.length;

/**
 * Takes what `read` writes to standard output, and keeps it in a folder: rows in a file for each stream, states in
 * `state.json`, never before the rows that they are about, and all other messages in `runs/<run>.jsonl`.
 */
export class FolderSink extends Writable {
  readonly #options: FolderSinkOptions;
  readonly #files = new Map<string, RecordFile>();

  constructor(options: FolderSinkOptions) {
    super({ decodeStrings: true });
    this.#options = options;
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    // Each write is whole lines: a page of records, or a message.
    void this.#takeAll(chunk, done);
  }

  /** Makes the files count. To be called once nothing is written any more. */
  async finish(): Promise<void> {
    for (const file of this.#files.values()) await file.finish();
    this.#files.clear();
  }

  async #takeAll(chunk: Buffer, done: (error?: Error | null) => void): Promise<void> {
    let failure: Error | undefined;
    try {
      await this.#take(chunk);
    } catch (error) {
      failure = error instanceof Error ? error : new Error(String(error));
    }
    done(failure);
  }

  async #take(chunk: Buffer): Promise<void> {
    if (chunk.subarray(0, RECORD.length).equals(RECORD)) await this.#takeRecords(chunk);
    else for (const line of chunk.toString().split('\n')) if (line !== '') await this.#takeMessage(line);
  }

  async #takeRecords(chunk: Buffer): Promise<void> {
    const begin = chunk.indexOf(DATA) + DATA.length;
    const head: unknown = JSON.parse(`${chunk.subarray(0, begin).toString()}{}}}`);
    const stream = streamOfRecord(head);
    const rows: Buffer[] = [];
    for (let at = 0; at < chunk.length;) {
      const end = chunk.indexOf(NEWLINE, at);
      rows.push(chunk.subarray(at + begin, end - END), chunk.subarray(end, end + 1));
      at = end + 1;
    }
    const file = this.#files.get(stream) ?? (await this.#open(stream));
    await file.append(Buffer.concat(rows));
    this.#options.onRecords(stream, rows.length / 2);
  }

  async #open(stream: string): Promise<RecordFile> {
    const { folder, run } = this.#options;
    const file = await RecordFile.create(folder, stream, run);
    this.#files.set(stream, file);
    return file;
  }

  async #takeMessage(line: string): Promise<void> {
    const { folder, run, states, assertHeld, nowMs, onMessage } = this.#options;
    const message: unknown = JSON.parse(line);
    if (!isObject(message)) return;
    const stream = streamOf(message);
    if (stream !== undefined) {
      await assertHeld();
      await this.#files.get(stream)?.sync();
      await states.put(message);
    }
    const runs = join(folder, 'runs');
    await mkdir(runs, { recursive: true });
    const at = new Date(nowMs()).toISOString();
    await appendFile(join(runs, `${run}.jsonl`), `${JSON.stringify({ at, ...message })}\n`);
    onMessage(message);
  }
}

function streamOfRecord(message: unknown): string {
  const record = isObject(message) ? message['record'] : undefined;
  return String(isObject(record) ? record['stream'] : undefined);
}
