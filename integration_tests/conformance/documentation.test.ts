import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { streams } from '../../src/streams/registry.ts';

const page = await readFile(join(import.meta.dirname, '..', '..', 'docs', 'aircall.md'), 'utf8');
const headers = page.split('\n').filter((line) => /^#{1,3} /.test(line));

/** Airbyte's template. The headers in brackets may be missing; between the others a page may have some of its own. */
const template = [
  '# Aircall',
  '## Prerequisites',
  '## Setup guide',
  '## Set up Aircall',
  '[### For Airbyte Cloud:]',
  '[### For Airbyte Open Source:]',
  '[## Set up the Aircall connector in Airbyte]',
  '[### For Airbyte Cloud:]',
  '[### For Airbyte Open Source:]',
  '## Supported sync modes',
  '## Supported Streams',
  '[### Performance considerations]',
  '[## Data type map]',
  '[## Limitations & Troubleshooting]',
  '## Changelog',
];

test('connector_documentation: the headers are those of the template, in its order', () => {
  const required = template.filter((header) => !header.startsWith('['));
  expect(headers.filter((header) => required.includes(header))).toEqual(required);
  const known = template.map((header) => header.replaceAll(/^\[|\]$/g, ''));
  const top = headers.filter((header) => header.startsWith('# ') || header.startsWith('## '));
  expect(top.filter((header) => !known.includes(header))).toEqual([]);
  const places = top.map((header) => known.indexOf(header));
  expect(places).toEqual(places.toSorted((a, b) => a - b));
});

test('connector_documentation: the prerequisites name every field that is required', () => {
  const section = page.slice(page.indexOf('## Prerequisites'), page.indexOf('## Setup guide'));
  for (const field of ['api_id', 'api_token']) expect(section).toContain(field);
});

test('connector_documentation: the sentences of the template are there, word by word', () => {
  expect(page).toMatch(
    /<HideInUI>\s+This page contains the setup guide and reference information for the \[Aircall\]\(https:\/\/[^)]+\) source connector\.\s+<\/HideInUI>/,
  );
  expect(page).toContain(
    'The Aircall source connector supports the following [sync modes](https://docs.airbyte.com/cloud/core-concepts/#connection-sync-modes):',
  );
  expect(page.slice(page.indexOf('## Changelog'))).toMatch(
    /<details>\s+<summary>Expand to review<\/summary>\s+\| Version *\| Date *\| Pull Request *\| Subject/,
  );
});

test('connector_documentation: the changelog has this version, and the page every stream', () => {
  expect(page).toMatch(new RegExp(`^\\| ${manifest.version.replaceAll('.', String.raw`\.`)} +\\|`, 'm'));
  for (const { name } of streams)
    expect(page).toMatch(new RegExp(String.raw`^- \[[\w ]+\]\(streams\.md#${name}\)`, 'm'));
});

test('connector_documentation: every link is to a page by https, or to a file that is there', async () => {
  const links = [...page.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
  expect(links.length).toBeGreaterThan(0);
  for (const link of links.filter((each) => !each.startsWith('https://') && !each.startsWith('#'))) {
    const [file = ''] = link.split('#');
    await expect(readFile(join(import.meta.dirname, '..', '..', 'docs', file))).resolves.toBeDefined();
  }
});
