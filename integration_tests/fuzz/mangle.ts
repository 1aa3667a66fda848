import type { Fault } from '../simulator/faults.ts';
import type { Random } from '../simulator/random.ts';

/** A way to spoil an answer, with its name for whoever looks at a failure. */
export type Mangling = { readonly name: string; readonly fault: Fault };

const oddValues: readonly unknown[] = [
  null,
  true,
  -1,
  0,
  1.5,
  1e308,
  2 ** 53,
  '',
  'text',
  '2026-13-45T99:99:99Z',
  '\u0000',
  '\ud800',
  [],
  {},
  [[]],
  { __proto__: null, constructor: 1 },
];

/** One of many ways. Megabytes are rare, since they take their time. */
export function mangle(random: Random): Mangling {
  switch (random.int(0, 11)) {
    case 0:
      return named('bytes changed', (text) => spoiled(text, random, 1 + random.int(0, 30)));
    case 1:
      return named('cut off', (text) => text.slice(0, random.int(0, text.length)));
    case 2:
      return named('doubled', (text) => text + text);
    case 3:
      return named('a value replaced', (text) => replaced(text, random, 1));
    case 4:
      return named('many values replaced', (text) => replaced(text, random, 20));
    case 5:
      return named('nested deeply', (text) => nested(text, random.logInt(10, 100_000)));
    case 6:
      return named('blown up', (text) => text + ' '.repeat(random.logInt(1, 2_000_000)));
    case 7:
      return { name: 'status', fault: { kind: 'status', status: random.int(200, 599) } };
    case 8:
      return {
        name: 'gzip broken',
        fault: { kind: 'corrupt-gzip', where: random.pick(['start', 'middle']) },
      };
    case 9:
      return { name: 'truncated', fault: { kind: 'truncate', share: random.next() } };
    case 10:
      return { name: 'header', fault: { kind: 'headers', headers: oddHeaders(random) } };
    default:
      return named('keys dropped', (text) => dropped(text, random));
  }
}

function named(name: string, edit: (text: string) => string): Mangling {
  return { name, fault: { kind: 'text', edit } };
}

/** A body of many megabytes. */
export function huge(megabytes: number): Mangling {
  const name = `${megabytes} MB`;
  return {
    name,
    fault: { kind: 'payload', edit: (payload) => ({ ...payload, pad: 'x'.repeat(megabytes * 2 ** 20) }) },
  };
}

function spoiled(text: string, random: Random, times: number): string {
  const characters = text.split('');
  for (let n = 0; n < times; n += 1) {
    characters[random.int(0, characters.length)] = String.fromCharCode(random.int(0, 0xffff));
  }
  return characters.join('').toWellFormed();
}

/** Other values in the place of some; the answer stays JSON. */
function replaced(text: string, random: Random, times: number): string {
  const values = text.match(/(?<=:)(?:"(?:[^"\\]|\\.)*"|[-\d.]+|true|false|null)/g)?.length ?? 0;
  if (values === 0) return text;
  const chosen = new Set(Array.from({ length: times }, () => random.int(0, values - 1)));
  let at = 0;
  return text.replaceAll(/(?<=:)(?:"(?:[^"\\]|\\.)*"|[-\d.]+|true|false|null)/g, (value) =>
    chosen.has(at++) ? JSON.stringify(random.pick(oddValues)) : value,
  );
}

function nested(text: string, depth: number): string {
  return text.replace(':', `:${'['.repeat(depth)}1${']'.repeat(depth)},"rest":`);
}

function dropped(text: string, random: Random): string {
  const share = random.next() / 5;
  return text.replaceAll(/"\w+":(?:"[^"]*"|\d+|null|true|false),/g, (pair) =>
    random.chance(share) ? '' : pair,
  );
}

function oddHeaders(random: Random): Record<string, string | undefined> {
  return random.pick<Record<string, string | undefined>>([
    { 'content-type': undefined },
    { 'content-type': 'application/json; charset=utf-16' },
    { 'content-type': '????' },
    { 'content-encoding': 'zstd' },
    { date: 'Thu, 99 Nov 2026 99:99:99 GMT' },
    { date: undefined },
    { 'x-aircallapi-reset': '99999999999999999999' },
    { 'retry-after': '-5' },
    { 'x-long': 'y'.repeat(random.logInt(10, 20_000)) },
  ]);
}
