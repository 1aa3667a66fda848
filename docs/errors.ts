import { errorTable } from '../src/errors/catalogue.ts';
import type { ErrorTable } from '../src/errors/entry.ts';

const GROUPS = [
  {
    types: ['config_error', 'key_refused', 'endpoint_refused'],
    title: 'To be put right by a person (`config_error`)',
    text: 'A key, a file, a setting. Trying again as it is cannot help.',
  },
  {
    types: ['transient_error', 'heavy'],
    title: 'Passing (`transient_error`)',
    text: 'The network, the rate limit, an outage. The next sync goes on from the last state that was saved.',
  },
  {
    types: ['system_error'],
    title: 'Not provided for (`system_error`)',
    text: 'A bug of the connector, or an answer that Aircall’s documentation does not allow.',
  },
] as const;

/** docs/errors.md: each error under its code, which the end of its message names. */
export function errorsPage(): string {
  const table: ErrorTable = errorTable;
  const sections = GROUPS.map(({ types, title, text }) => {
    const entries = Object.entries(table).filter(([, { type }]) => types.some((one) => one === type));
    return `## ${title}\n\n${text}\n\n${entries.map(section).join('\n')}`;
  });
  return `# Errors

Every message of an error ends with its code, such as \`(docs/errors.md#dns)\`, and is explained here under it. What differs from case to case stands between ‹ and ›. Made from \`src/errors/tables\` by \`npm run docs\`.

${sections.join('\n')}`;
}

function section([code, { cause, remedy, inDocs }]: [string, ErrorTable[string]]): string {
  return `### ${code}

- **Cause:** ${sentence(inDocs?.cause ?? cause)}
- **Remedy:** ${sentence(inDocs?.remedy ?? remedy)}
`;
}

/** A part of a message, as a sentence of its own. */
function sentence(text: string): string {
  const trimmed = text.replace(/[:;]$/, '.');
  return trimmed.charAt(0).toUpperCase() + trimmed.slice(1);
}
