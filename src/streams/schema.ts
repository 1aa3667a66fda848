import deletedAt from '../../schemas/shapes/deleted-at.json' with { type: 'json' };
import user from '../../schemas/shapes/user.json' with { type: 'json' };

/** A JSON schema of a stream's rows. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** What several schemas share, by the `$ref` that stands for it. */
const shapes: Readonly<Record<string, JsonSchema>> = {
  '../shapes/user.json': user,
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
  return isSchema(value) ? resolveSchema(value) : value;
}

function shapeOf(ref: string): JsonSchema {
  const shape = shapes[ref];
  if (shape === undefined) throw new Error(`There is no shape ${ref} in src/streams/schema.ts.`);
  return resolveSchema(shape);
}

function merge(shape: JsonSchema, own: JsonSchema): JsonSchema {
  const merged: Record<string, unknown> = { ...shape, ...own };
  const [base, over] = [shape['properties'], own['properties']];
  if (isSchema(base) && isSchema(over)) {
    const names = [...new Set([...Object.keys(base), ...Object.keys(over)])];
    merged['properties'] = Object.fromEntries(
      names.map((name) => [name, { ...asSchema(base[name]), ...asSchema(over[name]) }]),
    );
  }
  return merged;
}

/**
 * The schema as discover shows it: without the marks that only this connector reads (`x-volatile`, `x-closed`).
 */
export function publicSchema(schema: JsonSchema): JsonSchema {
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([key]) => !key.startsWith('x-'))
      .map(([key, value]) => [key, publicValue(value)]),
  );
}

function publicValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(publicValue);
  return isSchema(value) ? publicSchema(value) : value;
}

function asSchema(value: unknown): JsonSchema {
  return isSchema(value) ? value : {};
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
