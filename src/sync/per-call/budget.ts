const HOUR = 3600;

/**
 * How many requests a stream may make: so many for each hour since the last sync. After a pause no more than for the usual time
 * between two syncs, so that the next sync is not kept waiting.
 *
 * @param sinceLast seconds since the last sync; undefined: this is the first
 * @param before seconds between the last two; undefined: there were no two
 */
export function requestsFor(
  perHour: number,
  sinceLast: number | undefined,
  before: number | undefined,
): number {
  const usual = Math.max(before ?? HOUR, HOUR);
  const seconds = sinceLast === undefined ? HOUR : Math.min(sinceLast, usual);
  return Math.ceil((perHour * seconds) / HOUR);
}

/** What the streams of one run may ask for: each its share, and what those before it left over. */
export class SharedBudget {
  readonly #streams: number;
  #left = 0;

  constructor(streams: number) {
    this.#streams = streams;
  }

  /** For the stream whose turn it is, of `requests` for all of them. */
  open(requests: number): number {
    return Math.ceil(requests / this.#streams) + this.#left;
  }

  /** What the stream did not need. */
  close(left: number): void {
    this.#left = Math.max(0, left);
  }
}
