import type { CatalogStream } from '../../../src/protocol/messages.ts';
import type { Configured } from '../../support/catalog.ts';
import type { ProcessRun } from '../../support/run-connector.ts';
import { isJson, type Json } from '../schema-walk.ts';
import { run, type Inputs, type Target } from '../target.ts';

/**
 * An emulation of Estuary's airbyte-to-flow. The connector waits for a line before it starts. The state is one object,
 * `{stream: stream_state}`, into which each STATE is merged as a patch (RFC 7396), so that keys which a state no longer
 * has stay. The cursor is the primary key; the configured catalog has nulls and keys of Estuary's own, and so has the
 * configuration.
 */
export class AirbyteToFlow {
  readonly #target: Target;
  readonly #config: Json;
  #streams: readonly CatalogStream[] = [];
  /** The checkpoint, after as many runs as there were. */
  checkpoint: Json = {};

  constructor(target: Target, config: Json) {
    this.#target = target;
    this.#config = { ...config, _atf_skip_interval: '10h' };
  }

  async discover(): Promise<void> {
    const message = this.#first(await this.#run('discover', {}));
    if (message?.type !== 'CATALOG') throw new Error('MessageNotFound: catalog');
    for (const { name, source_defined_primary_key: key } of message.catalog.streams) {
      if (key.length === 0) throw new Error(`${name} has no key`);
    }
    this.#streams = message.catalog.streams;
  }

  /** One capture, cut off by force after so many lines if they are given. */
  async capture(killAfter?: number): Promise<ProcessRun> {
    const catalog = {
      streams: this.#streams.map(configured),
      'estuary.dev/range': { begin: 0, end: 4_294_967_295 },
    };
    const finished = await this.#run('read', {
      catalog,
      state: this.checkpoint,
      ...(killAfter !== undefined && { killAfter }),
    });
    let uncovered = 0;
    for (const message of finished.messages) {
      if (message.type === 'RECORD') {
        uncovered += 1;
        if (!this.#streams.some(({ name }) => name === message.record.stream))
          throw new Error('a stream not selected');
      }
      if (message.type === 'STATE') {
        uncovered = 0;
        const {
          stream_descriptor: { name },
          stream_state: state,
        } = message.state.stream;
        this.checkpoint = patched(this.checkpoint, { [name]: state });
      }
    }
    if (killAfter === undefined) {
      if (finished.exitCode !== 0) throw new Error(`exit code ${finished.exitCode}`);
      if (uncovered > 0) throw new Error('W001: records after the last state');
    }
    return finished;
  }

  #run(command: string, inputs: Pick<Inputs, 'catalog' | 'state' | 'killAfter'>): Promise<ProcessRun> {
    return run(this.#target, command, {
      ...inputs,
      config: this.#config,
      env: { LOG_LEVEL: 'info' },
      shell: 'read -r go && exec "$@"',
      stdin: 'go\n',
    });
  }

  #first({ messages }: ProcessRun): ProcessRun['messages'][number] | undefined {
    return messages.find(({ type }) => type !== 'LOG' && type !== 'TRACE');
  }
}

function configured(stream: CatalogStream): Configured {
  return {
    stream: { ...stream, namespace: null, is_file_based: null },
    sync_mode: 'incremental',
    destination_sync_mode: 'append',
    cursor_field: stream.source_defined_primary_key[0],
    primary_key: stream.source_defined_primary_key,
    generation_id: null,
    minimum_generation_id: null,
    sync_id: null,
    projections: [{ field: 'id', ptr: '/id' }],
  };
}

/** RFC 7396: null deletes, objects are merged, everything else replaces. */
function patched(target: Json, patch: Json): Json {
  const result: Record<string, unknown> = { ...target };
  for (const [key, value] of Object.entries(patch)) {
    const before = result[key];
    if (value === null) delete result[key];
    else result[key] = isJson(value) ? patched(isJson(before) ? before : {}, value) : value;
  }
  return result;
}
