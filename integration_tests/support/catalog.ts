import { streams } from '../../src/streams/registry.ts';

/** One stream of a configured catalog, as far as the connector looks at it. */
export type Configured = {
  readonly stream: { readonly name: string; readonly json_schema?: object; readonly [key: string]: unknown };
  readonly sync_mode: string;
  readonly destination_sync_mode: string;
  /** What else a runner says of it. */
  readonly [key: string]: unknown;
};

/** Those of docs/catalog.json. */
export const suggestedStreams: readonly string[] = streams
  .filter(({ isOptional = false }) => !isOptional)
  .map(({ name }) => name);

/** The streams whose rows the tests know from the simulated account; every-stream.test.ts is about all of them. */
export const coreStreams = ['users', 'teams', 'calls'] as const;

export type StreamName = (typeof coreStreams)[number];

/** A configured catalog of these streams with all their columns, in one sync mode. */
export function catalogOf(
  names: readonly string[] = coreStreams,
  syncMode: 'incremental' | 'full_refresh' = 'incremental',
): { readonly streams: readonly Configured[] } {
  const destination = syncMode === 'incremental' ? 'append_dedup' : 'overwrite';
  return {
    streams: names.map((name) => ({
      stream: { name },
      sync_mode: syncMode,
      destination_sync_mode: destination,
    })),
  };
}
