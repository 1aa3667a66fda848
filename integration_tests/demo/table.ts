import type { StreamSummary } from './sync-summary.ts';

/** A sync as a table of plain text, a line for each stream. */
export function tableOf(summaries: readonly StreamSummary[]): readonly string[] {
  const rows = [
    ['stream', 'records', 'requests', 'of the records'],
    ...summaries.map(({ stream, records, requests, kinds }) => [
      stream,
      amount(records),
      amount(requests),
      kindsOf(kinds),
    ]),
  ];
  return rows.map(([stream = '', ...cells]) => {
    const numbers = cells.slice(0, 2).map((cell) => cell.padStart(10));
    return `  ${stream.padEnd(18)}${numbers.join('')}   ${cells[2]}`.trimEnd();
  });
}

/** With commas: 3,000. */
export function amount(value: number): string {
  return value.toLocaleString('en');
}

function kindsOf(kinds: StreamSummary['kinds']): string {
  return Object.entries(kinds)
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => `${amount(count)} ${kind}`)
    .join(', ');
}
