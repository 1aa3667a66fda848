import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import type { Proof } from './proof.ts';

export const PAGE = join(import.meta.dirname, '..', '..', 'docs', 'compatibility.md');

const conformance = 'integration_tests/conformance';

/** Runners that can't be had from a package registry, and the tests that do what their source code does. */
export const emulated: readonly (Proof & { readonly test: string })[] = [
  {
    runner: 'Airbyte’s platform (Kubernetes launch)',
    version: 'source code of August 2026',
    how: 'The shell, the pipes, the folders, the environment and the limits of a pod: program and image, all four commands, a cancelled sync, an orchestrator that dies',
    result: 'Everything arrives; after a cancel the next sync goes on from the last states',
    test: `${conformance}/launch/tests.ts`,
  },
  {
    runner: 'Airbyte’s platform (sync)',
    version: 'source code of August 2026',
    how: 'Columns that are not selected are cut, states kept per stream, attempts made as failure types say',
    result: 'No column to cut; a second attempt goes on from the states of the first',
    test: `${conformance}/platform.test.ts`,
  },
  {
    runner: 'tap-airbyte-wrapper (Meltano)',
    version: 'source code of August 2026',
    how: 'Program and image; /tmp mounted over, nobody at standard error, the first error raised, states merged per stream',
    result:
      'Everything arrives, once. Run as root it keeps the configuration from the image’s user: the error says so, and what to do',
    test: `${conformance}/emulations/tests.ts`,
  },
  {
    runner: 'airbyte-to-flow (Estuary)',
    version: 'source code of August 2026',
    how: 'Program and image; states merged as a patch (RFC 7396), the primary key for a cursor, nulls and keys of its own in catalog and configuration',
    result: 'Everything arrives, once, also after a kill',
    test: `${conformance}/emulations/tests.ts`,
  },
  {
    runner: 'the Faros local CLI (Faros)',
    version: 'source code of August 2026',
    how: 'The image as whoever runs it, its files under /configs',
    result: 'Everything arrives',
    test: `${conformance}/emulations/container-tests.ts`,
  },
];

/** The text of docs/compatibility.md. */
export async function compatibilityPage(proofs: readonly Proof[]): Promise<string> {
  const text = [
    '# Compatibility',
    '',
    'What was tried, how, and what came of it. `npm run test:runners` and `npm run test:conformance` do it again and',
    'fail when this page says anything else; `npm run test:runners -- --write` writes it.',
    '',
    '## The real software',
    '',
    table(proofs),
    '',
    '## Emulated',
    '',
    'These cannot be had from a package registry. The tests do what their source code does, and no more is claimed.',
    '',
    table(
      emulated.map(({ test, ...proof }) => ({ ...proof, result: `${proof.result} ([test](../${test}))` })),
    ),
    '',
  ].join('\n');
  return format(text, { ...(await resolveConfig(PAGE)), filepath: PAGE });
}

function table(proofs: readonly Proof[]): string {
  const rows = proofs.map(({ runner, version, how, result }) => [runner, version, how, result]);
  const all = [['Runner', 'Version', 'How it was tried', 'Result'], ['---', '---', '---', '---'], ...rows];
  return all.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
