import type { Row, RowKey } from '../page.ts';
import { shorten } from './fingerprints.ts';
import type { UpdatedMemory } from './memory.ts';

/** What a reading needs of a row. */
export type TrackedRow = { readonly id: RowKey; readonly data: Row };

/** Tells which rows are new or changed, and which are still to be met by the full reading under way. */
export class RowTracker {
  readonly #fingerprint: (row: Row) => number;
  readonly #known: Map<RowKey, number>;
  #unseen: Map<RowKey, number>;
  readonly #unlisted: Map<RowKey, number>;

  constructor({ known, unseen, unlisted }: UpdatedMemory, fingerprint: (row: Row) => number) {
    this.#fingerprint = fingerprint;
    this.#known = new Map(known);
    this.#unseen = new Map(unseen);
    this.#unlisted = new Map(unlisted);
  }

  /** How many rows are known. */
  get size(): number {
    return this.#known.size + this.#unseen.size;
  }

  get memory(): Pick<UpdatedMemory, 'known' | 'unseen' | 'unlisted'> {
    return { known: this.#known, unseen: this.#unseen, unlisted: this.#unlisted };
  }

  /** Notes these rows as met, and returns the content of those that are not known in this form. */
  take(rows: readonly TrackedRow[]): readonly Row[] {
    return rows
      .filter(({ id, data }) => {
        const digest = shorten(this.#fingerprint(data));
        const before = this.#known.get(id) ?? this.#unseen.get(id);
        this.#known.set(id, digest);
        this.#unseen.delete(id);
        this.#unlisted.delete(id);
        return before !== digest;
      })
      .map(({ data }) => data);
  }

  /** A full reading begins: every known row is still to be met. */
  beginFullReading(): void {
    for (const [key, digest] of this.#known) this.#unseen.set(key, digest);
    this.#known.clear();
  }

  /**
   * A full reading is complete. What it has not met is asked for, each by its key, before it counts as gone; or it is forgotten;
   * or held as it is, where the list may be another company's.
   */
  endFullReading(unseen: 'ask' | 'forget' | 'hold'): void {
    for (const [key, digest] of unseen === 'forget' ? [] : this.#unseen) {
      this.#known.set(key, digest);
      if (unseen === 'ask') this.#unlisted.set(key, this.#unlisted.get(key) ?? 0);
    }
    this.#unseen = new Map();
  }

  /** The row was found by its own key. */
  found(key: RowKey, atSeconds: number): void {
    this.#unlisted.set(key, atSeconds);
  }

  forget(key: RowKey): void {
    this.#known.delete(key);
    this.#unlisted.delete(key);
  }
}
