import type { StreamSummary } from './sync-summary.ts';

/** A sync as a table of plain text, a line for each stream. */
export function tableOf(summaries: readonly StreamSummary[]): readonly string[] {
  const rows = [
    ['stream', 'records', 'states', 'requests', 'of the records'],
    ...summaries.map(({ stream, records, states, requests, kinds, complete }) => [
      stream,
      amount(records),
      amount(states),
      amount(requests),
      complete ? kindsOf(kinds) : 'INCOMPLETE',
    ]),
  ];
  return rows.map(([stream = '', ...cells]) => {
    const numbers = cells.slice(0, 3).map((cell) => cell.padStart(10));
    return `  ${stream.padEnd(14)}${numbers.join('')}   ${cells[3]}`.trimEnd();
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
