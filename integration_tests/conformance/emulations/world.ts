import { Aircall } from '../../simulator/aircall.ts';
import { serve, type Served } from '../../simulator/server.ts';
import type { Json } from '../schema-walk.ts';
import { configFor } from '../../support/run-connector.ts';

/** A simulated company behind a server, in which nothing changes that a table could not show at once. */
export class World implements AsyncDisposable {
  readonly aircall: Aircall;
  readonly config: Json;
  readonly #served: Served;

  private constructor(aircall: Aircall, served: Served) {
    this.aircall = aircall;
    this.config = { ...configFor(aircall, served.url) };
    this.#served = served;
  }

  static async begin(calls = 1234): Promise<World> {
    const size = { calls, users: 60, teams: 7, days: 60 };
    const aircall = new Aircall({ ...size, habits: { lateChangeShare: 0 } });
    // Calls show their user as it is now, so a change to one with calls would change what was read long ago.
    for (const name of ['Nobody ever called', 'Nor this one']) aircall.account.addUser({ name });
    return new World(aircall, await serve(aircall));
  }

  /** What an hour brings: calls, a user with another name, one who has left, and a new team. */
  letAnHourPass(): void {
    const { account, clock } = this.aircall;
    clock.advance(3_600_000);
    for (let n = 0; n < 7; n += 1) account.addCall();
    const ids = [...account.users.keys()];
    account.renameUser(ids.at(-2) ?? 0, 'Renée Example-Örn');
    account.deleteUser(ids.at(-1) ?? 0);
    account.addTeam({ name: 'Night shift' });
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#served.close();
  }
}
