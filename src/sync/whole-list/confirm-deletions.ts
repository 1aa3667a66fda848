import type { SyncEvent } from '../events.ts';
import type { Row, RowKey } from '../page.ts';
import { deletionCandidates, isAllMissing } from './deletion-candidates.ts';
import type { UnlistedRows, WholeListMemory } from './memory.ts';
import { allRowsMissing, existenceUnknown, unlistedButExists } from '../list-notices.ts';
import type { Listing } from './verified-list.ts';

/** Whether a row can be had by its own key; `unknown` where the answer does not tell. */
export type LookUp = (id: RowKey) => Promise<'found' | 'absent' | 'unknown'>;

export type ConfirmOptions = {
  /** What was known before this run. */
  readonly before: WholeListMemory;
  readonly isSameAccount: boolean;
  readonly isOtherAccount: boolean;
  readonly nowMs: number;
  readonly lookUp: LookUp;
  /** Reads the list once more. */
  readonly readAgain: () => AsyncGenerator<SyncEvent, Listing>;
  readonly tombstone: (id: RowKey, atMs: number | undefined, goneMs: number) => Row;
};

/** How often a list is read again because a row that it lacks turned out to exist. */
const DISTRUSTED_LISTINGS = 2;

/** So many answers in a row that do not tell: then it is not asked any further in this run. */
const MOST_UNKNOWN = 3;

type Answers = {
  readonly absent: Set<RowKey>;
  readonly found: Set<RowKey>;
  readonly unknown: Set<RowKey>;
};

/**
 * Asks for each known row that a complete list lacks, and writes a tombstone for each that Aircall says is not there.
 * Returns what to remember. A list that lacks rows which exist was read wrongly, perhaps, and is read again.
 */
export async function* confirmDeletions(
  memory: WholeListMemory,
  listing: Listing,
  options: ConfirmOptions,
): AsyncGenerator<SyncEvent, WholeListMemory> {
  let { ids } = listing;
  if (options.isOtherAccount || (!options.isSameAccount && isAllMissing(options.before, ids))) {
    return yield* holdAll(memory, ids, options);
  }
  const answers: Answers = { absent: new Set(), found: new Set(), unknown: new Set() };
  for (let distrusted = 0; ; distrusted++) {
    const asked = answers.found.size;
    await ask(deletionCandidates(memory, ids, options.nowMs), answers, options);
    if (answers.found.size === asked || distrusted === DISTRUSTED_LISTINGS) break;
    const again = yield* options.readAgain();
    if (!again.verified) break;
    ({ ids } = again);
  }
  const gone = [...answers.absent].filter((key) => !ids.has(key));
  const found = [...answers.found].filter((key) => !ids.has(key));
  const unknown = [...answers.unknown].filter((key) => !ids.has(key));
  if (found.length > 0) yield unlistedButExists(found);
  if (unknown.length > 0) yield existenceUnknown(unknown);
  if (gone.length > 0) {
    const rows = gone.map((key) => options.tombstone(key, memory.rows.get(key)?.at, options.nowMs));
    yield { kind: 'records', rows };
  }
  const told = new Set(gone);
  const unlisted = new Map(memory.unlisted);
  for (const key of found) unlisted.set(key, options.nowMs);
  for (const key of unknown) unlisted.set(key, 0);
  for (const key of unlisted.keys()) if (ids.has(key) || told.has(key)) unlisted.delete(key);
  return { ...memory, unlisted, rows: new Map([...memory.rows].filter(([key]) => !told.has(key))) };
}

async function ask(keys: readonly RowKey[], answers: Answers, { lookUp }: ConfirmOptions): Promise<void> {
  let unknownInARow = 0;
  for (const key of keys) {
    if (answers.absent.has(key) || answers.found.has(key) || answers.unknown.has(key)) continue;
    const answer = await lookUp(key);
    answers[answer].add(key);
    unknownInARow = answer === 'unknown' ? unknownInARow + 1 : 0;
    if (unknownInARow === MOST_UNKNOWN) return;
  }
}

/** The list may be another company's: nothing is asked for and nothing told, until the rows are listed again. */
function* holdAll(
  memory: WholeListMemory,
  listed: ReadonlySet<RowKey>,
  { isOtherAccount }: ConfirmOptions,
): Generator<SyncEvent, WholeListMemory> {
  const missing = [...memory.rows.keys()].filter((key) => !listed.has(key));
  if (!isOtherAccount) yield allRowsMissing(missing.length);
  // An empty list may be a passing fault: what is known stays as it is.
  if (listed.size === 0) return memory;
  const unlisted: UnlistedRows = new Map(missing.map((key) => [key, 'held']));
  return { ...memory, unlisted };
}
