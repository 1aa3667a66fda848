import { link, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errorOf } from '../errors/catalogue.ts';
import { ConfigError } from '../errors/errors.ts';

/** How often the lock says that its run is alive, and after how long without it the run counts as killed. */
const BEAT_MS = 5_000;
const STALE_MS = 40_000;

const NAME = '.lock';

/** The right to write into a folder. */
export type Lock = {
  /** Throws ConfigError where another run has taken the folder over. */
  assertHeld(): Promise<void>;
  release(): Promise<void>;
};

/**
 * Takes the folder for the run `id`. What counts is the time of the lock's last sign of life by the folder's own clock: a
 * process ID says nothing in a container. Throws ConfigError where another run is at work in the folder.
 */
export async function takeLock(folder: string, id: string): Promise<Lock> {
  const path = join(folder, NAME);
  const own = `${path}.${id}`;
  await writeFile(own, id, { flush: true });
  try {
    await claim(path, own);
  } catch (error) {
    await rm(own, { force: true });
    throw error;
  }
  // The lock is a second name of the run's own file: touching one touches both.
  const beat = setInterval(() => {
    const now = new Date();
    utimes(own, now, now).catch(() => undefined);
  }, BEAT_MS);
  beat.unref();
  return {
    assertHeld: async () => {
      if ((await holder(path)) !== id) throw taken(folder);
    },
    release: async () => {
      clearInterval(beat);
      if ((await holder(path)) === id) await rm(path, { force: true });
      await rm(own, { force: true });
    },
  };
}

async function claim(path: string, own: string): Promise<void> {
  // A link is made in one step, or not at all; the second try comes after a lock that nobody holds was set aside.
  for (let attempt = 1; ; attempt++) {
    try {
      await link(own, path);
      return;
    } catch (error) {
      if (!isExisting(error) || attempt === 3) throw isExisting(error) ? taken(path) : error;
    }
    if (!(await isStale(path, own))) throw taken(path);
    await setAside(path, own);
  }
}

/** By the clock of whatever holds the folder: that of this machine may differ. */
async function isStale(path: string, own: string): Promise<boolean> {
  const now = new Date();
  await utimes(own, now, now);
  const [mine, theirs] = await Promise.all([stat(own), stat(path).catch(() => undefined)]);
  return theirs === undefined || mine.mtimeMs - theirs.mtimeMs > STALE_MS;
}

async function setAside(path: string, own: string): Promise<void> {
  const stale = await holder(path);
  const aside = `${own}.stale`;
  await rename(path, aside).catch(() => undefined);
  const moved = await readFile(aside, 'utf8').catch(() => undefined);
  // Another run was faster, and its new lock was moved: it gets it back.
  if (moved !== undefined && moved !== stale) await link(aside, path).catch(() => undefined);
  await rm(aside, { force: true });
}

async function holder(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(() => undefined);
}

function isExisting(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST';
}

function taken(folder: string): ConfigError {
  return errorOf('folder-in-use', { folder: folder.replace(/\/\.lock$/, '') });
}
