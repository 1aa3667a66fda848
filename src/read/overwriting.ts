import type { ConfiguredStream } from '../protocol/catalog.ts';
import type { Log } from '../protocol/log.ts';
import type { Stream } from '../streams/stream.ts';

/** Warns where a table would lose the calls that Aircall no longer lists. */
export async function warnOfOverwriting(
  stream: Stream,
  { syncMode, overwrites }: ConfiguredStream,
  log: Log,
): Promise<void> {
  if (stream.source.kind !== 'windowed' || syncMode !== 'full_refresh' || !overwrites) return;
  await log.warn(
    'history-overwritten',
    `${stream.name}: this sync mode replaces the table, so calls older than six months, which Aircall no longer lists, are lost. To keep them, use incremental with append or append + dedup.`,
  );
}
