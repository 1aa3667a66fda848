import { openAccount } from '../aircall/account.ts';
import { PAGE_LIMITS } from '../aircall/page-limits.ts';
import { parsePage } from '../aircall/page.ts';
import type { Config } from '../config/config.ts';
import { periodsBetween } from '../count/calendar.ts';
import { countCalls, type AskTotal } from '../count/count-calls.ts';
import { rowsInFolder } from '../count/folder-rows.ts';
import type { Client } from '../http/client.ts';
import { openAircall } from './open-aircall.ts';
import { logWithoutWaiting, type Log } from '../protocol/log.ts';
import type { Writer } from '../protocol/writer.ts';
import { RowInspector } from '../rows/row-inspector.ts';
import type { Deps } from '../runtime/runtime.ts';
import type { Quote } from '../secrets/quote.ts';
import { calls as stream } from '../streams/calls.ts';

export type CountOptions = {
  /** Dates such as 2026-10-01; `to` is not counted. */
  readonly from: string;
  readonly to: string;
  readonly by: 'day' | 'month';
  /** An IANA name. */
  readonly timeZone: string;
  /** A folder of `sync`, whose rows are counted beside. */
  readonly rows: string | undefined;
  readonly json: boolean;
};

export type CountInput = {
  readonly config: Config;
  readonly options: CountOptions;
  readonly writer: Writer;
  readonly log: Log;
  readonly deps: Deps;
  readonly quote: Quote;
};

/**
 * Prints how many calls Aircall counts in each day or month, and how many the folder has. Throws ConfigError for wrong
 * options, and what the client throws.
 */
export async function count({ config, options, writer, log, deps, quote }: CountInput): Promise<void> {
  const { from, to, by, timeZone, rows: folder, json } = options;
  const periods = periodsBetween(from, to, by, timeZone);
  const client = openAircall(config, deps, { log: logWithoutWaiting(log), profile: 'sync', quote });
  try {
    const { account } = await openAccount(client);
    const counts = await countCalls(periods, askTotal(client), PAGE_LIMITS.rowCap);
    const rows = folder === undefined ? undefined : await rowsInFolder(folder, periods);
    const lines = periods.map(({ label }, at) => ({
      [by]: label,
      calls: counts[at] ?? 0,
      ...(rows !== undefined && { rows: rows[at] ?? 0 }),
    }));
    await writer.print(
      json ? JSON.stringify(asJson(options, account, lines, deps.clock.now())) : table(by, lines),
    );
  } finally {
    await client.close();
  }
}

/** What `report --counts` reads: each period says where its number comes from. */
function asJson(
  { timeZone }: CountOptions,
  account: string | undefined,
  periods: readonly Line[],
  nowMs: number,
): readonly object[] {
  const about = { account, time_zone: timeZone, counted_at: new Date(nowMs).toISOString() };
  return periods.map((period) => ({ ...period, ...about }));
}

function askTotal(client: Client): AskTotal {
  const inspector = new RowInspector(stream.schema);
  return ({ from, to }) =>
    client.get(
      { path: stream.source.path, query: { order: 'asc', from, to, per_page: 1, page: 1 } },
      (body) => {
        const { total, rows } = parsePage(stream, body, 1, inspector);
        return { total, firstAt: rows[0]?.at };
      },
    );
}

type Line = { readonly [column: string]: string | number };

type Cells = readonly [label: string, calls: number, rows: number];

/** A line for each period, and one for all; `differs` where the folder's number is another. */
function table(by: string, lines: readonly Line[]): string {
  const hasRows = lines.some(({ rows }) => rows !== undefined);
  const cells = lines.map((line): Cells => [
    String(line[by]),
    Number(line['calls']),
    Number(line['rows'] ?? 0),
  ]);
  const sum = (column: 1 | 2): number => cells.reduce((total, line) => total + line[column], 0);
  const format = ([label, calls, rows]: Cells): string => {
    const beside = hasRows ? `${String(rows).padStart(10)}${calls === rows ? '' : '  differs'}` : '';
    return `${label.padEnd(10)} ${String(calls).padStart(10)}${beside}`;
  };
  const head = `${by.padEnd(10)} ${'Aircall'.padStart(10)}${hasRows ? 'rows'.padStart(10) : ''}`;
  return [head, ...cells.map(format), format(['total', sum(1), sum(2)])].join('\n');
}
