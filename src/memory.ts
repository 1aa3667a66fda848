import { getHeapStatistics } from 'node:v8';
import { SystemError } from './errors.ts';

/** What of its memory the process uses, and what it may use, in bytes. */
export type Memory = { readonly used: number; readonly limit: number };

/** Where garbage collection can hardly help any more, and there is still room to say so. */
const CRITICAL_SHARE = 0.95;

/** A look at the tighter of the two limits: the container's on the whole process, and the runtime's on its heap. */
export function watchMemory(): () => Memory {
  // Asked once, as it is read from several files.
  const limit = process.constrainedMemory();
  // Without a limit the system reports none, or a number beyond any machine's memory.
  const isLimited = limit > 0 && limit <= Number.MAX_SAFE_INTEGER;
  return () => {
    const heap = getHeapStatistics();
    const onHeap = { used: heap.used_heap_size, limit: heap.heap_size_limit };
    if (!isLimited) return onHeap;
    const whole = { used: process.memoryUsage.rss(), limit };
    return whole.used / whole.limit > onHeap.used / onHeap.limit ? whole : onHeap;
  };
}

/** Throws SystemError shortly before the system would kill the process without a word. */
export function requireMemory({ used, limit }: Memory): void {
  if (used < CRITICAL_SHARE * limit) return;
  throw new SystemError(
    `The connector uses ${inMib(used)} of the ${inMib(limit)} of memory that it may have, and stops before it is killed. Give its container more memory; 512 MiB are plenty. What is written so far stands, and the next sync goes on from there. If it happens again, please report it.`,
  );
}

function inMib(bytes: number): string {
  return `${Math.round(bytes / 2 ** 20)} MiB`;
}
