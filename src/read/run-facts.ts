import type { Clock } from '../http/clock.ts';
import type { LogFacts } from '../protocol/log.ts';
import { version } from '../runtime/version.ts';
import { isoSeconds } from '../sync/instant.ts';
import type { OpenRun } from './open-run.ts';

/** What the lines of one run have in common, so that the lines of many runs can be told apart and put in order. */
export class RunFacts {
  readonly id: string;
  readonly #clock: Clock;
  #account: string | undefined;
  /** How far Aircall's clock is ahead of this machine's, in milliseconds. */
  #aheadMs = 0;

  constructor(id: string, clock: Clock) {
    this.id = id;
    this.#clock = clock;
  }

  /** Notes what the first answer of the run tells. */
  open({ account, now }: Pick<OpenRun, 'account' | 'now'>): void {
    this.#account = account;
    this.#aheadMs = now.ms - this.#clock.now();
  }

  /** Aircall's time (this machine's before Aircall has answered), the run, the connector's version, and a digest of the company. */
  facts(): LogFacts {
    const seconds = Math.floor((this.#clock.now() + this.#aheadMs) / 1000);
    return { at: isoSeconds(seconds), run: this.id, version, account: this.#account };
  }
}
