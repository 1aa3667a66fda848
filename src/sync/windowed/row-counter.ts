import type { RowKey } from '../page.ts';
import type { PlacedRow } from './placed.ts';
import type { CountedRow } from './slice.ts';

/** How far a row may stand from its place in the list and still be recognised when it is met again. */
const DISPLACEMENT_SECONDS = 1800;

type Seen = {
  readonly at: number;
  /** `at` is a neighbour's: the row's own second is not before it, and may be after. */
  readonly isPlaced: boolean;
  readonly fingerprint: number;
  verified: boolean;
};

/**
 * The rows found since the last verified slice. It answers three questions: is this row new or changed since it
 * was last seen in this run (then it is passed on), how many rows did the passes that count together find
 * before a second, and which of them does a slice cover. It holds ids and fingerprints, never rows.
 */
export class RowCounter {
  readonly #fingerprintOf: (row: PlacedRow) => number;
  readonly #seen = new Map<RowKey, Seen>();
  #counted = new Set<RowKey>();

  constructor(fingerprintOf: (row: PlacedRow) => number) {
    this.#fingerprintOf = fingerprintOf;
  }

  /** Different rows found by the passes that count together. */
  get counted(): number {
    return this.#counted.size;
  }

  /** Counts these rows and returns those that were not seen before in this form. */
  add(rows: readonly PlacedRow[]): readonly PlacedRow[] {
    return rows.filter((row) => {
      this.#counted.add(row.id);
      const before = this.#seen.get(row.id);
      const fingerprint = this.#fingerprintOf(row);
      if (before !== undefined && before.at === row.at && before.fingerprint === fingerprint) return false;
      this.#seen.set(row.id, { at: row.at, isPlaced: row.odd !== undefined, fingerprint, verified: false });
      return true;
    });
  }

  countBefore(second: number): number {
    return this.#count(({ at }) => at < second);
  }

  /**
   * Whether `countBefore(second)` is certain: no row without a time of its own stands between the last row that surely
   * counts before that second and the first that does not.
   */
  isCertainBefore(second: number): boolean {
    let lastKnown = Number.NEGATIVE_INFINITY;
    let lastPlaced = Number.NEGATIVE_INFINITY;
    for (const id of this.#counted) {
      const row = this.#seen.get(id);
      if (row === undefined || row.at >= second) continue;
      if (row.isPlaced) lastPlaced = Math.max(lastPlaced, row.at);
      else lastKnown = Math.max(lastKnown, row.at);
    }
    return lastPlaced < lastKnown || lastPlaced === Number.NEGATIVE_INFINITY;
  }

  /** Whether one of these rows was counted before `second` and now stands at or after it: it would count on both sides. */
  hasMovedPast(second: number, rows: readonly PlacedRow[]): boolean {
    return rows.some(({ id, at }) => {
      const before = at >= second && this.#counted.has(id) ? this.#seen.get(id) : undefined;
      return before !== undefined && before.at < second;
    });
  }

  countAt(second: number): number {
    return this.#count(({ at }) => at === second);
  }

  /** How many of the counted rows an earlier slice covers already: they stand where two windows overlap. */
  countVerifiedBefore(second: number): number {
    return this.#count(({ at, verified }) => verified && at < second);
  }

  /** Forgets what was counted, not what was seen: the next pass has to add up by itself. */
  restart(): void {
    this.#counted = new Set();
  }

  /** The counted rows before `second`, each once in a scan; they count no more. */
  takeBefore(second: number): readonly CountedRow[] {
    const taken: CountedRow[] = [];
    for (const id of this.#counted) {
      const row = this.#seen.get(id);
      if (row === undefined || row.at >= second) continue;
      if (!row.verified) {
        taken.push({ id, at: row.at, fingerprint: row.fingerprint });
        row.verified = true;
      }
      this.#counted.delete(id);
    }
    return taken;
  }

  /** Forgets the rows that a query from `second` on cannot show again. */
  forgetBefore(second: number): void {
    for (const [id, row] of this.#seen) {
      if (row.at < second - DISPLACEMENT_SECONDS && !this.#counted.has(id)) this.#seen.delete(id);
    }
  }

  #count(matches: (row: Seen) => boolean): number {
    let count = 0;
    for (const id of this.#counted) {
      const row = this.#seen.get(id);
      if (row !== undefined && matches(row)) count++;
    }
    return count;
  }
}
