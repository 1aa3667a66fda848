import { isJson, listOf, places, propertiesOf, type Json, type Place } from './schema-walk.ts';

/** Airbyte's acceptance tests of a specification, each as a function that says what breaks it. */
export const specRules: Readonly<Record<string, (place: Place) => readonly string[]>> = {
  enum_usage: ({ schema }) => {
    const values = listOf(schema['enum']).map((value) => JSON.stringify(value));
    return new Set(values).size === values.length ? [] : ['a value stands in its enum twice'];
  },
  oneof_usage: ({ schema }) => [...oneOfFaults(schema)],
  secret_is_properly_marked: ({ name, schema }) => {
    const mayBe = ['string', 'integer', 'number'].includes(String(typeOf(schema))) && !('const' in schema);
    const secret = schema['airbyte_secret'] === true;
    if (secret && !mayBe) return ['what cannot hold a secret is marked as one'];
    const named = secretNames.has((name ?? '').toLowerCase());
    return named && mayBe && !secret ? ['the name of a secret without airbyte_secret'] : [];
  },
  property_type_is_not_array: ({ schema: { type } }) => {
    if (type === undefined || typeof type === 'string') return [];
    const [first, second, ...more] = listOf(type);
    const fine =
      typeof first === 'string' && more.length === 0 && (second === undefined || second === 'null');
    return fine && first !== 'null' ? [] : ['a list of types'];
  },
  object_not_empty: ({ schema, depth }) => {
    if (depth === 0 || typeOf(schema) !== 'object' || listOf(schema['oneOf']).length > 0) return [];
    return Object.keys(propertiesOf(schema)).length > 0 ? [] : ['an object without properties'];
  },
  array_type: ({ schema }) => {
    if (typeOf(schema) !== 'array') return [];
    const { items } = schema;
    const allowed = ['object', 'string', 'number', 'integer'];
    const fine = isJson(items) && (allowed.includes(String(items['type'])) || 'enum' in items);
    return fine ? [] : ['an array without one schema of its items'];
  },
  forbidden_complex_types: ({ schema }) =>
    forbidden.filter((keyword) => keyword in schema).map((keyword) => `the keyword ${keyword}`),
  date_pattern: ({ schema: { format, pattern } }) => {
    if (format !== 'date' && format !== 'date-time') return [];
    return typeof pattern === 'string' ? [] : [`the format ${format} without a pattern`];
  },
  duplicate_order: ({ schema }) => {
    const taken = Object.values(propertiesOf(schema))
      .filter(isJson)
      .filter(({ order }) => order !== undefined)
      .map(({ group, order }) => JSON.stringify([group, order]));
    return new Set(taken).size === taken.length ? [] : ['two properties of one group in the same place'];
  },
  nested_group: ({ schema, depth }) =>
    'group' in schema && depth > 1 ? ['a group below the top level'] : [],
  display_type: ({ schema }) => {
    if (!('display_type' in schema)) return [];
    const known = ['dropdown', 'radio'].includes(String(schema['display_type']));
    return known && 'oneOf' in schema ? [] : ['a display_type that is none, or not of a choice'];
  },
  no_unresolved_ref: ({ schema }) => ('$ref' in schema ? ['a $ref'] : []),
  additional_properties_is_true: ({ schema }) =>
    'additionalProperties' in schema && schema['additionalProperties'] !== true
      ? ['additionalProperties that are not true']
      : [],
};

/** All that the rules find, as `rule at /path: what`. */
export function specFaults(specification: unknown): readonly string[] {
  return [...places(specification)].flatMap((place) =>
    Object.entries(specRules).flatMap(([rule, faults]) =>
      faults(place).map((fault) => `${rule} at ${place.path}: ${fault}`),
    ),
  );
}

const secretNames = new Set([
  'client_token',
  'access_token',
  'api_token',
  'token',
  'secret',
  'client_secret',
  'password',
  'key',
  'service_account_info',
  'service_account',
  'tenant_id',
  'certificate',
  'jwt',
  'credentials',
  'app_id',
  'appid',
  'refresh_token',
]);

const forbidden = [
  'not',
  'anyOf',
  'patternProperties',
  'prefixItems',
  'allOf',
  'if',
  'then',
  'else',
  'dependentSchemas',
  'dependentRequired',
];

function typeOf({ type }: Json): unknown {
  return Array.isArray(type) ? type[0] : type;
}

/** A choice is an object, and its variants are told apart by exactly one property with a constant in each. */
function* oneOfFaults(schema: Json): Generator<string> {
  if (!('oneOf' in schema)) return;
  if (schema['type'] !== 'object') yield 'a choice that is not of type object';
  const variants = listOf(schema['oneOf']).filter(isJson).map(propertiesOf);
  if (variants.some((properties) => Object.keys(properties).length === 0))
    yield 'a variant without properties';
  const [first = {}] = variants;
  const common = Object.keys(first).filter((name) =>
    variants.every((properties) => isJson(properties[name]) && 'const' in properties[name]),
  );
  if (common.length !== 1) yield `${common.length} properties with a constant in every variant`;
  for (const property of variants.flatMap((properties) => Object.values(properties)).filter(isJson)) {
    if (!('const' in property)) continue;
    if ('default' in property && property['default'] !== property['const']) yield 'another default';
    const values = listOf(property['enum']);
    if (values.some((value) => value !== property['const'])) yield 'an enum beside the constant';
  }
}
