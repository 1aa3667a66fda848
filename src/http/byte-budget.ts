/**
 * How many bytes of answers may be held at once, over all requests. Who comes later waits for room; the earliest never
 * does, so that there is always one that gets done.
 */
export class ByteBudget {
  readonly #limit: number;
  readonly #holders: Holder[] = [];
  #held = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Begins to hold bytes; to be released in the end, whatever happens. */
  open(): Holder {
    const holder = new Holder(this);
    this.#holders.push(holder);
    return holder;
  }

  hasRoom(holder: Holder, bytes: number): boolean {
    return this.#holders[0] === holder || this.#held + bytes <= this.#limit;
  }

  change(bytes: number): void {
    this.#held += bytes;
  }

  leave(holder: Holder): void {
    this.#holders.splice(this.#holders.indexOf(holder), 1);
    for (const waiting of this.#holders) waiting.wake();
  }
}

/** The bytes of one answer. */
export class Holder {
  readonly #budget: ByteBudget;
  #bytes = 0;
  #wake: (() => void) | undefined;
  #isReleased = false;

  constructor(budget: ByteBudget) {
    this.#budget = budget;
  }

  /** Resolves when there is room for so many bytes more. */
  async take(bytes: number): Promise<void> {
    while (!this.#isReleased && !this.#budget.hasRoom(this, bytes)) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    this.#bytes += bytes;
    this.#budget.change(bytes);
  }

  wake(): void {
    this.#wake?.();
  }

  release(): void {
    if (this.#isReleased) return;
    this.#isReleased = true;
    this.wake();
    this.#budget.change(-this.#bytes);
    this.#budget.leave(this);
  }
}

const MIB = 2 ** 20;

/** An eighth of what the process may use: a parsed answer takes several times its size. */
export function budgetFor(memoryLimit: number | undefined): number {
  return memoryLimit === undefined ? 32 * MIB : Math.max(8 * MIB, Math.floor(memoryLimit / 8));
}
