import { isObject } from '../json/is-object.ts';
import { errorOf } from '../errors/catalogue.ts';
import { ConfigError } from '../errors/errors.ts';
import { shorten } from './names.ts';
import { validateCatalog } from '../generated/validators.js';
import type { ValidationError } from '../generated/validators.js';

/** What the configured catalog asks of one stream. */
export type ConfiguredStream = {
  readonly name: string;
  /** As given; `missing` when there is none. Whether the stream has such a mode is not judged here. */
  readonly syncMode: string;
  /** Whether the sync replaces what the destination has: overwrite in either form, or a refresh that truncates. */
  readonly overwrites: boolean;
  /** The columns selected: the sorted top-level names of the configured schema, none when it lists none. */
  readonly columns: readonly string[];
};

/** The part of a configured catalog that means something here, once it fits schemas/catalog.json. */
type Catalog = {
  readonly streams: readonly {
    readonly stream: { readonly name: string; readonly json_schema?: unknown };
    readonly sync_mode?: unknown;
    readonly destination_sync_mode?: unknown;
    readonly generation_id?: unknown;
    readonly minimum_generation_id?: unknown;
  }[];
};

/**
 * The streams of a configured catalog, in its order. Unknown names and modes are let pass, as are nulls and keys that
 * runners add. Throws ConfigError for a catalog that is malformed or has a stream twice.
 */
export function parseCatalog(raw: unknown): readonly ConfiguredStream[] {
  if (!fits(raw)) throw malformed(raw, validateCatalog.errors ?? []);
  const streams = raw.streams.map((configured): ConfiguredStream => ({
    name: configured.stream.name,
    syncMode: textOf(configured.sync_mode) ?? 'missing',
    overwrites: overwrites(configured),
    columns: columnsOf(configured.stream.json_schema),
  }));
  const names = new Set<string>();
  for (const { name } of streams) {
    if (name.length > LONGEST_NAME) {
      throw errorOf('catalog-name', { length: name.length, name: shorten(name) });
    }
    if (names.has(name)) {
      throw errorOf('catalog-repeats', { name: shorten(name) });
    }
    names.add(name);
  }
  return streams;
}

/** `generation_id` = `minimum_generation_id` > 0: earlier generations of the table are dropped (Airbyte protocol). */
function overwrites(configured: Catalog['streams'][number]): boolean {
  const { destination_sync_mode: mode, generation_id: current, minimum_generation_id: least } = configured;
  const truncates = typeof current === 'number' && current > 0 && current === least;
  return truncates || mode === 'overwrite' || mode === 'overwrite_dedup';
}

/** No stream of any source has a name as long. */
const LONGEST_NAME = 255;

function fits(raw: unknown): raw is Catalog {
  return validateCatalog(raw);
}

function malformed(raw: unknown, errors: readonly ValidationError[]): ConfigError {
  if (isDiscovered(raw)) {
    return errorOf('catalog-discovered', {});
  }
  const [first] = errors;
  const place = placeOf(first);
  return errorOf('catalog-invalid', { fault: `${place} ${faultOf(first)}` });
}

/** A CATALOG message, or the catalog in it: its streams have a name of their own instead of a `stream`. */
function isDiscovered(raw: unknown): boolean {
  if (!isObject(raw)) return false;
  const { catalog, streams } = raw;
  if (isObject(catalog)) return true;
  const first: unknown = Array.isArray(streams) ? streams[0] : undefined;
  return isObject(first) && typeof first['name'] === 'string' && first['stream'] === undefined;
}

function placeOf(error: ValidationError | undefined): string {
  const missing = error?.keyword === 'required' ? `/${String(error.params['missingProperty'])}` : '';
  const path = `${error?.instancePath ?? ''}${missing}`
    .slice(1)
    .replaceAll(/\/(\d+)/g, '[$1]')
    .replaceAll('/', '.');
  return path === '' ? 'it' : path;
}

function faultOf(error: ValidationError | undefined): string {
  if (error?.keyword === 'required') return 'is missing';
  if (error?.keyword === 'type') return `is not ${NOUNS[String(error.params['type'])] ?? 'what it must be'}`;
  return 'is blank';
}

const NOUNS: Readonly<Record<string, string>> = { array: 'a list', object: 'an object', string: 'a string' };

function columnsOf(schema: unknown): readonly string[] {
  const properties = isObject(schema) ? schema['properties'] : undefined;
  return isObject(properties) ? Object.keys(properties).toSorted() : [];
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
