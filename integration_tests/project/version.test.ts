import { expect, test } from 'vitest';
import { parse } from 'yaml';
import manifest from '../../package.json' with { type: 'json' };
import { allOf, fileText } from './files.ts';

const { name, version } = manifest;

test('package-lock.json has the version of package.json', async () => {
  const lockfile = JSON.parse(await fileText('package-lock.json'));
  expect([lockfile.version, lockfile.packages[''].version]).toEqual([version, version]);
});

test('metadata.yaml has the name and the version of package.json', async () => {
  const { data } = parse(await fileText('metadata.yaml'));
  expect(data).toMatchObject({ dockerRepository: name, dockerImageTag: version, license: manifest.license });
});

test('the labels of the image have the name and the version of package.json', async () => {
  const dockerfile = await fileText('Dockerfile');
  expect(allOf(dockerfile, /(?:airbyte\.version|image\.version)="(.*?)"/g)).toEqual([version, version]);
  expect(allOf(dockerfile, /(?:airbyte\.name|image\.title)="(.*?)"/g)).toEqual([name, name]);
});

test('both changelogs begin with the version of package.json', async () => {
  expect(allOf(await fileText('CHANGELOG.md'), /^## \[?(\d[\w.-]*)/gm)[0]).toBe(version);
  expect(allOf(await fileText('docs/aircall.md'), /^\| (\d[\w.-]*) /gm)[0]).toBe(version);
});

test('the lines to copy name the version of package.json', async () => {
  const pages = await Promise.all(['README.md', 'docs/deploy.md'].map(fileText));
  const named = allOf(pages.join('\n'), /(?:source-aircall:|tag: `?)(\d+\.\d+\.\d+)/gi);
  expect(named.length).toBeGreaterThan(5);
  expect(new Set(named)).toEqual(new Set([version]));
});
