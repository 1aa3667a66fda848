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
  return (row) => {
    const digest = hash('sha1', `${shortSalt}\n${canonical(row, rules)}`, 'hex');
    return Number.parseInt(digest.slice(0, 8), 16) % FINGERPRINT_SPACE;
  };
}

/** JSON with sorted keys, without what the rules leave out. */
function canonical(value: unknown, rules: FingerprintRules | undefined): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item, rules)).join(',')}]`;
  let text = '{';
  const fields: [string, unknown][] = Object.entries(value);
  for (const [key, field] of fields.toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const rule = rules?.[key];
    if (rule === 'skip' || field === undefined) continue;
    text += `${JSON.stringify(key)}:${compared(field, rule)},`;
  }
  return `${text}}`;
}

function compared(field: unknown, rule: FingerprintRules[string] | undefined): string {
  if (rule === 'presence') return String(field !== null && field !== '');
  if (rule !== 'id') return canonical(field, typeof rule === 'object' ? rule : undefined);
  return canonical(
    typeof field === 'object' && field !== null && 'id' in field ? field.id : field,
    undefined,
  );
}
