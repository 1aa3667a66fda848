import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writePrivately } from './write-files.ts';

test('where one of the files cannot be written, none is, and nothing is left behind', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'write-files-'));
  const files = [
    { path: join(folder, 'config.json'), content: '{}' },
    { path: join(folder, 'missing', 'catalog.json'), content: '{}' },
  ];
  await expect(writePrivately(files)).rejects.toThrow('ENOENT');
  expect(await readdir(folder)).toEqual([]);
  await rm(folder, { recursive: true });
});
