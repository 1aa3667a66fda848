import { glob, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { allOf, fileText, ROOT } from './files.ts';

test('every stage of the image starts from a base image fixed by its digest, the same one', async () => {
  const bases = allOf(await fileText('Dockerfile'), /^FROM (?:--platform=\S+ )?(\S+)/gm);
  expect(bases).toHaveLength(2);
  expect(new Set(bases).size).toBe(1);
  for (const base of bases) expect(base).toMatch(/^node:24-slim@sha256:[0-9a-f]{64}$/);
});

test('every action is fixed by its commit, names its version, and no checkout leaves credentials behind', async () => {
  for (const name of await readdir(join(ROOT, '.github', 'workflows'))) {
    const text = await fileText(join('.github', 'workflows', name));
    const used = allOf(text, /uses: (.*)$/gm);
    expect(used.length).toBeGreaterThan(3);
    for (const action of used) expect(action).toMatch(/^[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    const checkouts = text.split('actions/checkout@').slice(1);
    for (const rest of checkouts) expect(rest.split('- uses')[0]).toContain('persist-credentials: false');
  }
});

test('updates are proposed for packages, the base image and actions', async () => {
  const { updates } = parse(await fileText('.github/dependabot.yml'));
  expect(updates.map((update: { 'package-ecosystem': string }) => update['package-ecosystem'])).toEqual([
    'npm',
    'docker',
    'github-actions',
  ]);
});

test('the bill of materials lists exactly what the bundle holds', async () => {
  const bom = JSON.parse(await fileText('dist/sbom.cdx.json'));
  const held = new Set<string>();
  for await (const path of glob('dist/**/*.js', { cwd: ROOT })) {
    // The bundler writes a comment before the content of each file.
    const files = allOf(await fileText(path), /^\s*\/\/ (node_modules\/\S+)$/gm);
    for (const file of files) {
      const owner = /^(?:node_modules\/(?:@[^/]+\/)?[^/]+\/)+/.exec(file)?.[0].slice(0, -1);
      if (owner !== undefined) held.add(owner);
    }
  }
  expect(held.size).toBeGreaterThan(3);
  const listed = bom.components.map((component: { 'bom-ref': string }) => component['bom-ref']);
  expect(listed.toSorted()).toEqual([...held].toSorted());
  expect(bom.serialNumber).toMatch(
    /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  );
  expect(bom.metadata.component.licenses).toEqual([{ license: { id: 'MIT' } }]);
  expect(bom.metadata.tools.components).toMatchObject([{ name: 'esbuild' }]);
});
