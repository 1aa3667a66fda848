import { logCodes } from '../src/protocol/log-codes.ts';

const LEVELS = ['ERROR', 'FATAL', 'WARN', 'INFO', 'DEBUG'];

/** docs/log-codes.md. */
export function logCodesPage(): string {
  const codes = Object.entries(logCodes).toSorted(
    ([a, { level: levelA }], [b, { level: levelB }]) =>
      LEVELS.indexOf(levelA) - LEVELS.indexOf(levelB) || (a < b ? -1 : 1),
  );
  const rows = codes.map(([code, entry]) => {
    const remedy = 'remedy' in entry ? ` ${entry.remedy}` : '';
    return `| \`${code}\` | ${entry.level} | ${entry.meaning}${remedy} |`;
  });
  return `# Log codes

Every log line begins with its code. Where a person is to read it, a text follows after a colon; where a machine may read it, \`key=value\` pairs follow. Codes are stable, fit for an alert rule; texts may change. Made from \`src/protocol/log-codes.ts\` by \`npm run docs\`.

| Code | Level | What it means, and what to do |
| --- | --- | --- |
${rows.join('\n')}
`;
}
