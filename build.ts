/**
 * `npm run build`: bundles the connector into dist/, which then needs nothing but Node itself, and writes beside it
 * the licences of what went in and a bill of materials (CycloneDX). The same sources give the same bytes.
 */
import { chmod, copyFile, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import {
  billOfMaterials,
  bundledPackages,
  type Lockfile,
  productionPackages,
  thirdPartyLicenses,
} from './sbom.ts';

const shebang = '#!/usr/bin/env node';

/** CommonJS packages call `require`, which a bundle of ES modules does not have of itself. */
const banner =
  "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);";

type Paths = { readonly root: string; readonly entry: string; readonly outDir: string };

/** Of package.json only the version goes into the bundle (src/version.ts). */
function versionOnly(root: string, version: string): Plugin {
  const manifest = join(root, 'package.json');
  return {
    name: 'version-only',
    setup(hooks) {
      hooks.onLoad({ filter: /package\.json$/ }, ({ path }) =>
        path === manifest ? { contents: JSON.stringify({ version }), loader: 'json' } : undefined,
      );
    },
  };
}

/** `main.ts` loads the rest of the program, which is a bundle of its own. */
const startChunk: Plugin = {
  name: 'start-chunk',
  setup(hooks) {
    hooks.onResolve({ filter: /^\.\/start\.ts$/ }, () => ({ path: './start.js', external: true }));
  },
};

/**
 * What is bundled in place of a package, since the rest of it would cost time at every start and is never used: of undici
 * the client is enough, and the packages that measure and wrap the questions of `init` do so for the help, too; those that
 * yargs asks for load Unicode's tables of emoji and of words first. What is said of undici is what its own index.js does.
 */
const lighterPackages: Readonly<Record<string, string>> = {
  undici: `
    Object.assign(require('undici/lib/dispatcher/dispatcher').prototype, require('undici/lib/api'));
    exports.Agent = require('undici/lib/dispatcher/agent');
    exports.EnvHttpProxyAgent = require('undici/lib/dispatcher/env-http-proxy-agent');`,
  'string-width': "export { default } from 'fast-string-width';",
  'wrap-ansi': "export { wrapAnsi as default } from 'fast-wrap-ansi';",
};

function lighter(root: string): Plugin {
  return {
    name: 'lighter',
    setup(hooks) {
      for (const [name, contents] of Object.entries(lighterPackages)) {
        const filter = new RegExp(`^${name}$`);
        hooks.onResolve({ filter }, () => ({ path: name, namespace: 'lighter' }));
        hooks.onLoad({ filter, namespace: 'lighter' }, () => ({ contents, resolveDir: root }));
      }
    },
  };
}

/** Empties `outDir` and fills it. */
async function bundle({ root, entry, outDir }: Paths): Promise<void> {
  if (!(await readFile(entry, 'utf8')).startsWith(`${shebang}\n`)) {
    throw new Error(
      `${entry} must begin with the line "${shebang}": dist/main.js is what npm links as the bin.`,
    );
  }
  const lockfile: Lockfile = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8'));
  await rm(outDir, { recursive: true, force: true });
  // By itself, and in the words of old versions of Node.js, which are told that they are too old.
  await build({
    entryPoints: { main: entry },
    outdir: outDir,
    absWorkingDir: root,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node12.20',
    plugins: [startChunk],
    logLevel: 'warning',
  });
  const { metafile } = await build({
    entryPoints: { start: join(root, 'src', 'start.ts') },
    outdir: outDir,
    absWorkingDir: root,
    bundle: true,
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    format: 'esm',
    platform: 'node',
    // Nothing is minified: what a person has to go by in a stack trace costs no start time.
    target: 'node22.19',
    sourcemap: true,
    metafile: true,
    sourcesContent: false,
    legalComments: 'linked',
    banner: { js: banner },
    plugins: [versionOnly(root, lockfile.version), lighter(root)],
    logLevel: 'warning',
  });
  const packages = bundledPackages(productionPackages(lockfile), Object.keys(metafile.inputs));
  await chmod(join(outDir, 'main.js'), 0o755);
  await copyFile(join(root, 'src', 'entrypoint.sh'), join(outDir, 'entrypoint.sh'));
  await writeFile(join(outDir, 'THIRD-PARTY-LICENSES.txt'), await thirdPartyLicenses(root, packages));
  await writeFile(
    join(outDir, 'sbom.cdx.json'),
    `${JSON.stringify(billOfMaterials(lockfile, packages), undefined, 2)}\n`,
  );
}

if (import.meta.main) {
  const root = import.meta.dirname;
  await bundle({ root, entry: join(root, 'src', 'main.ts'), outDir: join(root, 'dist') });
}
