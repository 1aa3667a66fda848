import type { Account } from '../simulator/account.ts';
import type { Row } from '../simulator/people.ts';
import { comparable } from '../simulator/truth.ts';
import { allStreams, type StreamName } from './catalog.ts';
import type { Output } from './output.ts';

type Tables = Record<StreamName, Map<number, Row>>;

/** What a destination has after its runs: the last form of each row, by stream and id. */
export class Ledger {
  readonly tables: Tables = { users: new Map(), teams: new Map(), calls: new Map() };

  /** Takes the records of a run, or of its first part. Returns itself. */
  take(output: Pick<Output, 'rows'>): this {
    for (const stream of allStreams) {
      for (const row of output.rows(stream)) this.put(stream, row);
    }
    return this;
  }

  put(stream: StreamName, row: Row): void {
    this.tables[stream].set(idOf(row), comparable(stream, row));
  }

  copy(): Ledger {
    const copy = new Ledger();
    for (const stream of allStreams) {
      for (const [id, row] of this.tables[stream]) copy.tables[stream].set(id, row);
    }
    return copy;
  }

  /** Rows sorted by id, those that are marked as deleted left out. */
  rows(stream: StreamName): readonly Row[] {
    return sortedById([...this.tables[stream].values()]).filter(
      (row) => typeof row['_ab_cdc_deleted_at'] !== 'string',
    );
  }

  /** All that is there, in the form of `truthOf`. */
  everything(): Record<StreamName, readonly Row[]> {
    return { users: this.rows('users'), teams: this.rows('teams'), calls: this.rows('calls') };
  }
}

/** What the account has, sorted by id, as two readings of it can be compared. */
export function truthOf(account: Account): Record<StreamName, readonly Row[]> {
  return {
    users: sortedById(account.visibleUsers()),
    teams: sortedById(account.visibleTeams()),
    calls: sortedById(account.visibleCalls()),
  };
}

/** Ids that one side lacks: short enough to be read when a test fails. */
export function missingFrom(
  rows: readonly Row[],
  expected: readonly Row[],
): { lost: number[]; invented: number[] } {
  const have = new Set(rows.map(idOf));
  const want = new Set(expected.map(idOf));
  return {
    lost: [...want].filter((id) => !have.has(id)),
    invented: [...have].filter((id) => !want.has(id)),
  };
}

export function idOf(row: Row): number {
  const { id } = row;
  if (typeof id !== 'number') throw new TypeError('a row without an id');
  return id;
}

function sortedById(rows: readonly Row[]): Row[] {
  return rows.toSorted((a, b) => idOf(a) - idOf(b));
}
