import type { Account } from '../simulator/account.ts';
import type { Row } from '../simulator/people.ts';
import { comparable } from '../simulator/truth.ts';
import { streams } from '../../src/streams/registry.ts';
import type { StreamName } from './catalog.ts';
import type { Output } from './output.ts';

/** What a destination has after its runs: the last form of each row, by stream and id. */
export class Ledger {
  readonly #tables = new Map<string, Map<number, Row>>();

  /** Takes the records of a run, or of its first part. Returns itself. */
  take(output: Pick<Output, 'rows'>): this {
    for (const { name } of streams) {
      for (const row of output.rows(name)) this.put(name, row);
    }
    return this;
  }

  /** Rows of streams without a numeric ID are left out: tables.ts compares those. */
  put(stream: string, row: Row): void {
    if (typeof row['id'] !== 'number') return;
    const table = this.#tables.get(stream) ?? new Map<number, Row>();
    this.#tables.set(stream, table.set(idOf(row), comparable(stream, row)));
  }

  copy(): Ledger {
    const copy = new Ledger();
    for (const [stream, table] of this.#tables) copy.#tables.set(stream, new Map(table));
    return copy;
  }

  /** Rows sorted by id, those that are marked as deleted left out. */
  rows(stream: string): readonly Row[] {
    return sortedById([...(this.#tables.get(stream)?.values() ?? [])]).filter(
      (row) => typeof row['_ab_cdc_deleted_at'] !== 'string',
    );
  }

  /** The rows of the core streams, in the form of `truthOf`. */
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
