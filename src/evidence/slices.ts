import { parseIsoSeconds } from '../sync/instant.ts';

type Common = {
  readonly stream: string;
  /** Aircall's time of the reading, in epoch seconds. */
  readonly at: number;
  readonly run: string;
  readonly total: number;
  readonly ids: number;
  readonly verified: boolean;
};

/** That `[from, to)` of a stream was read; epoch seconds, -Infinity: from the first row on. `days`: rows of each day in UTC. */
export type SliceEvidence = Common & {
  readonly from: number;
  readonly to: number;
  readonly days: ReadonlyMap<string, number>;
};

/** That a whole list was read. */
export type ListEvidence = Common;

/** What the line of a slice or a list says; undefined where it is no whole one. */
export function sliceIn(
  facts: Readonly<Record<string, string>>,
  verified: boolean,
): SliceEvidence | ListEvidence | undefined {
  const { stream, run, range } = facts;
  const at = parseIsoSeconds(facts['at']);
  const [total, ids] = [Number(facts['total']), Number(facts['ids'])];
  if (stream === undefined || run === undefined || at === undefined || !Number.isFinite(total + ids)) {
    return undefined;
  }
  const common = { stream, at, run, total, ids, verified };
  if (range !== undefined) return common;
  const from = facts['from'] === 'first' ? Number.NEGATIVE_INFINITY : parseIsoSeconds(facts['from']);
  const to = parseIsoSeconds(facts['to']);
  if (from === undefined || to === undefined) return undefined;
  return { ...common, from, to, days: daysIn(facts['days'] ?? 'none') };
}

function daysIn(text: string): ReadonlyMap<string, number> {
  if (text === 'none') return new Map();
  return new Map(
    text.split(',').map((pair) => {
      const [day = '', rows] = pair.split(':');
      return [day, Number(rows)];
    }),
  );
}
