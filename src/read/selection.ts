import { errorOf } from '../errors/catalogue.ts';
import { ConfigError } from '../errors/errors.ts';
import type { ConfiguredStream } from '../protocol/catalog.ts';
import { namesInWords, shorten } from '../protocol/names.ts';
import { streams } from '../streams/registry.ts';

/** More unknown streams than this are no connection that is a little out of date. */
const MOST_UNKNOWN = 50;

/** Throws ConfigError for the catalog of another source. */
export function requireFewUnknown(catalog: readonly ConfiguredStream[]): void {
  const known = new Set(streams.map(({ name }) => name));
  const unknown = catalog.map(({ name }) => name).filter((name) => !known.has(name));
  if (unknown.length <= MOST_UNKNOWN) return;
  throw errorOf('catalog-foreign', { names: namesInWords(unknown), known: [...known].join(', ') });
}

/** Why a configured stream cannot be read; undefined: it can. */
export function problemOf({ name, syncMode }: ConfiguredStream): ConfigError | undefined {
  if (!streams.some((stream) => stream.name === name)) {
    const names = streams.map((stream) => stream.name).join(', ');
    return errorOf('stream-unknown', { name: shorten(name), known: names });
  }
  if (syncMode === 'incremental' || syncMode === 'full_refresh') return undefined;
  return errorOf('sync-mode', { name: shorten(name), mode: shorten(syncMode) });
}
