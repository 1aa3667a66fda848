import { Aircall } from '../simulator/aircall.ts';
import { serve, type Served } from '../simulator/server.ts';
import type { CatalogStream } from '../../src/protocol/messages.ts';
import { keptStates } from '../support/output.ts';
import { configFor, type ProcessRun } from '../support/run-connector.ts';
import { run, type Inputs, type Target } from './target.ts';

/** More than a page of each list that can be that long. */
const size = { calls: 1234, users: 61, teams: 7, days: 60 } as const;

/** A simulated account, and what the connector said about it. Each command is run once, however many tests look at it. */
export class Evidence {
  readonly target: Target;
  readonly aircall: Aircall;
  readonly config: Readonly<Record<string, unknown>>;
  readonly #served: Served;
  readonly #runs = new Map<string, Promise<ProcessRun>>();

  private constructor(target: Target, aircall: Aircall, served: Served) {
    this.target = target;
    this.aircall = aircall;
    this.#served = served;
    this.config = { ...configFor(aircall, served.url) };
  }

  static async gather(target: Target): Promise<Evidence> {
    const aircall = new Aircall(size);
    aircall.knobs.addOns = 'pro';
    aircall.account.insightsAtOnce = true;
    return new Evidence(target, aircall, await serve(aircall));
  }

  close(): Promise<void> {
    return this.#served.close();
  }

  /** Runs a command anew. */
  run(command: string, inputs: Inputs = {}): Promise<ProcessRun> {
    return run(this.target, command, inputs);
  }

  spec(): Promise<ProcessRun> {
    return this.#once('spec', () => this.run('spec'));
  }

  check(): Promise<ProcessRun> {
    return this.#once('check', () => this.run('check', { config: this.config }));
  }

  discover(): Promise<ProcessRun> {
    return this.#once('discover', () => this.run('discover', { config: this.config }));
  }

  async streams(): Promise<readonly CatalogStream[]> {
    const [message] = (await this.discover()).messages;
    if (message?.type !== 'CATALOG') throw new Error('discover did not say a catalog');
    return message.catalog.streams;
  }

  async connectionSpecification(): Promise<unknown> {
    const [message] = (await this.spec()).messages;
    if (message?.type !== 'SPEC') throw new Error('spec did not say a specification');
    return message.spec.connectionSpecification;
  }

  /** The `number`th full refresh of all streams. */
  fullRefresh(number: 1 | 2): Promise<ProcessRun> {
    return this.#once(`full_refresh ${number}`, async () => {
      if (number === 2) await this.fullRefresh(1);
      return this.run('read', { config: this.config, catalog: await this.catalog('full_refresh') });
    });
  }

  /** The `number`th incremental sync of all streams, each from the states of the one before. */
  incremental(number: 1 | 2): Promise<ProcessRun> {
    return this.#once(`incremental ${number}`, async () => {
      const catalog = await this.catalog('incremental');
      const state = number === 1 ? [] : (await this.incremental(1)).lastStates;
      return this.run('read', { config: this.config, catalog, state });
    });
  }

  /** A configured catalog of everything that was discovered. */
  async catalog(syncMode: 'full_refresh' | 'incremental'): Promise<Catalog> {
    const destination = syncMode === 'incremental' ? 'append_dedup' : 'overwrite';
    return {
      streams: (await this.streams()).map((stream) => ({
        stream,
        sync_mode: syncMode,
        destination_sync_mode: destination,
      })),
    };
  }

  /** What a runner keeps after both incremental syncs. */
  async kept(): Promise<ReturnType<typeof keptStates>> {
    return keptStates((await this.incremental(1)).lastStates, (await this.incremental(2)).lastStates);
  }

  #once(name: string, make: () => Promise<ProcessRun>): Promise<ProcessRun> {
    const made = this.#runs.get(name) ?? make();
    this.#runs.set(name, made);
    return made;
  }
}

export type Catalog = {
  readonly streams: readonly {
    readonly stream: CatalogStream;
    readonly sync_mode: string;
    readonly destination_sync_mode: string;
  }[];
};
