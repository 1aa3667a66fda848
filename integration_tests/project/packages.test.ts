import { expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { fileText } from './files.ts';

type Locked = {
  readonly dev?: boolean;
  readonly version?: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly hasInstallScript?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
};

async function locked(): Promise<Readonly<Record<string, Locked>>> {
  return JSON.parse(await fileText('package-lock.json')).packages;
}

/** Whether Node finds `name` from a package installed at `path`. */
function isFound(packages: Readonly<Record<string, Locked>>, path: string, name: string): boolean {
  for (let at = path; ; at = at.slice(0, Math.max(0, at.lastIndexOf('node_modules/') - 1))) {
    if (packages[`${at === '' ? '' : `${at}/`}node_modules/${name}`] !== undefined) return true;
    if (at === '') return false;
  }
}

test('every dependency is fixed to one version', () => {
  const ranges = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
  expect(ranges.filter(([, range]) => !/^\d+\.\d+\.\d+$/.test(range))).toEqual([]);
});

test('the lockfile holds the bindings of every platform, without which npm 11 refuses it', async () => {
  const packages = await locked();
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter((name) => !isFound(packages, path, name)),
  );
  expect(missing).toEqual([]);
});

test('the lockfile knows each package by its digest, and names no registry', async () => {
  const packages = Object.entries(await locked()).filter(([path]) => path !== '');
  expect(packages.length).toBeGreaterThan(50);
  expect(packages.filter(([, { integrity }]) => integrity?.startsWith('sha512-') !== true)).toEqual([]);
  expect(packages.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
});

test('no package that the connector runs with has an install script', async () => {
  const production = Object.entries(await locked()).filter(([path, { dev }]) => path !== '' && dev !== true);
  expect(production.length).toBeGreaterThan(Object.keys(manifest.dependencies).length);
  expect(production.filter(([, { hasInstallScript }]) => hasInstallScript === true)).toEqual([]);
});

test('npm may run the install scripts of just those packages that have one and need it', async () => {
  const scripted = Object.entries(await locked())
    .filter(([, { hasInstallScript }]) => hasInstallScript === true)
    .map(([path]) => path.replace(/^.*node_modules\//, ''));
  const allowed = Object.keys(manifest.allowScripts);
  expect(allowed.filter((name) => !scripted.includes(name))).toEqual([]);
  expect(scripted.filter((name) => !allowed.includes(name) && name !== 'fsevents')).toEqual([]);
});
