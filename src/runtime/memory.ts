import { readFileSync } from 'node:fs';
import { getHeapStatistics } from 'node:v8';
import { errorOf } from '../errors/catalogue.ts';

/** What of its memory the process uses, and what it may use, in bytes. */
export type Memory = { readonly used: number; readonly limit: number };

/** Where garbage collection can hardly help any more, and there is still room to say so: a share, and bytes. */
const CRITICAL_SHARE = 0.95;
const LEAST_ROOM = 16 * 2 ** 20;

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
    const whole = { used: unreclaimable(process.memoryUsage.rss(), readStatm()), limit };
    return whole.used / whole.limit > onHeap.used / onHeap.limit ? whole : onHeap;
  };
}

/**
 * What of the `resident` bytes the system can't take back: pages of files (Node's own program, mostly) are dropped before
 * anything is killed. `statm`: /proc/self/statm (proc(5)), sizes in pages, the second resident, the third of files.
 */
export function unreclaimable(resident: number, statm: string | undefined): number {
  const [, pages, ofFiles] = statm?.split(' ').map(Number) ?? [];
  return pages === undefined || ofFiles === undefined ? resident : (resident * (pages - ofFiles)) / pages;
}

/** undefined where there is no such file. */
function readStatm(): string | undefined {
  try {
    return readFileSync('/proc/self/statm', 'latin1');
  } catch {
    return undefined;
  }
}

/** Answers below this size fit where anything does. */
const SMALL_TEXT = 2 ** 20;

/** How much more than its text an answer takes while it is parsed. */
const PARSING_SHARE = 6;

/** Throws SystemError where a text of `size` characters is likely to take more memory than there is. */
export function requireRoom({ used, limit }: Memory, size: number): void {
  if (size < SMALL_TEXT || used + PARSING_SHARE * size < CRITICAL_SHARE * limit) return;
  throw errorOf('answer-beyond-memory', { size: inMib(size), limit: inMib(limit) });
}

/** Throws SystemError shortly before the system would kill the process without a word. */
export function requireMemory({ used, limit }: Memory): void {
  if (used < Math.min(CRITICAL_SHARE * limit, limit - LEAST_ROOM)) return;
  throw errorOf('memory-used-up', { used: inMib(used), limit: inMib(limit) });
}

function inMib(bytes: number): string {
  return `${Math.round(bytes / 2 ** 20)} MiB`;
}
