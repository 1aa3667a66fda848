/**
 * Writes the tables of docs/ that follow from the code: `node docs/generate.ts`. With `--check` it writes nothing and
 * fails where one is stale.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { logCodes } from '../src/protocol/log-codes.ts';

const LEVELS = ['ERROR', 'FATAL', 'WARN', 'INFO', 'DEBUG'];

/** docs/log-codes.md. */
export async function logCodesPage(): Promise<string> {
  const codes = Object.entries(logCodes).toSorted(
    ([a, { level: levelA }], [b, { level: levelB }]) =>
      LEVELS.indexOf(levelA) - LEVELS.indexOf(levelB) || (a < b ? -1 : 1),
  );
  const rows = codes.map(([code, entry]) => {
    const remedy = 'remedy' in entry ? ` ${entry.remedy}` : '';
    return `| \`${code}\` | ${entry.level} | ${entry.meaning}${remedy} |`;
  });
  const text = `# Log codes

Every log line begins with its code. Where a person is to read it, a text follows after a colon; where a machine may read it, \`key=value\` pairs follow. Codes are stable, fit for an alert rule; texts may change. Made from \`src/protocol/log-codes.ts\` by \`npm run docs\`.

| Code | Level | What it means, and what to do |
| --- | --- | --- |
${rows.join('\n')}
`;
  const path = join(import.meta.dirname, 'log-codes.md');
  return format(text, { ...(await resolveConfig(path)), filepath: path });
}

if (import.meta.main) {
  const path = join(import.meta.dirname, 'log-codes.md');
  const wanted = await logCodesPage();
  const found = await readFile(path, 'utf8').catch(() => '');
  if (found === wanted) console.log('Nothing to write: up to date.');
  else if (process.argv.includes('--check')) {
    console.error('docs/log-codes.md is stale. Run "npm run docs" and commit what it writes.');
    process.exitCode = 1;
  } else {
    await writeFile(path, wanted);
    console.log('Wrote log-codes.md.');
  }
}
