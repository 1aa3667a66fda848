import type { CatalogStream } from '../../../src/protocol/messages.ts';
import type { Configured } from '../../support/catalog.ts';
import type { ProcessRun } from '../../support/run-connector.ts';
import { run, type Target } from '../target.ts';

export type TapOptions = {
  readonly config: unknown;
  /** As chosen in Meltano's catalog. Default: full_refresh. */
  readonly syncMode?: 'full_refresh' | 'incremental';
  /** What the last run left. */
  readonly state?: readonly TapState[];
  /** Mode of the temporary folder: Python makes it 0700. */
  readonly folderMode?: number;
};

export type TapState = {
  readonly stream_descriptor: { readonly name: string };
  readonly stream_state: object;
};

export type TapResult = { readonly rows: ProcessRun; readonly state: readonly TapState[] };

/**
 * An emulation of Meltano's tap-airbyte-wrapper: it mounts its temporary folder over /tmp, does not read standard error
 * while the connector runs, raises at the first TRACE ERROR, and wants exit code 0. Keys come from the first parts of
 * the discovered ones. States are kept per stream, and given only when there are any.
 */
export async function tapAirbyteWrapper(target: Target, options: TapOptions): Promise<TapResult> {
  const { config, syncMode = 'full_refresh', state = [], folderMode: mode } = options;
  const common = { config, mount: '/tmp', undrained: true, ...(mode !== undefined && { mode }) };
  const found = await run(target, 'discover', common);
  raise(found);
  const [message] = found.messages;
  if (message?.type !== 'CATALOG') throw new Error('the first message of discover is no catalog');
  const catalog = { streams: message.catalog.streams.map((stream) => configured(stream, syncMode)) };
  const inputs = { ...common, catalog, ...(state.length > 0 && { state }) };
  const read = await run(target, 'read', inputs);
  raise(read);
  const kept = new Map(state.map((each) => [each.stream_descriptor.name, each]));
  for (const { state: said } of read.states) {
    if ('data' in said) throw new Error('a state of the old form');
    kept.set(said.stream.stream_descriptor.name, said.stream);
  }
  return { rows: read, state: [...kept.values()] };
}

function configured(stream: CatalogStream, syncMode: string): Configured {
  return {
    stream,
    sync_mode: syncMode,
    destination_sync_mode: 'append',
    cursor_field: stream.default_cursor_field.slice(0, 1),
    primary_key: [stream.source_defined_primary_key[0]],
  };
}

function raise(finished: ProcessRun): void {
  const [first] = finished.errors;
  if (first !== undefined)
    throw new Error(first.error.stack_trace ?? 'Airbyte process failed.', { cause: first.error.message });
  if (finished.exitCode !== 0) throw new Error(`exit code ${finished.exitCode}: ${finished.stderr}`);
}
