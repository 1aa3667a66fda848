import { Aircall } from '../simulator/aircall.ts';

/** How many different calls there are; further ones repeat them with other ids and times. */
const DIFFERENT = 1000;

/** All ids and epoch seconds have ten digits, so that they can be written over each other. */
const DIGITS = 10;
const FIRST_ID = 2_100_000_000;

/** Over how many days the calls are spread. */
export const apiDays = 180;

/** Where the clock of the server stands, in epoch seconds: every reading of it makes the same requests. */
export const nowSeconds = Date.UTC(2026, 8, 15, 10, 0, 0) / 1000;

/** A call as JSON, and where in it its id and its times stand. */
export type Template = {
  readonly bytes: Buffer;
  readonly ids: readonly number[];
  readonly times: readonly { readonly at: number; readonly afterStart: number }[];
};

const TIMES = ['started_at', 'answered_at', 'ended_at'] as const;

/**
 * Any number of calls of about 2 kB, spread evenly over 180 days up to an hour before now; now and then two
 * share a second. Only the thousand different ones are kept in memory.
 */
export class CompanyCalls {
  readonly #templates: readonly Template[];
  readonly #first: number;
  readonly #spacing: number;
  readonly count: number;

  constructor(count: number, templates: readonly Template[]) {
    this.count = count;
    this.#templates = templates;
    this.#first = nowSeconds - apiDays * 86_400 + 3600;
    this.#spacing = (apiDays * 86_400 - 7200) / Math.max(1, count);
  }

  startOf(index: number): number {
    const shared = index % 20 === 1 ? index - 1 : index;
    return this.#first + Math.floor(shared * this.#spacing);
  }

  /** The index of the first call that began after `second`. */
  after(second: number): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.startOf(middle) <= second) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The calls from index `low` up to `high` as JSON, between commas. */
  json(low: number, high: number): Buffer {
    const parts: Buffer[] = [];
    for (let index = low; index < high; index++) {
      const template = this.#templates[index % this.#templates.length];
      if (template === undefined) break;
      const bytes = Buffer.from(template.bytes);
      const id = String(FIRST_ID + 2 * index);
      for (const at of template.ids) bytes.write(id, at, 'latin1');
      const start = this.startOf(index);
      for (const { at, afterStart } of template.times) bytes.write(String(start + afterStart), at, 'latin1');
      if (parts.length > 0) parts.push(COMMA);
      parts.push(bytes);
    }
    return Buffer.concat(parts);
  }
}

const COMMA = Buffer.from(',');

/** What the simulated company's calls look like, rendered once. */
export function makeTemplates(): readonly Template[] {
  const aircall = new Aircall({ calls: DIFFERENT, days: 120, inProgress: false, edgeCases: false });
  const authorization = `Basic ${Buffer.from(`${aircall.apiId}:${aircall.apiToken}`).toString('base64')}`;
  const templates: Template[] = [];
  for (let page = 1; page <= DIFFERENT / 50; page++) {
    const url = `/v1/calls?order=asc&per_page=50&page=${page}`;
    const { status, body } = aircall.answer({ method: 'GET', url, headers: { authorization } });
    if (status !== 200) throw new Error(`the simulated company answered ${status}`);
    const { calls }: { calls: readonly Record<string, unknown>[] } = JSON.parse(body);
    templates.push(...calls.map(templateOf));
  }
  return templates;
}

function templateOf(call: Readonly<Record<string, unknown>>): Template {
  const bytes = Buffer.from(JSON.stringify(call));
  const id = String(call['id']);
  const ids: number[] = [];
  for (let at = bytes.indexOf(id); at >= 0; at = bytes.indexOf(id, at + DIGITS)) ids.push(at);
  const start = Number(call['started_at']);
  const times = TIMES.filter((name) => typeof call[name] === 'number').map((name) => ({
    at: bytes.indexOf(`"${name}":`) + name.length + 3,
    afterStart: Number(call[name]) - start,
  }));
  return { bytes, ids, times };
}
