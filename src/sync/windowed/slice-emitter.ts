import { errorOf } from '../../errors/catalogue.ts';
import { SystemError } from '../../errors/errors.ts';
import { countByDay } from '../day-counts.ts';
import type { SyncEvent } from '../events.ts';
import { isoSeconds } from '../instant.ts';
import type { Row, RowKey } from '../page.ts';
import { unverified } from '../unverified.ts';
import type { WindowedMemory } from './memory.ts';
import { oddRowsNotice } from './notices.ts';
import type { PlacedRow } from './placed.ts';
import type { CountedRow, ScanEvent, Slice } from './slice.ts';
import { formatWindowedState } from './state.ts';
import type { ReadTimes } from './read-times.ts';
import { WriteFilter, type WriteFilterOptions } from './write-filter.ts';

export type SliceEmitterOptions = Omit<WriteFilterOptions, 'buckets'> & {
  /** What the state says once this scan is done, apart from its position, cursor and buckets. */
  readonly memory: WindowedMemory;
  /** When what was last read, once the scan is done; by default as `memory` has it. */
  readonly finalReadTimes?: (cursor: number | undefined) => ReadTimes;
  /** The last second that the scan reads; Infinity where it has no upper bound. */
  readonly end: number;
  readonly onCountMismatch: 'warn' | 'fail';
  /** Whether the slices within the scan are checkpoints; otherwise only its end is one. */
  readonly checkpoints: boolean;
};

/** Turns a scan's events into what is written: records by way of the filter, states where a slice makes them safe. */
export class SliceEmitter {
  readonly #options: SliceEmitterOptions;
  readonly #filter: WriteFilter;
  readonly #odd = new Set<RowKey>();
  #cursor: number | undefined;
  #tooLarge: PlacedRow | undefined;

  constructor(options: SliceEmitterOptions) {
    this.#options = options;
    this.#filter = new WriteFilter({ ...options, buckets: options.memory.buckets });
    this.#cursor = options.memory.cursor;
  }

  *handle(event: ScanEvent): Generator<SyncEvent, void> {
    switch (event.kind) {
      case 'opened':
        yield {
          kind: 'expected',
          rows: Math.max(0, event.total - this.#filter.knownRows),
          requests: Math.max(1, Math.ceil(event.total / event.perPage)),
        };
        return;
      case 'rows':
        this.#note(event.rows);
        yield* this.#write(this.#filter.take(event.rows));
        return;
      case 'slice':
        yield* this.#report(event.slice, event.rows);
        yield* this.#write(this.#filter.release(event.rows, event.slice.to));
        yield* this.#checkpoint(event.slice.to);
    }
  }

  /**
   * The end of the scan: what is still held, and, where `isStated`, the state without a position.
   * Throws SystemError where a row was too large to be read: then the last state stays before it.
   */
  *finish(isStated = true): Generator<SyncEvent, void> {
    yield* this.#write(this.#filter.release([], this.#options.end + 1));
    yield* this.#write(this.#filter.releaseRest());
    if (this.#odd.size > 0) yield { kind: 'notice', ...oddRowsNotice(this.#odd.size) };
    if (this.#tooLarge !== undefined) throw tooLarge(this.#tooLarge);
    if (isStated) yield this.#state(this.finalMemory());
  }

  /** What the state remembers once the scan is done. */
  finalMemory(): WindowedMemory {
    const memory = this.memory();
    const { finalReadTimes } = this.#options;
    return finalReadTimes === undefined ? memory : { ...memory, readTimes: finalReadTimes(memory.cursor) };
  }

  /** What the state remembers: everything before `second` as this scan found it, the rest as it was known. */
  memory(second = this.#filter.boundary(this.#options.end + 1)): WindowedMemory {
    return {
      ...this.#options.memory,
      cursor: this.#cursor,
      resumeFrom: undefined,
      buckets: this.#filter.buckets(second),
    };
  }

  *#checkpoint(to: number): Generator<SyncEvent, void> {
    const { checkpoints, start, now } = this.#options;
    if (!checkpoints || to <= start || to >= now || this.#tooLarge !== undefined) return;
    const second = this.#filter.boundary(to);
    yield this.#state({ ...this.memory(second), resumeFrom: second });
  }

  #state(memory: WindowedMemory): SyncEvent {
    return { kind: 'state', state: formatWindowedState(memory) };
  }

  *#write(rows: readonly Row[]): Generator<SyncEvent, void> {
    if (rows.length > 0) yield { kind: 'records', rows };
  }

  *#report(slice: Slice, rows: readonly CountedRow[]): Generator<SyncEvent, void> {
    yield { kind: 'proof', proof: { ...slice, days: countByDay(rows, slice.to) } };
    if (slice.verified) return;
    const from = slice.from === undefined ? 'the first row' : isoSeconds(slice.from);
    const where = `Between ${from} and ${isoSeconds(slice.to)}`;
    yield unverified({ ...slice, where }, this.#options.onCountMismatch);
  }

  #note(rows: readonly PlacedRow[]): void {
    for (const row of rows) {
      if (row.tooLarge === true) this.#tooLarge ??= row;
      if (!this.#filter.covers(row)) continue;
      if (row.odd === 'out-of-range') this.#odd.add(row.id);
      const isLatest = row.at > (this.#cursor ?? Number.NEGATIVE_INFINITY);
      if (isLatest && row.odd === undefined && row.tooLarge !== true) this.#cursor = row.at;
    }
  }
}

function tooLarge({ id, at }: PlacedRow): SystemError {
  return errorOf('row-too-large', { time: isoSeconds(at), id: String(id) });
}
