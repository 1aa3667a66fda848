import { errorOf } from '../errors/catalogue.ts';
import { KeyRefused } from '../errors/errors.ts';

/** A key that was accepted is not tried again for so long, however much is refused. */
const FRESH_MS = 60_000;

/** Tells a refused key from a refused endpoint. */
export class KeyCheck {
  readonly #askForKey: () => Promise<unknown>;
  readonly #nowMs: () => number;
  /** One request for all that is refused at the same time. */
  #underWay: Promise<boolean> | undefined;
  #acceptedMs = Number.NEGATIVE_INFINITY;

  /** @param askForKey asks for what every key may read; rejects with KeyRefused where that is refused too */
  constructor(askForKey: () => Promise<unknown>, nowMs: () => number) {
    this.#askForKey = askForKey;
    this.#nowMs = nowMs;
  }

  /** What a failure of a request for `path` amounts to. Rejects with what `askForKey` rejects with otherwise. */
  async localise(error: unknown, path: string): Promise<unknown> {
    if (!(error instanceof KeyRefused)) return error;
    if (!(await this.#isKeyAccepted())) return error;
    return errorOf(
      'endpoint-refused',
      { path },
      { details: error.details, status: error.status, cause: error },
    );
  }

  async #isKeyAccepted(): Promise<boolean> {
    if (this.#nowMs() - this.#acceptedMs < FRESH_MS) return true;
    const check = (this.#underWay ??= this.#ask());
    try {
      return await check;
    } finally {
      this.#underWay = undefined;
    }
  }

  async #ask(): Promise<boolean> {
    try {
      await this.#askForKey();
      this.#acceptedMs = this.#nowMs();
      return true;
    } catch (error) {
      if (error instanceof KeyRefused) return false;
      throw error;
    }
  }
}
