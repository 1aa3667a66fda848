import deletedAt from '../../schemas/shapes/deleted-at.json' with { type: 'json' };
import number from '../../schemas/shapes/number.json' with { type: 'json' };
import user from '../../schemas/shapes/user.json' with { type: 'json' };
import { isObject } from '../json/is-object.ts';

/** A JSON schema of a stream's rows. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** What several schemas share, by the `$ref` that stands for it. */
const shapes: Readonly<Record<string, JsonSchema>> = {
  '../shapes/user.json': user,
  '../shapes/number.json': number,
  '../shapes/deleted-at.json': deletedAt,
};

/**
 * The schema with every `$ref` replaced by its shape. What stands beside a `$ref` overrides the shape; `properties` are
 * merged by name. Throws where there is no such shape.
 */
export function resolveSchema(schema: JsonSchema): JsonSchema {
  const { $ref: ref, ...own } = schema;
  const resolved = Object.fromEntries(Object.entries(own).map(([key, value]) => [key, resolveValue(value)]));
  return typeof ref === 'string' ? merge(shapeOf(ref), resolved) : resolved;
}

function resolveValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(resolveValue);
  return isObject(value) ? resolveSchema(value) : value;
}

function shapeOf(ref: string): JsonSchema {
  const shape = shapes[ref];
  if (shape === undefined) throw new Error(`There is no shape ${ref} in src/streams/schema.ts.`);
  return resolveSchema(shape);
}

function merge(shape: JsonSchema, own: JsonSchema): JsonSchema {
  const merged: Record<string, unknown> = { ...shape, ...own };
  const [base, over] = [shape['properties'], own['properties']];
  if (isObject(base) && isObject(over)) {
    const names = [...new Set([...Object.keys(base), ...Object.keys(over)])];
    merged['properties'] = Object.fromEntries(
      names.map((name) => [name, { ...asSchema(base[name]), ...asSchema(over[name]) }]),
    );
  }
  return merged;
}

/** The schema with each of its levels (the row, every column, every element) replaced by what `change` makes of it. */
export function mapSchema(schema: JsonSchema, change: (level: JsonSchema) => JsonSchema): JsonSchema {
  const { properties, items } = schema;
  return change({
    ...schema,
    ...(isObject(properties) && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, column]) => [name, mapSchema(asSchema(column), change)]),
      ),
    }),
    ...(isObject(items) && { items: mapSchema(items, change) }),
  });
}

/** The one mark that discover shows: whoever governs the data may want to know. */
const SHOWN_MARK = 'x-personal';

/** The schema as discover shows it: without the marks that only this connector reads (`x-volatile`, `x-time` …). */
export function publicSchema(schema: JsonSchema): JsonSchema {
  return mapSchema(schema, (level) =>
    Object.fromEntries(Object.entries(level).filter(([key]) => !key.startsWith('x-') || key === SHOWN_MARK)),
  );
}

function asSchema(value: unknown): JsonSchema {
  return isObject(value) ? value : {};
}
