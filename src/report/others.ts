import type { SourceCounts } from '../evidence/counts.ts';

/** What the rows that were read can be compared with. */
export type Others = {
  /** Aircall's own counts, as they were given. */
  readonly counts: SourceCounts | undefined;
  /** How many calls the files of a folder hold, by day in UTC. */
  readonly rows: ReadonlyMap<string, number> | undefined;
};
