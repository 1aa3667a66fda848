import { streams } from '../../src/streams/registry.ts';
import type { Row } from './people.ts';
import { mix } from './random.ts';

export type PlainList = { readonly path: string; readonly rowsKey: string; readonly rows: Map<number, Row> };

const SIZE = 53;

/**
 * The list at `path`, where it is that of a stream read whole which the simulator knows nothing else about: its rows are
 * made up from the stream's schema. undefined: there is no such stream.
 */
export function inventPlainList(path: string): PlainList | undefined {
  const stream = streams.find(({ source }) => source.kind === 'whole-list' && source.path === path);
  if (stream?.source.kind !== 'whole-list') return undefined;
  const rows = Array.from({ length: SIZE }, (_, at) => inventRow(stream.schema, at + 1));
  return { path, rowsKey: stream.source.rowsKey, rows: new Map(rows.map((row, at) => [at + 1, row])) };
}

/** Whether this is the path of such a list, or of a row of one. */
export function isPlainList(path: string): boolean {
  return streams.some(({ source }) => source.kind === 'whole-list' && path.startsWith(source.path));
}

function inventRow(schema: unknown, seed: number): Row {
  const properties = Object.entries(Object(part(schema, 'properties')));
  return Object.fromEntries(
    properties
      .filter(([name]) => !name.startsWith('_ab_'))
      .map(([name, column], at) => [
        name,
        name === 'id' ? inventId(column, seed) : inventValue(name, column, mix(seed, at)),
      ]),
  );
}

function inventId(column: unknown, seed: number): unknown {
  return [part(column, 'type')].flat().includes('integer') ? seed : `id-${seed}`;
}

function inventValue(name: string, column: unknown, seed: number): unknown {
  const types = [part(column, 'type')].flat();
  if (types.includes('null') && seed % 9 === 0) return null;
  if (types.includes('integer')) return seed % 1_000_000;
  if (types.includes('boolean')) return seed % 2 === 0;
  if (types.includes('array')) return [inventValue(name, part(column, 'items'), mix(seed, 1))];
  if (types.includes('object')) return inventRow(column, seed);
  if (part(column, 'format') === 'date-time')
    return new Date((1_760_000_000 + (seed % 10_000_000)) * 1000).toISOString();
  return `${name} ${seed % 1000}`;
}

function part(schema: unknown, key: string): unknown {
  return typeof schema === 'object' && schema !== null ? Reflect.get(schema, key) : undefined;
}
