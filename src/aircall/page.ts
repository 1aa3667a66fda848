import { UnusableAnswer } from '../http/unusable-answer.ts';
import { parseIsoMs } from '../sync/instant.ts';
import type { ListedRow, Page } from '../sync/page.ts';
import { tidyNestedUsers } from './nested-users.ts';
import type { StreamDeclaration } from '../streams/stream.ts';

/**
 * Narrows an answer to the page `number` of the stream's list: what completeness rests on is checked, the rest of
 * a row passes through as it is, apart from fields of nested users that nobody should see.
 *
 * @throws UnusableAnswer for anything that cannot be this page
 */
export function parsePage(stream: StreamDeclaration, body: unknown, number: number): Page {
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
  return { rows: rows.map((row: unknown) => place(stream, row)), total, perPage };
}

function place(stream: StreamDeclaration, row: unknown): ListedRow {
  if (!isObject(row)) throw new UnusableAnswer(`A row of \`${stream.collection}\` is not an object.`);
  const { id } = row;
  if (typeof id !== 'number' || !Number.isSafeInteger(id) || id < 0) {
    throw new UnusableAnswer(`A row of \`${stream.collection}\` has no id.`);
  }
  const value = row[stream.cursorField];
  const at = stream.kind === 'timeline' ? value : parseIsoMs(value);
  if (typeof at !== 'number' || !Number.isSafeInteger(at)) {
    throw new UnusableAnswer(
      `The row ${id} of \`${stream.collection}\` has no usable \`${stream.cursorField}\`.`,
    );
  }
  tidyNestedUsers(row, stream.nestedUsers);
  return { id, at, data: row };
}

function count(meta: Readonly<Record<string, unknown>>, key: string): number {
  const value = meta[key];
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  throw new UnusableAnswer(`The \`meta\` of the answer has no usable \`${key}\`.`);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
