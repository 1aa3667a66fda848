import { access, glob, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import spec from '../../schemas/spec.json' with { type: 'json' };
import { logCodes } from '../../src/protocol/log-codes.ts';
import { generatedDocs } from '../../docs/generate.ts';
import { allOf, fileText, ROOT } from './files.ts';

const PAGES = ['README.md', 'SECURITY.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md'];

async function pages(): Promise<readonly (readonly [path: string, text: string])[]> {
  const docs = (await readdir(join(ROOT, 'docs'))).filter((name) => name.endsWith('.md'));
  return Promise.all(
    [...PAGES, ...docs.map((name) => join('docs', name))].map(
      async (path) => [path, await fileText(path)] as const,
    ),
  );
}

/** The heading's name in a link. */
function anchor(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\w\s-]/g, '')
    .trim()
    .replaceAll(/\s/g, '-');
}

/** The first cells, without their back-ticks, of the table under the heading. */
function firstColumn(page: string, heading: string): readonly string[] {
  const [section = ''] = page.slice(page.indexOf(`\n## ${heading}\n`) + 4).split('\n## ');
  return allOf(section, /^\| `([\w-]+)`/gm);
}

test('every link between the pages leads somewhere', async () => {
  const broken: string[] = [];
  for (const [path, text] of await pages()) {
    for (const link of allOf(text, /\]\((?!https?:)([^)\s]+)\)/g)) {
      const [file = '', fragment] = link.split('#');
      const target = file === '' ? path : join(dirname(path), file);
      const found = await access(join(ROOT, target)).then(
        () => true,
        () => false,
      );
      const headings = found && fragment !== undefined ? allOf(await fileText(target), /^#+ (.*)$/gm) : [];
      if (!found || (fragment !== undefined && !headings.map(anchor).includes(fragment))) {
        broken.push(`${path}: ${link}`);
      }
    }
  }
  expect(broken).toEqual([]);
});

test('every npm script that a page or a workflow names exists', async () => {
  const texts = (await pages()).map(([, text]) => text);
  const named = allOf(
    [...texts, await fileText('.ci/run')].join('\n'),
    /npm run (?:--silent )?([a-z][\w:]*)/g,
  );
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter((script) => !Object.hasOwn(manifest.scripts, script))).toEqual([]);
});

test("README lists the configuration's fields in their order, with their defaults", async () => {
  const readme = await fileText('README.md');
  const fields = Object.entries(spec.properties);
  expect(firstColumn(readme, 'Configuration')).toEqual(fields.map(([name]) => name));
  const wanted = fields.flatMap(([name, field]) =>
    'default' in field && field.default !== ''
      ? [new RegExp(`\\| \`${name}\` +\\| \`${[field.default].flat().join(', ')}\` `)]
      : [],
  );
  expect(wanted.length).toBeGreaterThan(4);
  for (const row of wanted) expect(readme).toMatch(row);
});

test('whatever follows from the code is what the code makes it', async () => {
  for (const [name, content] of await generatedDocs()) expect(await fileText(name)).toBe(content);
});

test('every code of the log is used', async () => {
  const used = new Set<string>();
  for await (const path of glob('src/**/*.ts', { cwd: ROOT, exclude: ['**/*.test.ts', '**/log-codes.ts'] })) {
    const source = await fileText(path);
    for (const code of Object.keys(logCodes)) {
      if (source.includes(`'${code}'`) || source.includes(`\`${code}: `)) used.add(code);
    }
  }
  expect(Object.keys(logCodes).filter((code) => !used.has(code))).toEqual([]);
});
