import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';

/** More than any file that this program is given. */
export const LARGEST_INPUT = 32 * 2 ** 20;

/** Why a file was not read: a code of the system's, or one of these. */
class NoInput extends Error {
  override readonly name = 'NoInput';
  readonly code: string;

  constructor(code: 'NOT_A_FILE' | 'TOO_LARGE') {
    super(code);
    this.code = code;
  }
}

/** What a shell hands over for `<(…)`, and other names of open files. */
const OPEN_FILE = /^\/(?:dev\/(?:stdin|fd\/\d+)|proc\/self\/fd\/\d+)$/;

/**
 * The bytes of a regular file, or of a pipe that is open already. Anything else that has a name (a FIFO, a device) may block
 * or never end. Throws NoInput, what the system says, and the reason of an aborted signal.
 */
export async function readFromDisk(path: string, signal: AbortSignal): Promise<Uint8Array> {
  const info = await stat(path);
  if (info.isDirectory()) throw Object.assign(new Error('is a directory'), { code: 'EISDIR' });
  if (!info.isFile() && !(info.isFIFO() && OPEN_FILE.test(path))) throw new NoInput('NOT_A_FILE');
  if (info.size > LARGEST_INPUT) throw new NoInput('TOO_LARGE');
  return collect(createReadStream(path, { signal }));
}

/** All of a stream. Throws NoInput for one that is too long. */
export async function collect(stream: AsyncIterable<string | Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > LARGEST_INPUT) throw new NoInput('TOO_LARGE');
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}
