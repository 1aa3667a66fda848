/**
 * Writes src/generated from the schemas: `node schemas/generate.ts`.
 * With `--check` it writes nothing and fails when a file there is stale, missing or left over.
 */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readSchema } from './read.ts';
import { validators } from './validators.ts';

const outDir = join(import.meta.dirname, '..', 'src', 'generated');

/** File name → content of everything in src/generated. */
export async function generated(): Promise<ReadonlyMap<string, string>> {
  const { code, types } = await validators({
    validateConfig: await readSchema('spec.json'),
    validateCatalog: await readSchema('catalog.json'),
    validateState: await readSchema('state.json'),
  });
  return new Map([
    ['validators.js', code],
    ['validators.d.ts', types],
  ]);
}

async function stale(files: ReadonlyMap<string, string>): Promise<readonly string[]> {
  const names = new Set([...files.keys(), ...(await readdir(outDir).catch(() => []))]);
  const differing: string[] = [];
  for (const name of names) {
    const found = await readFile(join(outDir, name), 'utf8').catch(() => undefined);
    if (found !== files.get(name)) differing.push(name);
  }
  return differing.toSorted();
}

if (import.meta.main) {
  const files = await generated();
  const differing = await stale(files);
  if (process.argv.includes('--check')) {
    if (differing.length > 0) {
      console.error(
        `src/generated is stale (${differing.join(', ')}). Run "node schemas/generate.ts" and commit what it writes.`,
      );
      process.exitCode = 1;
    }
  } else {
    await mkdir(outDir, { recursive: true });
    for (const name of differing) {
      const content = files.get(name);
      if (content === undefined) await rm(join(outDir, name));
      else await writeFile(join(outDir, name), content);
    }
    console.log(differing.length > 0 ? `Wrote ${differing.join(', ')}.` : 'Nothing to write: up to date.');
  }
}
