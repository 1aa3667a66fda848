import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';

export type NewFile = { readonly path: string; readonly content: string };

/**
 * Writes all files, or none: each is whole before the first gets its name. Readable by nobody but their owner from the first
 * byte on. Rejects with what writing them rejects with.
 */
export async function writePrivately(files: readonly NewFile[]): Promise<void> {
  const written: { readonly path: string; readonly temporary: string }[] = [];
  try {
    for (const { path, content } of files) {
      const temporary = `${path}.${randomBytes(4).toString('hex')}`;
      written.push({ path, temporary });
      const file = await open(temporary, 'wx', 0o600);
      try {
        await file.writeFile(content);
        await file.sync();
      } finally {
        await file.close();
      }
    }
    for (const { path, temporary } of written) await rename(temporary, path);
  } catch (error) {
    for (const { temporary } of written) await rm(temporary, { force: true });
    throw error;
  }
}
