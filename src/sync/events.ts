import type { Proof } from './windowed/proof.ts';
import type { Row } from './page.ts';

/** What a stream's engine hands to whoever writes messages, in this order of time. */
export type SyncEvent =
  /** Rows to write. */
  | { readonly kind: 'records'; readonly rows: readonly Row[] }
  /** A state that is safe once every record before it is written. */
  | { readonly kind: 'state'; readonly state: object }
  /** A stretch of a timeline, or a whole list, was read completely. */
  | { readonly kind: 'proof'; readonly proof: ListProof | Proof }
  /** The API says how many rows this part of the run will read. */
  | { readonly kind: 'expected'; readonly rows: number; readonly requests: number }
  /** Something a person should know. `code` is a stable kebab-case word. */
  | {
      readonly kind: 'notice';
      readonly level: 'info' | 'warn';
      readonly code: string;
      readonly text: string;
    };

/** That a whole list was read: `ids` unique rows where the API counts `total`. */
export type ListProof = {
  readonly total: number;
  readonly ids: number;
  readonly readings: number;
  readonly requests: number;
  readonly proven: boolean;
};
