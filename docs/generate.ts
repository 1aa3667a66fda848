/**
 * Writes what follows from the code: `node docs/generate.ts`. With `--check` it writes nothing and fails where something is
 * stale.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { configTable } from './config.ts';
import { errorsPage } from './errors.ts';
import { logCodesPage } from './log-codes.ts';
import { exampleCatalog, streamList, streamNames, streamsPage, streamTable } from './streams.ts';

const ROOT = join(import.meta.dirname, '..');

/** Path → content of everything that follows from the code, given what the files hold now. */
export async function generatedDocs(): Promise<ReadonlyMap<string, string>> {
  const files = new Map([
    ['docs/errors.md', errorsPage()],
    ['docs/log-codes.md', logCodesPage()],
    ['docs/streams.md', streamsPage()],
    ['docs/catalog.json', exampleCatalog()],
    ['README.md', await filled('README.md', { streams: streamTable(), configuration: configTable() })],
    ['docs/aircall.md', await filled('docs/aircall.md', { streams: streamList() })],
    ['metadata.yaml', await suggestions()],
  ]);
  const formatted = new Map<string, string>();
  for (const [name, text] of files) {
    const path = join(ROOT, name);
    formatted.set(name, await format(text, { ...(await resolveConfig(path)), filepath: path }));
  }
  return formatted;
}

/** A page with what stands between its markers replaced, by the name of the marker. */
async function filled(name: string, contents: Readonly<Record<string, string>>): Promise<string> {
  let page = await readFile(join(ROOT, name), 'utf8');
  for (const [marker, content] of Object.entries(contents)) {
    const [opening, closing] = [`<!-- ${marker}, by npm run docs -->`, `<!-- /${marker} -->`];
    const [begin, end] = [page.indexOf(opening), page.indexOf(closing)];
    if (begin === -1 || end < begin) throw new Error(`${name} has no markers ${opening} … ${closing}`);
    page = `${page.slice(0, begin + opening.length)}\n\n${content}\n\n${page.slice(end)}`;
  }
  return page;
}

/** metadata.yaml with all streams suggested. */
async function suggestions(): Promise<string> {
  const yaml = await readFile(join(ROOT, 'metadata.yaml'), 'utf8');
  const list = streamNames().map((name) => `      - ${name}\n`);
  return yaml.replace(/( {2}suggestedStreams:\n {4}streams:\n)(?: {6}- \w+\n)+/, `$1${list.join('')}`);
}

if (import.meta.main) {
  const stale: string[] = [];
  for (const [name, content] of await generatedDocs()) {
    const path = join(ROOT, name);
    if ((await readFile(path, 'utf8').catch(() => undefined)) === content) continue;
    stale.push(name);
    if (!process.argv.includes('--check')) await writeFile(path, content);
  }
  if (stale.length === 0) console.log('Nothing to write: up to date.');
  else if (process.argv.includes('--check')) {
    console.error(`Stale: ${stale.join(', ')}. Run "npm run docs" and commit what it writes.`);
    process.exitCode = 1;
  } else console.log(`Wrote ${stale.join(', ')}.`);
}
