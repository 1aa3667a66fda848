/**
 * `npm run test:runners`: reads a simulated account with software that others wrote, and holds docs/compatibility.md
 * against what came of it. With `--write` it writes that page. Needs Python 3.11, Docker, and the image and dist/ built.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { compatibilityPage, PAGE } from './compatibility.ts';
import { execute, preparedPython } from './python.ts';
import { folderOfSync } from './folder.ts';
import { metadataModel } from './metadata.ts';
import { pyAirbyte } from './pyairbyte.ts';
import { pyAirbytePostgres } from './pyairbyte-postgres.ts';
import type { Proof } from './proof.ts';
import { queries } from './queries.ts';
import { pyAirbyteRecipe } from './recipe.ts';
import { serverless } from './serverless.ts';
import { assertionFunctions, standardTests } from './standard-tests.ts';

/** The version that the installed software itself gives. */
async function versionOf(python: string, distribution: string): Promise<string> {
  const ask = `import importlib.metadata as m; print(m.version('${distribution}'))`;
  return (await execute(python, ['-c', ask])).trim();
}

async function main(args: readonly string[]): Promise<void> {
  const python = await preparedPython();
  const [airbyte = '', cdk = '', models = '', light = ''] = await Promise.all(
    ['airbyte', 'airbyte-cdk', 'airbyte-connector-models', 'airbyte-serverless'].map((name) =>
      versionOf(python, name),
    ),
  );
  const began = performance.now();
  const shown = async (step: () => Promise<Proof>): Promise<Proof> => {
    const proof = await step();
    const seconds = ((performance.now() - began) / 1000).toFixed(0);
    console.log(`${seconds} s: ${proof.runner} ${proof.version}: ${proof.how}\n  ${proof.result}`);
    return proof;
  };
  // Containers take most of the time, the rest has it beside them.
  const [inImage, inProgram] = await Promise.all([
    oneByOne([
      () => shown(() => pyAirbyte(python, airbyte, 'image')),
      () => shown(() => standardTests(python, cdk)),
      () => shown(() => queries(python, airbyte, 'postgresql')),
    ]),
    oneByOne([
      () => shown(() => pyAirbyte(python, airbyte, 'program')),
      () => shown(() => pyAirbytePostgres(python, airbyte)),
      () => shown(() => queries(python, airbyte, 'duckdb')),
      () => shown(() => pyAirbyteRecipe(python, airbyte)),
      () => shown(() => assertionFunctions(python, cdk)),
      () => shown(() => metadataModel(python, models)),
      () => shown(() => folderOfSync(python)),
      () => shown(() => serverless(python, light, 'program')),
      () => shown(() => serverless(python, light, 'image')),
    ]),
  ]);
  const proofs = [...inImage, ...inProgram].toSorted(
    (a, b) => compare(a.runner, b.runner) || compare(b.how, a.how),
  );
  const page = await compatibilityPage(proofs);
  if (args.includes('--write')) await writeFile(PAGE, page);
  if ((await readFile(PAGE, 'utf8')) !== page) {
    throw new Error('docs/compatibility.md says something else: npm run test:runners -- --write');
  }
  console.log(`${proofs.length} passed, 0 failed`);
}

async function oneByOne(steps: readonly (() => Promise<Proof>)[]): Promise<readonly Proof[]> {
  const proofs: Proof[] = [];
  for (const step of steps) proofs.push(await step());
  return proofs;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

await main(process.argv.slice(2));
