import type { LogCode } from '../protocol/log-codes.ts';
import type { Drift } from '../rows/row-inspector.ts';
import type { FetchStats } from './page-source.ts';

/** What a person should know about the pages of a stream. */
type FetchNotice = { readonly level: 'info' | 'warn'; readonly code: LogCode; readonly text: string };

export function fetchNotices({
  odd,
  reduced,
  tooLarge,
  inspector,
  details,
}: FetchStats): readonly FetchNotice[] {
  const notices: FetchNotice[] = [];
  if (odd > 0) {
    const text = `${odd} times, a row arrived with a time that is missing or unreadable. Such rows are written as they are.`;
    notices.push({ level: 'warn', code: 'odd-rows', text });
  }
  if (reduced > 0) {
    const text = `${reduced} ${reduced === 1 ? 'page was' : 'pages were'} too heavy for one answer of Aircall's and read in smaller parts.`;
    notices.push({ level: 'info', code: 'page-size-reduced', text });
  }
  if (tooLarge.size > 0) {
    const positions = [...tooLarge].slice(0, 10).join(', ');
    const text = `the rows at the positions ${positions} of the list cannot be read even one at a time. The rows around them were read.`;
    notices.push({ level: 'warn', code: 'row-too-large', text });
  }
  if (details.refused.length > 0) {
    const text = `Aircall does not answer for calls with ${details.refused.join(', ')}, so they were read without. Take it out of call_details if the plan does not include it.`;
    notices.push({ level: 'warn', code: 'call-details-refused', text });
  }
  if (inspector.drift !== undefined) {
    notices.push({ level: 'warn', code: 'schema-drift', text: driftText(inspector.drift) });
  }
  return notices;
}

/** Names only, never values. */
function driftText({ unknown, mistyped }: Drift): string {
  const parts = [
    ...(unknown.length > 0
      ? [`Aircall sends columns that the schema lacks, and the destination may drop: ${unknown.join(', ')}`]
      : []),
    ...(mistyped.length > 0
      ? [`columns arrive with a different type than declared, and may end up empty: ${mistyped.join(', ')}`]
      : []),
  ];
  return `${parts.join('; ')}. Please report this, so that the schema can follow.`;
}
