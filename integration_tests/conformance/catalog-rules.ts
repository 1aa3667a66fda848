import { Ajv } from 'ajv';
import type { CatalogStream } from '../../src/protocol/messages.ts';
import { isJson, listOf, places, propertiesOf } from './schema-walk.ts';

/** Airbyte's acceptance tests of a catalog, each as a function that says what breaks it. */
export const catalogRules: Readonly<
  Record<string, (streams: readonly CatalogStream[]) => readonly string[]>
> = {
  has_streams: (streams) => (streams.length > 0 ? [] : ['there is no stream']),
  names_are_unique: (streams) => {
    const names = streams.map(({ name }) => name);
    return names.filter((name, index) => names.indexOf(name) !== index);
  },
  schemas_are_valid: (streams) =>
    streams
      .filter(({ json_schema: schema }) => new Ajv({ strict: false }).validateSchema(schema) !== true)
      .map(nameOf),
  cursor_is_declared: (streams) =>
    streams.filter((stream) => !has(stream, stream.default_cursor_field[0])).map(nameOf),
  primary_key_is_declared: (streams) =>
    streams
      .filter(({ source_defined_primary_key: key }) => key.length === 0)
      .concat(
        streams.filter((stream) => stream.source_defined_primary_key.some(([name]) => !has(stream, name))),
      )
      .map(nameOf),
  primary_key_is_scalar: (streams) => streams.filter((stream) => !hasScalarKey(stream)).map(nameOf),
  has_sync_modes: (streams) =>
    streams.filter(({ supported_sync_modes: modes }) => !(modes.length > 0)).map(nameOf),
  no_ref_allof_or_not: (streams) =>
    streams.flatMap((stream) =>
      [...places(stream.json_schema)]
        .filter(({ schema }) => '$ref' in schema || 'allOf' in schema || 'not' in schema)
        .map(({ path }) => `${stream.name}${path}`),
    ),
  additional_properties_are_true: (streams) =>
    streams.flatMap((stream) =>
      [...places(stream.json_schema)]
        .filter(({ schema: { additionalProperties: more } }) => more !== undefined && more !== true)
        .map(({ path }) => `${stream.name}${path}`),
    ),
  types_are_airbytes: (streams) =>
    streams.flatMap((stream) =>
      [...places(stream.json_schema)]
        .filter(({ schema, depth }) => depth <= 1 && !isAirbyteType(schema))
        .map(({ path }) => `${stream.name}${path}`),
    ),
};

/** All that the rules find, as `rule: where`. */
export function catalogFaults(streams: readonly CatalogStream[]): readonly string[] {
  return Object.entries(catalogRules).flatMap(([rule, faults]) =>
    faults(streams).map((fault) => `${rule}: ${fault}`),
  );
}

function nameOf({ name }: CatalogStream): string {
  return name;
}

function has({ json_schema: schema }: CatalogStream, column: string | undefined): boolean {
  return isJson(schema) && column !== undefined && column in propertiesOf(schema);
}

function hasScalarKey({ json_schema: schema, source_defined_primary_key: key }: CatalogStream): boolean {
  return key.every(([name = '']) => {
    const column = isJson(schema) ? propertiesOf(schema)[name] : undefined;
    return isJson(column) && ['integer', 'string'].includes(String(column['type']));
  });
}

/**
 * https://docs.airbyte.com/platform/understanding-airbyte/supported-data-types: a destination makes one column of each.
 * What lies deeper stays JSON, whatever its type.
 */
function isAirbyteType({
  type,
  format,
  airbyte_type: airbyteType,
  items,
  properties,
}: Readonly<Record<string, unknown>>): boolean {
  const types = (Array.isArray(type) ? listOf(type) : [type]).filter((each) => each !== 'null');
  if (types.length !== 1) return false;
  switch (types[0]) {
    case 'string':
      if (format === 'date-time') return String(airbyteType).startsWith('timestamp_with');
      return format === undefined ? airbyteType === undefined : format === 'date';
    case 'integer':
    case 'number':
    case 'boolean':
      return airbyteType === undefined;
    case 'array':
      return items !== undefined;
    case 'object':
      return properties !== undefined;
    default:
      return false;
  }
}
