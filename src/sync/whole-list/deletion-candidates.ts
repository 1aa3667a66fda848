import type { RowKey } from '../page.ts';
import type { KnownRows } from './known-rows.ts';

/** How many rows a run asks after at most; the rest waits for the next run. */
const ASKED_A_RUN = 50;

/** Below this many known rows, all of them may well be gone. */
const FEW = 2;

export type DeletionCandidates =
  /** None of many known rows is left: a wrong key is likelier than everybody's leaving. */
  | { readonly kind: 'all' }
  /** These are known and not listed; each has to be asked after before it counts as gone. */
  | { readonly kind: 'some'; readonly ids: readonly RowKey[] };

/** Which known rows a complete list no longer holds. */
export function deletionCandidates(known: KnownRows, listed: ReadonlySet<RowKey>): DeletionCandidates {
  const ids = [...known.keys()].filter((id) => !listed.has(id));
  if (known.size > FEW && ids.length === known.size) return { kind: 'all' };
  return { kind: 'some', ids: ids.slice(0, ASKED_A_RUN) };
}
