import { exactDigits } from '../json/exact-json.ts';
import { UnusableAnswer } from '../http/unusable-answer.ts';
import type { RowInspector } from '../rows/row-inspector.ts';
import type { StreamDeclaration } from '../streams/stream.ts';
import { parseIsoMs } from '../sync/instant.ts';
import type { ListedRow, Page, RowKey } from '../sync/page.ts';

/**
 * Narrows an answer to the page `number` of the stream's list: what completeness rests on is checked, the rest of
 * a row passes through as it is, apart from fields that must not leave. A row whose time is odd has none.
 *
 * @throws UnusableAnswer for anything that cannot be this page
 */
export function parsePage(
  stream: StreamDeclaration,
  body: unknown,
  number: number,
  inspector: RowInspector,
): Page {
  const rows: unknown = isObject(body) ? body[stream.collection] : undefined;
  const meta = isObject(body) ? body['meta'] : undefined;
  if (!Array.isArray(rows) || !isObject(meta)) {
    throw new UnusableAnswer(`The answer has no list \`${stream.collection}\` with its \`meta\`.`);
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
  return { rows: rows.map((row: unknown) => listed(stream, row, inspector)), total, perPage };
}

function listed(stream: StreamDeclaration, row: unknown, inspector: RowInspector): ListedRow {
  if (!isObject(row)) throw new UnusableAnswer(`A row of \`${stream.collection}\` is not an object.`);
  const id = keyOf(row[stream.primaryKey], inspector.isText(stream.primaryKey));
  if (id === undefined) {
    throw new UnusableAnswer(`A row of \`${stream.collection}\` has no usable \`${stream.primaryKey}\`.`);
  }
  const value = row[stream.cursorField];
  const at = stream.kind === 'timeline' ? secondsOf(value) : parseMs(value);
  inspector.inspect(row);
  return { id, at, data: row };
}

/** Digits are a key where whole numbers are, even beyond 2^53; a text only where the schema says so. */
function keyOf(value: unknown, isText: boolean): RowKey | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) && value >= 0 ? value : undefined;
  if (typeof value === 'string') return isText && value !== '' ? value : undefined;
  const digits = exactDigits(value);
  return digits !== undefined && /^\d+$/.test(digits) ? digits : undefined;
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

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
