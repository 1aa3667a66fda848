import type { CatalogStream } from '../protocol/messages.ts';
import type { Writer } from '../protocol/writer.ts';
import { streams } from '../streams/registry.ts';
import { publicSchema } from '../streams/schema.ts';
import { syncModesOf } from '../streams/stream.ts';
import { withTimestamps, type Timestamps } from '../streams/timestamps.ts';

/** Says which streams there are: one CATALOG message, the same bytes for the same config, without any request. */
export async function discover({
  writer,
  timestamps,
}: {
  readonly writer: Writer;
  readonly timestamps: Timestamps;
}): Promise<void> {
  const shown = streams.map((stream) => withTimestamps(stream, timestamps));
  await writer.send({
    type: 'CATALOG',
    catalog: {
      streams: shown.map((stream): CatalogStream => ({
        name: stream.name,
        json_schema: publicSchema(stream.schema),
        supported_sync_modes: syncModesOf(stream),
        source_defined_cursor: true,
        default_cursor_field: [stream.cursorField],
        source_defined_primary_key: stream.primaryKey.map((column) => [column]),
        is_resumable: false,
      })),
    },
  });
}
