import { open, readdir, rename, rm, truncate, type FileHandle } from 'node:fs/promises';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { syncFolder } from './durable.ts';

/** A file that is still being written has this behind its name. */
const PART = '.part';

/** The records of one stream in one run: `FOLDER/<stream>/<run>.jsonl`, a row a line. */
export class RecordFile {
  readonly #path: string;
  readonly #file: FileHandle;

  private constructor(path: string, file: FileHandle) {
    this.#path = path;
    this.#file = file;
  }

  static async create(folder: string, stream: string, run: string): Promise<RecordFile> {
    const path = join(folder, stream, `${run}.jsonl`);
    await mkdir(dirname(path), { recursive: true });
    return new RecordFile(path, await open(`${path}${PART}`, 'ax'));
  }

  async append(lines: Uint8Array): Promise<void> {
    await this.#file.appendFile(lines);
  }

  /** Resolves when everything appended lasts. */
  async sync(): Promise<void> {
    await this.#file.sync();
  }

  /** From now on the file counts. */
  async finish(): Promise<void> {
    await this.#file.sync();
    await this.#file.close();
    await finishPart(`${this.#path}${PART}`);
  }
}

/** Makes the files of a run that was killed count, up to their last whole line. Resolves to how many there were. */
export async function recoverParts(folder: string): Promise<number> {
  let found = 0;
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    for (const name of await readdir(join(folder, entry.name))) {
      if (!name.endsWith(PART)) continue;
      await finishPart(join(folder, entry.name, name));
      found++;
    }
  }
  return found;
}

async function finishPart(part: string): Promise<void> {
  const length = await wholeLength(part);
  if (length === 0) {
    await rm(part);
    return;
  }
  await truncate(part, length);
  await rename(part, part.slice(0, -PART.length));
  await syncFolder(dirname(part));
}

const NEWLINE = 0x0a;
const STEP = 64 * 1024;

/** The length of a file up to its last newline. */
async function wholeLength(path: string): Promise<number> {
  const file = await open(path, 'r');
  try {
    let { size: end } = await file.stat();
    while (end > 0) {
      const start = Math.max(0, end - STEP);
      const { buffer, bytesRead } = await file.read(Buffer.alloc(end - start), 0, end - start, start);
      const at = buffer.subarray(0, bytesRead).lastIndexOf(NEWLINE);
      if (at !== -1) return start + at + 1;
      end = start;
    }
    return 0;
  } finally {
    await file.close();
  }
}
