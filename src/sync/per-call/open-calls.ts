import { BitReader, BitWriter, riceBits } from '../bits.ts';

/** A call whose result may still come, or change. */
export type OpenCall = {
  readonly id: number;
  /** Epoch seconds. */
  readonly startedAt: number;
  /** Its length in units of half an hour, rounded up, at most 7. */
  readonly halfHours: number;
  /** How many of its times to be asked are over. */
  readonly stage: number;
  /** Of the result that was written last, 18 bits; undefined: none was. */
  readonly fingerprint: number | undefined;
};

export const FINGERPRINT_BITS = 18;

/**
 * The open calls as texts by what they have in common: stage, length, and whether a result was written. Each text: how many, the
 * parameters of its numbers, then for each call the distance to the ID before, that of the start, and the fingerprint.
 */
export type PackedCalls = Readonly<Record<string, string>>;

export function packCalls(calls: Iterable<OpenCall>): PackedCalls {
  const groups = new Map<string, OpenCall[]>();
  for (const call of calls) {
    const group = `${call.stage}${call.halfHours}${call.fingerprint === undefined ? '' : 'f'}`;
    const own = groups.get(group);
    if (own === undefined) groups.set(group, [call]);
    else own.push(call);
  }
  return Object.fromEntries(
    [...groups].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([group, own]) => [group, pack(own)]),
  );
}

/** Throws RangeError where the texts are none of packCalls'. */
export function unpackCalls(packed: Readonly<Record<string, unknown>>): Map<number, OpenCall> {
  const calls = new Map<number, OpenCall>();
  for (const [group, text] of Object.entries(packed)) {
    const match = /^(\d)([0-7])(f?)$/.exec(group);
    if (match === null || typeof text !== 'string')
      throw new RangeError(`${JSON.stringify(group)} is no group`);
    const common = { stage: Number(match[1]), halfHours: Number(match[2]) };
    for (const call of unpack(text, common, match[3] === 'f')) calls.set(call.id, call);
  }
  return calls;
}

/** IDs, packed in the same way. */
export function packIds(ids: Iterable<number>): string {
  const sorted = [...ids].toSorted((a, b) => a - b);
  const writer = new BitWriter();
  writeColumn(writer, sorted);
  return writer.toString();
}

/** Throws RangeError where the text is none of packIds'. */
export function unpackIds(text: string): Set<number> {
  return new Set(readColumn(new BitReader(text)));
}

function pack(calls: readonly OpenCall[]): string {
  const sorted = calls.toSorted((a, b) => a.id - b.id);
  const writer = new BitWriter();
  writeColumn(
    writer,
    sorted.map(({ id }) => id),
  );
  writeColumn(
    writer,
    sorted.map(({ startedAt }) => startedAt),
  );
  for (const { fingerprint } of sorted) {
    if (fingerprint !== undefined) writer.fixed(fingerprint, FINGERPRINT_BITS);
  }
  return writer.toString();
}

function unpack(
  text: string,
  common: Pick<OpenCall, 'stage' | 'halfHours'>,
  hasFingerprints: boolean,
): readonly OpenCall[] {
  const reader = new BitReader(text);
  const ids = readColumn(reader);
  const starts = readColumn(reader);
  return ids.map((id, at) => ({
    ...common,
    id,
    startedAt: starts[at] ?? 0,
    fingerprint: hasFingerprints ? reader.fixed(FINGERPRINT_BITS) : undefined,
  }));
}

const COUNT_BITS = 20;
const PARAMETER_BITS = 6;
const FIRST_BITS = 53;

/** How many, the first, and for each other the distance to the one before; an even code is a distance forwards. */
function writeColumn(writer: BitWriter, values: readonly number[]): void {
  const codes = values.slice(1).map((value, at) => {
    const distance = value - (values[at] ?? 0);
    return distance >= 0 ? 2 * distance : -2 * distance - 1;
  });
  const bits = riceBits(codes);
  writer
    .fixed(values.length, COUNT_BITS)
    .fixed(bits, PARAMETER_BITS)
    .fixed(values[0] ?? 0, FIRST_BITS);
  for (const code of codes) writer.rice(code, bits);
}

function readColumn(reader: BitReader): readonly number[] {
  const count = reader.fixed(COUNT_BITS);
  const bits = reader.fixed(PARAMETER_BITS);
  const values = [reader.fixed(FIRST_BITS)];
  while (values.length < count) {
    const code = reader.rice(bits);
    values.push((values.at(-1) ?? 0) + (code % 2 === 0 ? code / 2 : -(code + 1) / 2));
  }
  return values.slice(0, count);
}
