/**
 * The limit: fetches pages, parses them and writes their rows, and nothing else. Arguments: the API's address, a file
 * with one path a line, and `records` to make of each row the record that the connector makes of it (timestamps, flat
 * keys). Four requests are under way at a time, a page is one write, and the next write waits for the last to be taken.
 */
import { readFileSync } from 'node:fs';
import { Agent } from 'undici';
import { RecordShaper } from '../../src/rows/record-shaper.ts';
import { calls } from '../../src/streams/calls.ts';

const UNDER_WAY = 4;

type Page = { readonly calls?: readonly Record<string, unknown>[] };

const [origin = '', file = '', form = 'rows'] = process.argv.slice(2);
const paths = readFileSync(file, 'utf8').split('\n');
const agent = new Agent();
const shaper = form === 'records' ? new RecordShaper(calls, () => {}) : undefined;
const headers = { authorization: 'Basic aW52ZW50ZWQ6aW52ZW50ZWQ=' };

async function fetchPage(path: string): Promise<Page> {
  const { body } = await agent.request({ origin, path, method: 'GET', headers });
  const page: Page = JSON.parse(await body.text());
  return page;
}

const pages: Promise<Page>[] = [];
let next = 0;
while (next < paths.length || pages.length > 0) {
  while (next < paths.length && pages.length < UNDER_WAY) pages.push(fetchPage(paths[next++] ?? ''));
  const page = await pages.shift();
  const head = `{"type":"RECORD","record":{"stream":"calls","emitted_at":${Date.now()},"data":`;
  let text = '';
  for (const row of page?.calls ?? []) {
    shaper?.shape(row);
    text += `${head}${JSON.stringify(row)}}}\n`;
  }
  if (text !== '') await new Promise<void>((resolve) => process.stdout.write(text, () => resolve()));
}
await agent.close();
