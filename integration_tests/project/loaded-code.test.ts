import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const DIST = join(import.meta.dirname, '..', '..', 'dist');

/** The bundled packages and folders of `src` that are loaded with a chunk. */
async function loadedWith(file: string): Promise<ReadonlySet<string>> {
  return new Set(Array.from(await partsOf(file), packageOrFolder));
}

function packageOrFolder(path: string): string {
  return /^(?:node_modules\/(?:@[^/]+\/)?[^/]+|src\/[^/]+)/.exec(path)?.[0] ?? path;
}

/** The files that are loaded with a chunk, by what the bundler notes of its parts. */
async function partsOf(file: string, seen = new Set<string>()): Promise<ReadonlySet<string>> {
  const parts = new Set<string>();
  if (seen.has(file)) return parts;
  seen.add(file);
  const code = await readFile(join(DIST, file), 'utf8');
  for (const [, path = ''] of code.matchAll(/^\/\/ ((?:(?:node_modules|src)\/|lighter:).+)$/gm))
    parts.add(path);
  // Static imports only: what a command does not ask for is not loaded.
  for (const [, next = ''] of code.matchAll(/(?:from|^import) "(\.[^"]+)";$/gm)) {
    const path = join(file, '..', next);
    for (const part of await partsOf(path, seen)) parts.add(part);
  }
  return parts;
}

/** The chunk that a command is in. */
async function chunkOf(name: string): Promise<string> {
  const chunks = await readdir(join(DIST, 'chunks'));
  const chunk = chunks.find((file) => new RegExp(`^${name}-[0-9A-Z]{8}\\.js$`).test(file));
  if (chunk === undefined) throw new Error(`no chunk of ${name}`);
  return join('chunks', chunk);
}

test.each(['start.js', 'spec', 'check', 'discover', 'read-command'])(
  '%s loads nothing of the commands for people',
  async (name) => {
    const loaded = await loadedWith(name.endsWith('.js') ? name : await chunkOf(name));
    const foreign = [...loaded].filter((part) =>
      /inquirer|d3-|src\/(?:report|evidence|init|count|folder)$/.test(part),
    );
    expect(foreign).toEqual([]);
  },
);

test.each([
  ['start.js', /\/(?:string-width|wrap-ansi|emoji-regex)\/|^lighter:undici/],
  ['read-command', /\/(?:mock|cache|websocket|eventsource|interceptor)\//],
])('%s loads nothing of its packages that costs time and is not used', async (name, unused) => {
  const parts = await partsOf(name.endsWith('.js') ? name : await chunkOf(name));
  expect([...parts].filter((part) => unused.test(part))).toEqual([]);
});

test.each([
  ['report', 'node_modules/d3-scale'],
  ['init', 'node_modules/@inquirer/input'],
  ['sync', 'src/folder'],
])('%s loads what it needs: %s', async (name, part) => {
  expect([...(await loadedWith(await chunkOf(name)))]).toContain(part);
});
