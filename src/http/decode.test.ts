import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { decode, LARGEST_BODY } from './decode.ts';

const text = 'Zoë from example.com 😀';

describe('a body', () => {
  test.each([
    [undefined, Buffer.from(text)],
    ['identity', Buffer.from(text)],
    ['gzip', gzipSync(text)],
    ['X-GZIP', gzipSync(text)],
    ['br', brotliCompressSync(text)],
    ['deflate', deflateSync(text)],
    ['gzip, br', brotliCompressSync(gzipSync(text))],
  ])('with Content-Encoding %s becomes its text', async (encoding, bytes) => {
    expect(await decode(bytes, encoding)).toBe(text);
  });

  test.each([
    ['cut short', gzipSync(text).subarray(0, -9), 'gzip', 'sent gzip data that is broken or too large'],
    ['that is no gzip', Buffer.from(text), 'gzip', 'sent gzip data that is broken or too large'],
    ['that is empty', Buffer.alloc(0), 'br', 'sent br data that is broken or too large'],
    [
      'that blows up',
      gzipSync(Buffer.alloc(LARGEST_BODY + 1)),
      'gzip',
      'sent gzip data that is broken or too large',
    ],
    ['in an unknown encoding', Buffer.from(text), 'toString', 'used a compression that nobody asked for'],
  ])('%s is unreadable', async (_, bytes, encoding, message) => {
    await expect(decode(bytes, encoding)).rejects.toMatchObject({ name: 'UnreadableBody', message });
  });

  test('loses a byte order mark, and bytes that are not UTF-8 become U+FFFD', async () => {
    expect(await decode(Buffer.from('\ufeff{}'), undefined)).toBe('{}');
    expect(await decode(Buffer.from([0x22, 0xff, 0x22]), undefined)).toBe('"\ufffd"');
  });
});
