import type { PlacedRow } from './placed.ts';
import type { SyncEvent } from '../events.ts';
import { isoSeconds } from '../instant.ts';
import type { Row } from '../page.ts';
import { Ledger } from './ledger.ts';
import type { Proof, WalkEvent } from './proof.ts';
import { unproven } from '../unproven.ts';
import { formatWindowedState, type WindowedMemory } from './state.ts';

/** What is to be written of a walk: rows outside were read only because windows overlap. Epoch seconds. */
export type Span = { readonly from: number | undefined; readonly until: number | undefined };

export type RecorderOptions = {
  /** What the state says once this walk is done, apart from its place, cursor and buckets. */
  readonly memory: WindowedMemory;
  /** The walk's first second. */
  readonly start: number;
  readonly span: Span;
  readonly floor: number;
  readonly fingerprintsFrom: number;
  readonly now: number;
  readonly onCountMismatch: 'warn' | 'fail';
  /** Whether the proofs within the walk are checkpoints; otherwise only its end is one. */
  readonly checkpoints: boolean;
};

/** Turns a walk's events into what is written: records by way of the ledger, states where a proof makes them safe. */
export class Recorder {
  readonly #options: RecorderOptions;
  readonly #ledger: Ledger;
  #cursor: number | undefined;

  constructor(options: RecorderOptions) {
    this.#options = options;
    this.#ledger = new Ledger({ ...options, buckets: options.memory.buckets });
    this.#cursor = options.memory.cursor;
  }

  *handle(event: WalkEvent): Generator<SyncEvent, void> {
    switch (event.kind) {
      case 'opened':
        yield { kind: 'expected', rows: event.total, requests: Math.ceil(event.total / event.size) };
        return;
      case 'rows':
        yield* this.#write(this.#ledger.take(event.rows.filter((row) => this.#inSpan(row))));
        this.#advance(event.rows);
        return;
      case 'settled': {
        yield* this.#report(event.proof);
        const { to } = event.proof;
        const entries = event.entries.filter((entry) => this.#inSpan(entry));
        yield* this.#write(this.#ledger.settle(entries, to));
        const { checkpoints, now } = this.#options;
        if (checkpoints && to < now) {
          const place = this.#ledger.place(to);
          yield this.#state({ ...this.memory(place), at: place });
        }
      }
    }
  }

  /** The end of the walk: what is still held, and the state without a place. */
  *finish(): Generator<SyncEvent, void> {
    yield* this.#write(this.#ledger.settle([], this.#options.now + 1));
    yield* this.#write(this.#ledger.releaseRest());
    yield this.#state(this.memory());
  }

  /** What the state remembers: everything before `place` as this walk found it, the rest as it was known. */
  memory(place = this.#ledger.place(this.#options.now + 1)): WindowedMemory {
    return {
      ...this.#options.memory,
      cursor: this.#cursor,
      at: undefined,
      buckets: this.#ledger.buckets(place),
    };
  }

  #state(memory: WindowedMemory): SyncEvent {
    return { kind: 'state', state: formatWindowedState(memory) };
  }

  *#write(rows: readonly Row[]): Generator<SyncEvent, void> {
    if (rows.length > 0) yield { kind: 'records', rows };
  }

  *#report(proof: Proof): Generator<SyncEvent, void> {
    yield { kind: 'proof', proof };
    if (proof.proven) return;
    const from = proof.from === undefined ? 'the first row' : isoSeconds(proof.from);
    yield unproven(
      { ...proof, where: `Between ${from} and ${isoSeconds(proof.to)}` },
      this.#options.onCountMismatch,
    );
  }

  #inSpan(row: { readonly at: number }): boolean {
    const { from, until } = this.#options.span;
    return (from === undefined || row.at >= from) && (until === undefined || row.at < until);
  }

  #advance(rows: readonly PlacedRow[]): void {
    for (const row of rows) {
      if (this.#inSpan(row) && row.at > (this.#cursor ?? Number.NEGATIVE_INFINITY)) this.#cursor = row.at;
    }
  }
}
