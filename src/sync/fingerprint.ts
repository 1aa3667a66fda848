import { hash } from 'node:crypto';

/** Fingerprints and their sums are whole numbers below this (30 bits, five characters of compact text). */
export const FINGERPRINT_SPACE = 2 ** 30;
export const FINGERPRINT_WIDTH = 5;

/**
 * What to leave out of a fingerprint, field by field. `skip`: the value changes by itself and means nothing.
 * `presence`: only whether there is a value counts (a signed URL differs at each read). `id`: only the `id` of the object
 * counts. An object: the rules of the fields below it, also where the field is an array of objects.
 */
export type FingerprintRules = { readonly [field: string]: 'skip' | 'presence' | 'id' | FingerprintRules };

export type Fingerprint = (row: object) => number;

/**
 * A function from a row to its fingerprint. Key order does not matter. `salt` stands for whatever shapes a row
 * (schema, options, selected columns): another salt makes every fingerprint differ, so that all is sent again.
 */
export function makeFingerprint(rules: FingerprintRules, salt: string): Fingerprint {
  // A salt may be several times as long as a row: hashing it once for each row would cost more than the row itself.
  const shortSalt = hash('sha1', salt, 'base64');
  const level = newLevel(rules);
  return (row) => {
    const digest = hash('sha1', `${shortSalt}\n${canonicalObject(row, level)}`, 'hex');
    return Number.parseInt(digest.slice(0, 8), 16) % FINGERPRINT_SPACE;
  };
}

type Field = {
  readonly name: string;
  /** The name as it stands in JSON, with its colon. */
  readonly head: string;
  readonly rule: 'presence' | 'id' | undefined;
  readonly below: Level;
};

/** A place in the row: its rules, and which fields the last object there had. Neighbouring rows mostly have the same. */
type Level = {
  readonly rules: FingerprintRules | undefined;
  /** In the object's own order. */
  names: readonly string[];
  /** Those that count, sorted by name. */
  fields: readonly Field[];
};

function newLevel(rules: FingerprintRules | undefined): Level {
  return { rules, names: [], fields: [] };
}

/** JSON with sorted keys, without what the rules leave out. */
function canonical(value: unknown, level: Level): string {
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (!Array.isArray(value)) return canonicalObject(value, level);
  return `[${value.map((item) => canonical(item, level)).join(',')}]`;
}

function canonicalObject(object: object, level: Level): string {
  if (!hasFields(object, level.names)) {
    level.names = Object.keys(object);
    level.fields = fieldsOf(level);
  }
  let text = '{';
  for (const { name, head, rule, below } of level.fields) {
    const field: unknown = Reflect.get(object, name);
    if (field !== undefined) text += `${head}${compared(field, rule, below)},`;
  }
  return `${text}}`;
}

/** Whether the object's fields are these, in this order. */
function hasFields(object: object, names: readonly string[]): boolean {
  let at = 0;
  // `for…in` makes no list of the fields.
  for (const name in object) if (names[at++] !== name) return false;
  return at === names.length;
}

function fieldsOf({ names, rules }: Level): readonly Field[] {
  return names.toSorted().flatMap((name) => {
    const rule = rules !== undefined && Object.hasOwn(rules, name) ? rules[name] : undefined;
    if (rule === 'skip') return [];
    const head = `${JSON.stringify(name)}:`;
    return typeof rule === 'object'
      ? [{ name, head, rule: undefined, below: newLevel(rule) }]
      : [{ name, head, rule, below: newLevel(undefined) }];
  });
}

function compared(field: unknown, rule: Field['rule'], below: Level): string {
  if (rule === 'presence') return String(field !== null && field !== '');
  if (rule !== 'id') return canonical(field, below);
  return canonical(typeof field === 'object' && field !== null && 'id' in field ? field.id : field, below);
}
