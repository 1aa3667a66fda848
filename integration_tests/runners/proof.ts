/** A row of docs/compatibility.md. */
export type Proof = {
  readonly runner: string;
  readonly version: string;
  /** How it was tried. */
  readonly how: string;
  readonly result: string;
};
