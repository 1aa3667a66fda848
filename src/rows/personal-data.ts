import { createHash, createHmac } from 'node:crypto';
import { exactDigits } from '../json/exact-json.ts';
import { isObject } from '../json/is-object.ts';
import type { JsonSchema } from '../streams/schema.ts';
import { columnRules, type ColumnRule, type PersonalMark } from './column-rules.ts';
import { normalise } from './personal-values.ts';

/** What becomes of personal data: it leaves as it is, as a keyed hash, or not at all. */
export type Treatment = 'keep' | 'hash' | 'drop';

export type PersonalDataOptions = {
  /** Of the people who are called or who call. */
  readonly customer: Treatment;
  /** Of the company's own people. */
  readonly agent: Treatment;
  /** For hashes. */
  readonly key: string;
};

/** Changes a record in place. */
export type Mask = (record: Record<string, unknown>) => void;

/** A hash of a text says nothing that anybody could use, and a link leads to the recording itself. */
const NEVER_HASHED: ReadonlySet<PersonalMark['kind']> = new Set(['free text', 'media link']);

/** So many hashes are remembered: the same people stand in many calls. */
const MOST_KNOWN = 5000;

/**
 * Takes out of a stream's records, or hashes, what the schema marks as personal data (`x-personal`). What the schema does not
 * know may be personal and is left out. Values become HMAC-SHA-256 in hexadecimal digits, of the value as `normalise` has it.
 */
export function personalDataMask(schema: JsonSchema, options: PersonalDataOptions): Mask {
  const rule = columnRules(schema);
  const masker = new Masker(options);
  return (record) => masker.mask(record, rule);
}

/** Stands for the options in fingerprints: another choice, or another key, makes all of them differ. */
export function personalDataSalt({ customer, agent, key }: PersonalDataOptions): string {
  return createHash('sha256').update(`${customer}/${agent}/${key}`).digest('base64url');
}

class Masker {
  readonly #options: PersonalDataOptions;
  readonly #known = new Map<string, string>();

  constructor(options: PersonalDataOptions) {
    this.#options = options;
  }

  mask(object: Record<string, unknown>, { fields }: ColumnRule): void {
    for (const name in object) {
      const value = object[name];
      if (value === undefined || value === null) continue;
      const rule = fields?.get(name);
      object[name] = rule === undefined ? undefined : this.#masked(value, rule, rule.personal);
    }
  }

  #masked(value: unknown, rule: ColumnRule, mark: PersonalMark | undefined): unknown {
    if (value === null || value === undefined) return null;
    if (typeof value !== 'object' || exactDigits(value) !== undefined) return this.#scalar(value, rule, mark);
    if (Array.isArray(value)) {
      const { items } = rule;
      if (items === undefined) return null;
      return value.map((item: unknown) => this.#masked(item, items, items.personal ?? mark));
    }
    // Nobody knows what stands in an object that is not described.
    if (rule.fields === undefined || !isObject(value)) return null;
    this.mask(value, rule);
    return value;
  }

  #scalar(value: unknown, rule: ColumnRule, mark: PersonalMark | undefined): unknown {
    if (mark === undefined) return rule.fields === undefined && rule.items === undefined ? value : null;
    const treatment = this.#treatmentOf(mark);
    if (treatment === 'keep') return value;
    return treatment === 'drop' || NEVER_HASHED.has(mark.kind)
      ? null
      : this.#hash(normalise(mark.kind, exactDigits(value) ?? String(value)));
  }

  /** The stricter of two, where a value may be of either. */
  #treatmentOf({ of, kind }: PersonalMark): Treatment {
    const { customer, agent } = this.#options;
    // In a text, or a recording, there is somebody on either side.
    if (of !== 'both' && !NEVER_HASHED.has(kind)) return of === 'customer' ? customer : agent;
    if (customer === 'drop' || agent === 'drop') return 'drop';
    return customer === 'hash' || agent === 'hash' ? 'hash' : 'keep';
  }

  #hash(value: string | undefined): string | null {
    if (value === undefined) return null;
    const known = this.#known.get(value);
    if (known !== undefined) return known;
    const hash =
      value === ANONYMOUS ? value : createHmac('sha256', this.#options.key).update(value).digest('hex');
    if (this.#known.size === MOST_KNOWN) this.#known.clear();
    this.#known.set(value, hash);
    return hash;
  }
}

/** What Aircall shows for a caller who withholds the number: nobody's. */
const ANONYMOUS = 'anonymous';
