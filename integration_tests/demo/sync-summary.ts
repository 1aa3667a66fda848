import { findLogLine, type LogLine } from '../../src/evidence/log-line.ts';
import { streams } from '../../src/streams/registry.ts';
import { comparable } from '../simulator/truth.ts';
import type { Row } from '../simulator/people.ts';
import type { NewestRun } from './folder.ts';

/** What became of one stream in one sync. */
export type StreamSummary = {
  readonly stream: string;
  readonly records: number;
  /** As the connector's closing line of the stream says. */
  readonly requests: number;
  /** The records, by what they are compared with those of earlier syncs. */
  readonly kinds: Readonly<Record<Kind, number>>;
};

/** `unchanged`: written all the same, because a call near it changed. */
type Kind = 'new' | 'changed' | 'deleted' | 'unchanged';

/** Rows that Aircall counts, and different ids read, added up over the lines of evidence in the log. */
export type Proven = { readonly total: number; readonly ids: number };

/** What earlier syncs wrote: the last form of each row, by stream and id. */
export type Written = Map<string, string>;

/** Sums a sync up by stream, and notes its rows in `written`. */
export function summarize(run: NewestRun, written: Written): readonly StreamSummary[] {
  return linesOf(run)
    .filter(({ code }) => code === 'stream-read')
    .map(({ facts: { stream = '', requests } }) => {
      const kinds = { new: 0, changed: 0, deleted: 0, unchanged: 0 };
      const rows = run.rows.get(stream) ?? [];
      for (const row of rows) kinds[note(stream, row, written)]++;
      return { stream, records: rows.length, requests: Number(requests), kinds };
    });
}

/** Adds up the log's lines of evidence. */
export function provenIn(run: NewestRun): Proven {
  const slices = linesOf(run).filter(({ code }) => code.startsWith('slice-'));
  const sum = (key: string): number => slices.reduce((all, { facts }) => all + Number(facts[key]), 0);
  return { total: sum('total'), ids: sum('ids') };
}

function linesOf({ messages }: NewestRun): readonly LogLine[] {
  return messages.flatMap(({ log }) => findLogLine(String(Object(log).message)) ?? []);
}

function note(stream: string, row: Row, written: Written): Kind {
  const columns = streams.find(({ name }) => name === stream)?.primaryKey ?? ['id'];
  const key = `${stream} ${JSON.stringify(columns.map((column) => row[column]))}`;
  const before = written.get(key);
  const now = JSON.stringify(comparable(stream, row));
  written.set(key, now);
  if (typeof row['_ab_cdc_deleted_at'] === 'string') return 'deleted';
  if (before === undefined) return 'new';
  return before === now ? 'unchanged' : 'changed';
}
