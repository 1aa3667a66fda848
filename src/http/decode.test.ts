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
    ['cut short', gzipSync(text).subarray(0, -9), 'gzip', 'sent gzip data that is broken'],
    ['that is no gzip', Buffer.from(text), 'gzip', 'sent gzip data that is broken'],
    ['that is empty', Buffer.alloc(0), 'br', 'sent br data that is broken'],
    ['in an unknown encoding', Buffer.from(text), 'toString', 'used a compression that nobody asked for'],
  ])('%s is unreadable', async (_, bytes, encoding, message) => {
    await expect(decode(bytes, encoding)).rejects.toMatchObject({ name: 'UnreadableBody', message });
  });

  test('that blows up is too much', async () => {
    const bytes = gzipSync(Buffer.alloc(LARGEST_BODY + 1));
    await expect(decode(bytes, 'gzip')).rejects.toMatchObject({ name: 'OversizedBody' });
  });

  test('loses a byte order mark, and bytes that are not UTF-8 become U+FFFD', async () => {
    expect(await decode(Buffer.from('\ufeff{}'), undefined)).toBe('{}');
    expect(await decode(Buffer.from([0x22, 0xff, 0x22]), undefined)).toBe('"\ufffd"');
  });
});
