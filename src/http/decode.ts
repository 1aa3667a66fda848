import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';
import { OversizedBody, UnreadableBody } from './outcome.ts';

/** Bytes, before and after decompression. A page of fifty calls has some 200 kB. */
export const LARGEST_BODY = 2 * 1024 * 1024;

const DECODERS: Readonly<
  Record<string, (bytes: Uint8Array, options: { maxOutputLength: number }) => Promise<Buffer>>
> = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  br: promisify(brotliDecompress),
  deflate: promisify(inflate),
};

/** What `Accept-Encoding` asks for. */
export const ACCEPTED = 'gzip, br';

/** The text of a body, its `Content-Encoding` undone. Bytes that are not UTF-8 become U+FFFD. Throws UnreadableBody. */
export async function decode(bytes: Uint8Array, contentEncoding: string | undefined): Promise<string> {
  let plain = bytes;
  const encodings = (contentEncoding ?? '').toLowerCase().split(',');
  for (const encoding of encodings.map((name) => name.trim()).toReversed()) {
    if (encoding === '' || encoding === 'identity') continue;
    const decoder = Object.hasOwn(DECODERS, encoding) ? DECODERS[encoding] : undefined;
    if (decoder === undefined) throw new UnreadableBody('used a compression that nobody asked for');
    try {
      plain = await decoder(plain, { maxOutputLength: LARGEST_BODY });
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE') {
        throw new OversizedBody('sent an answer that is too large to read', { cause: error });
      }
      throw new UnreadableBody(`sent ${encoding} data that is broken`, { cause: error });
    }
  }
  return textOf(plain);
}

/** UTF-8 without a byte order mark. `TextDecoder` does the same, and takes nearly twice as long. */
function textOf(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString();
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}
