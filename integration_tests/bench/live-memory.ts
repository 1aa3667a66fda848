/**
 * Imported into a connector that was started with `--expose-gc`: collects the garbage every half second, and writes into
 * the file that its own query names how much was in use after that, at the most (MiB of heap and buffers).
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const LOOK_MS = 500;

const file = fileURLToPath(new URL(import.meta.url).searchParams.get('file') ?? '');
let most = 0;
setInterval(() => {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  most = Math.max(most, heapUsed + arrayBuffers);
}, LOOK_MS).unref();
process.on('exit', () => writeFileSync(file, String(most / 2 ** 20)));
