import { isObject } from '../json/is-object.ts';
import { UnusableAnswer } from '../http/unusable-answer.ts';
import type { RowInspector } from '../rows/row-inspector.ts';
import { keyColumnsOf, rowKey, type KeyColumns } from '../rows/row-key.ts';
import type { ListStream } from '../streams/source.ts';
import { parseIsoMs } from '../sync/instant.ts';
import type { ListedRow, Page } from '../sync/page.ts';

/**
 * Narrows an answer to the page `number` of the stream's list: what completeness rests on is checked, the rest of
 * a row passes through as it is, apart from fields that must not leave. A row whose time cannot be read has none.
 *
 * @throws UnusableAnswer for anything that cannot be this page
 */
export function parsePage(stream: ListStream, body: unknown, number: number, inspector: RowInspector): Page {
  const rows: unknown = isObject(body) ? body[stream.source.rowsKey] : undefined;
  const meta = isObject(body) ? body['meta'] : undefined;
  if (!Array.isArray(rows) || !isObject(meta)) {
    throw new UnusableAnswer(`The answer has no list \`${stream.source.rowsKey}\` with its \`meta\`.`);
  }
  const total = count(meta, 'total');
  const perPage = count(meta, 'per_page');
  if (meta['current_page'] !== number) {
    throw new UnusableAnswer(`Page ${number} was asked for, and the answer says that it is another.`);
  }
  if (rows.length === 0 && total >= number * perPage) {
    throw new UnusableAnswer(`Page ${number} is empty, although ${total} rows are counted.`);
  }
  if (perPage === 0 || rows.length > perPage) {
    throw new UnusableAnswer(`Page ${number} has ${rows.length} rows and says that it holds ${perPage}.`);
  }
  const keyColumns = keyColumnsOf(stream);
  const listed = rows.map((row: unknown) => listedRow(stream.source, row, keyColumns));
  for (const { data } of listed) inspector.inspect(data);
  return { rows: listed, total, perPage };
}

export function listedRow(source: ListStream['source'], row: unknown, keyColumns: KeyColumns): MutableRow {
  const { rowsKey } = source;
  if (!isObject(row)) throw new UnusableAnswer(`A row of \`${rowsKey}\` is not an object.`);
  const id = rowKey(row, keyColumns);
  if (id === undefined) {
    const columns = keyColumns.map(({ name }) => `\`${name}\``).join(' and ');
    throw new UnusableAnswer(`A row of \`${rowsKey}\` has no usable ${columns}.`);
  }
  return { id, at: timeOf(source, row), data: row };
}

type MutableRow = ListedRow & { readonly data: Record<string, unknown> };

function timeOf(source: ListStream['source'], row: Record<string, unknown>): number | undefined {
  if (source.kind === 'windowed') return secondsOf(row[source.time]);
  if (source.kind === 'snapshots') return undefined;
  return source.createdAt === undefined ? undefined : parseMs(row[source.createdAt]);
}

/** Epoch seconds, as a number or in digits. */
function secondsOf(value: unknown): number | undefined {
  const seconds = typeof value === 'string' && /^\d{1,12}$/.test(value) ? Number(value) : value;
  return typeof seconds === 'number' && Number.isSafeInteger(seconds) ? seconds : undefined;
}

/** Epoch milliseconds of an ISO 8601 time, or of epoch seconds. */
function parseMs(value: unknown): number | undefined {
  const ms = parseIsoMs(value);
  if (ms !== undefined) return ms;
  const seconds = secondsOf(value);
  return seconds === undefined ? undefined : seconds * 1000;
}

function count(meta: Readonly<Record<string, unknown>>, key: string): number {
  const value = meta[key];
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  throw new UnusableAnswer(`The \`meta\` of the answer has no usable \`${key}\`.`);
}
