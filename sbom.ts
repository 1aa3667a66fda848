import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What is used here of a package-lock.json (lockfileVersion 3). */
export type Lockfile = {
  readonly name: string;
  readonly version: string;
  readonly packages: Readonly<Record<string, LockedPackage>>;
};

type LockedPackage = {
  readonly version?: string;
  readonly license?: string;
  readonly integrity?: string;
  readonly dev?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
};

/** A package that the connector needs at run time. `path` is where it is installed, from the root. */
type ProductionPackage = {
  readonly name: string;
  readonly version: string;
  readonly license: string | undefined;
  readonly sha512: string | undefined;
  readonly path: string;
  readonly dependencies: readonly string[];
};

/** The packages of the lockfile that are not only for development, by path. */
export function productionPackages(lockfile: Lockfile): readonly ProductionPackage[] {
  return Object.entries(lockfile.packages)
    .filter(([path, locked]) => path !== '' && locked.dev !== true)
    .map(([path, locked]) => ({
      name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
      version: locked.version ?? '',
      license: locked.license,
      sha512: locked.integrity?.match(/sha512-([^ ]+)/)?.[1],
      path,
      dependencies: Object.keys(locked.dependencies ?? {}),
    }))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

/** Those of the packages whose files went into a bundle; `inputs`: paths from the root, as esbuild names them. */
export function bundledPackages(
  packages: readonly ProductionPackage[],
  inputs: readonly string[],
): readonly ProductionPackage[] {
  const owners = new Set(inputs.map((input) => ownerOf(input)));
  return packages.filter(({ path }) => owners.has(path));
}

/** `node_modules/a/node_modules/@b/c` of a file below it; '' for the project's own files. */
function ownerOf(input: string): string {
  return /^(?:node_modules\/(?:@[^/]+\/)?[^/]+\/)+/.exec(input)?.[0].slice(0, -1) ?? '';
}

/**
 * A CycloneDX 1.6 document of what a bundle holds, without times or random numbers in it: the same bundle gives the same
 * bytes, and so the same serial number.
 */
export function billOfMaterials(lockfile: Lockfile, packages: readonly ProductionPackage[]): object {
  const root = `pkg:npm/${lockfile.name}@${lockfile.version}`;
  const needed = Object.keys(lockfile.packages['']?.dependencies ?? {});
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${uuidOf([root, ...packages.map(purl)].join('\n'))}`,
    version: 1,
    metadata: {
      tools: {
        components: [
          {
            type: 'application',
            name: 'esbuild',
            version: lockfile.packages['node_modules/esbuild']?.version ?? '',
          },
        ],
      },
      component: {
        type: 'application',
        'bom-ref': root,
        name: lockfile.name,
        version: lockfile.version,
        licenses: [license(lockfile.packages['']?.license ?? '')],
        purl: root,
      },
    },
    components: packages.map((item) => ({
      type: 'library',
      'bom-ref': item.path,
      name: item.name,
      version: item.version,
      scope: 'required',
      ...(item.license !== undefined && { licenses: [license(item.license)] }),
      ...(item.sha512 !== undefined && {
        hashes: [{ alg: 'SHA-512', content: Buffer.from(item.sha512, 'base64').toString('hex') }],
      }),
      purl: purl(item),
    })),
    dependencies: [
      { ref: root, dependsOn: resolve('', needed, packages) },
      ...packages.map((item) => ({
        ref: item.path,
        dependsOn: resolve(`${item.path}/`, item.dependencies, packages),
      })),
    ],
  };
}

/** A name-based UUID (RFC 9562, version 8: the hash is SHA-256). */
function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** The texts of the licences under which the packages are passed on with the bundle. */
export async function thirdPartyLicenses(
  root: string,
  packages: readonly ProductionPackage[],
): Promise<string> {
  const parts = await Promise.all(
    packages.map(async ({ name, version, license: spdx, path }) => {
      const files = await readdir(join(root, path));
      const file = files.find((candidate) => /^licen[cs]e/i.test(candidate));
      if (file === undefined) throw new Error(`${path} has no licence file to pass on with the bundle.`);
      const text = await readFile(join(root, path, file), 'utf8');
      return `${name} ${version} (${spdx ?? 'see below'})\n\n${text.trim()}\n`;
    }),
  );
  return parts.join(`\n${'-'.repeat(80)}\n\n`);
}

/** A single SPDX identifier or a whole expression, as CycloneDX tells them apart. */
function license(spdx: string): object {
  return spdx.includes(' ') ? { expression: spdx } : { license: { id: spdx } };
}

function purl({ name, version }: ProductionPackage): string {
  return `pkg:npm/${name.replace('@', '%40')}@${version}`;
}

/** Paths of the packages that `names` stand for at `from`: as Node does, the nearest node_modules upward. */
function resolve(
  from: string,
  names: readonly string[],
  packages: readonly ProductionPackage[],
): readonly string[] {
  return names.flatMap((name) => {
    for (let base = from; ; base = base.slice(0, base.lastIndexOf('node_modules/'))) {
      const found = packages.find(({ path }) => path === `${base}node_modules/${name}`);
      if (found !== undefined) return [found.path];
      if (base === '') return [];
    }
  });
}
