import type { PlacedRow } from './placed.ts';
import type { RowKey } from '../page.ts';

/** A row that a proof covers, with the digest of the version that was read last. */
export type Settled = { readonly id: RowKey; readonly at: number; readonly mark: number };

/** How far a row may stand from its place in the list and still be recognised when it is met again. */
const DISPLACEMENT_SECONDS = 1800;

type Seen = { readonly at: number; readonly mark: number; readonly settled: boolean };

/**
 * The rows found since the last proven anchor. It answers three questions: is this row new or changed since it
 * was last seen in this run (then it is passed on), how many rows did the readings that count together find
 * before a second, and which of them does a proof settle. It holds ids and marks, never rows.
 */
export class Tally {
  readonly #markOf: (row: PlacedRow) => number;
  readonly #seen = new Map<RowKey, Seen>();
  #counted = new Set<RowKey>();

  constructor(markOf: (row: PlacedRow) => number) {
    this.#markOf = markOf;
  }

  /** Unique ids found by the readings that count together. */
  get counted(): number {
    return this.#counted.size;
  }

  /** Counts these rows and returns those that were not seen before in this form. */
  add(rows: readonly PlacedRow[]): readonly PlacedRow[] {
    return rows.filter((row) => {
      this.#counted.add(row.id);
      const before = this.#seen.get(row.id);
      const mark = this.#markOf(row);
      if (before !== undefined && before.at === row.at && before.mark === mark) return false;
      this.#seen.set(row.id, { at: row.at, mark, settled: false });
      return true;
    });
  }

  countBefore(second: number): number {
    let count = 0;
    for (const id of this.#counted) if ((this.#seen.get(id)?.at ?? 0) < second) count++;
    return count;
  }

  countAt(second: number): number {
    let count = 0;
    for (const id of this.#counted) if (this.#seen.get(id)?.at === second) count++;
    return count;
  }

  /** How many of the counted rows an earlier proof has settled already: they stand at the seam of two windows. */
  countSettledBefore(second: number): number {
    let count = 0;
    for (const id of this.#counted) {
      const row = this.#seen.get(id);
      if (row !== undefined && row.settled && row.at < second) count++;
    }
    return count;
  }

  /** Forgets what was counted, not what was seen: the next reading has to add up by itself. */
  recount(): void {
    this.#counted = new Set();
  }

  /** Settles the counted rows before `second`, each once in a walk. */
  settleBefore(second: number): readonly Settled[] {
    const settled: Settled[] = [];
    for (const id of this.#counted) {
      const row = this.#seen.get(id);
      if (row === undefined || row.at >= second) continue;
      if (!row.settled) {
        settled.push({ id, at: row.at, mark: row.mark });
        this.#seen.set(id, { ...row, settled: true });
      }
      this.#counted.delete(id);
    }
    return settled;
  }

  /** Forgets the rows that a query from `second` on cannot show again. */
  forgetBefore(second: number): void {
    for (const [id, row] of this.#seen) {
      if (row.at < second - DISPLACEMENT_SECONDS && !this.#counted.has(id)) this.#seen.delete(id);
    }
  }
}
