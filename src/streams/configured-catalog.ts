import { streams } from './registry.ts';
import { syncModesOf } from './stream.ts';

/** A configured catalog, as JSON, of these streams; undefined: of all that are suggested. */
export function configuredCatalog(names?: readonly string[]): string {
  const chosen = streams.filter(({ name, isOptional = false }) =>
    names === undefined ? !isOptional : names.includes(name),
  );
  const configured = chosen.map((stream) => ({
    stream: { name: stream.name, json_schema: {}, supported_sync_modes: syncModesOf(stream) },
    sync_mode: 'incremental',
    destination_sync_mode: 'append_dedup',
  }));
  return `${JSON.stringify({ streams: configured }, undefined, 2)}\n`;
}
