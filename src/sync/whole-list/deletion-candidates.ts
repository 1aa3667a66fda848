import type { RowKey } from '../page.ts';
import type { WholeListMemory } from './memory.ts';

/** How many rows a run asks for at most; the rest waits for the next run. */
const MOST_ASKED = 50;

/** A row that was found by its own key is not asked for again within this time. */
const ASK_AGAIN_MS = 24 * 3600 * 1000;

/**
 * Which known rows a complete list no longer holds, and which have to be asked for, each by its own key, before they count
 * as deleted. Those never asked for come first, then those whose answer did not tell: so no row waits behind others that
 * are found each time.
 */
export function deletionCandidates(
  { rows, unlisted }: WholeListMemory,
  listed: ReadonlySet<RowKey>,
  nowMs: number,
): readonly RowKey[] {
  const rank = (key: RowKey): number => {
    const at = unlisted.get(key);
    return at === undefined || at === 'held' ? -1 : at;
  };
  return [...rows.keys()]
    .filter((key) => !listed.has(key) && unlisted.get(key) !== 'held')
    .filter((key) => rank(key) <= 0 || nowMs - rank(key) >= ASK_AGAIN_MS)
    .toSorted((a, b) => rank(a) - rank(b))
    .slice(0, MOST_ASKED);
}

/** Below this many known rows, all of them may well be gone. */
const FEW = 2;

/** None of many known rows is listed: where the account is not known to be the same, it may be another company's list. */
export function isAllMissing({ rows, unlisted }: WholeListMemory, listed: ReadonlySet<RowKey>): boolean {
  const watched = [...rows.keys()].filter((key) => unlisted.get(key) !== 'held');
  return watched.length > FEW && watched.every((key) => !listed.has(key));
}
