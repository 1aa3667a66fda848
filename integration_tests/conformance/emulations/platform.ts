import type { AirbyteMessage, StateMessage } from '../../../src/protocol/messages.ts';
import type { Row } from '../../simulator/people.ts';
import { Ledger } from '../../support/ledger.ts';
import { platformFaults } from '../../support/platform-rules.ts';
import type { ProcessRun } from '../../support/run-connector.ts';
import { isJson, propertiesOf, type Json } from '../schema-walk.ts';
import { run, type Target } from '../target.ts';

export type Connection = {
  readonly streams: readonly {
    readonly stream: { readonly name: string; readonly json_schema: object };
    readonly sync_mode: string;
    readonly destination_sync_mode: string;
  }[];
};

/**
 * An emulation of Airbyte's platform around one connection: of a record it keeps the columns that the configured schema
 * names, of the states the last per stream; it tries again after a failure, unless the first one is a config_error, and
 * then an incremental stream goes on from its state while a full refresh begins anew. Every output is held against its rules.
 */
export class Platform {
  readonly #target: Target;
  readonly #config: Json;
  readonly destination = new Ledger();
  readonly states = new Map<string, StateMessage>();
  /** Columns that were cut off. */
  readonly cut = new Set<string>();

  constructor(target: Target, config: Json) {
    this.#target = target;
    this.#config = config;
  }

  /** A job of at most `attempts` attempts. Gives what each of them said. */
  async sync(catalog: Connection, attempts = 1): Promise<readonly ProcessRun[]> {
    for (const { stream, sync_mode: mode } of catalog.streams) {
      if (mode === 'full_refresh') this.states.delete(stream.name);
    }
    const runs: ProcessRun[] = [];
    while (runs.length < attempts) {
      const state = [...this.states.values()];
      const attempt = await run(this.#target, 'read', {
        config: this.#config,
        catalog,
        ...(state.length > 0 && { state }),
      });
      runs.push(attempt);
      const faults = platformFaults(attempt, { catalog });
      if (faults.length > 0) throw new Error(faults.join('\n'));
      for (const message of attempt.messages) this.#take(message, catalog);
      if (attempt.exitCode === 0 || attempt.errors[0]?.error.failure_type === 'config_error') break;
    }
    return runs;
  }

  #take(message: AirbyteMessage, catalog: Connection): void {
    if (message.type === 'STATE') this.states.set(message.state.stream.stream_descriptor.name, message);
    if (message.type !== 'RECORD') return;
    const { stream: name, data } = message.record;
    const configured = catalog.streams.find(({ stream }) => stream.name === name);
    const schema: unknown = configured?.stream.json_schema;
    const selected = isJson(schema) ? propertiesOf(schema) : {};
    const kept: Row = {};
    for (const [column, value] of Object.entries(data)) {
      if (column in selected) kept[column] = value;
      else this.cut.add(`${name}.${column}`);
    }
    this.destination.put(name, kept);
  }
}
