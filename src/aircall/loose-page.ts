import { UnusableAnswer } from '../http/unusable-answer.ts';
import { isObject } from '../json/is-object.ts';
import type { RowInspector } from '../rows/row-inspector.ts';
import { keyColumnsOf } from '../rows/row-key.ts';
import type { ListStream } from '../streams/source.ts';
import type { ListedRow, Page } from '../sync/page.ts';
import { listedRow, parsePage } from './page.ts';

/** A page of a list whose answers nobody has published. `total` and `perPage` are undefined where the answer has no `meta`. */
export type LoosePage = {
  readonly rows: readonly ListedRow[];
  readonly counted: Pick<Page, 'total' | 'perPage'> | undefined;
};

/**
 * The same as `parsePage` where the answer looks like that of other lists. Otherwise the rows are the one array in it,
 * whatever its key, or the answer itself.
 *
 * @throws UnusableAnswer where there is no such array, or a row has no key
 */
export function parseLoosePage(
  stream: ListStream,
  body: unknown,
  number: number,
  inspector: RowInspector,
): LoosePage {
  const { rowsKey } = stream.source;
  const meta = isObject(body) ? body['meta'] : undefined;
  const rows = rowsIn(body, rowsKey);
  if (isObject(meta) && typeof meta['total'] === 'number' && typeof meta['per_page'] === 'number') {
    const { total, perPage, rows: listed } = parsePage(stream, { [rowsKey]: rows, meta }, number, inspector);
    return { rows: listed, counted: { total, perPage } };
  }
  const keyColumns = keyColumnsOf(stream);
  const listed = rows.map((row) => listedRow(stream.source, row, keyColumns));
  for (const { data } of listed) inspector.inspect(data);
  return { rows: listed, counted: undefined };
}

function rowsIn(body: unknown, rowsKey: string): readonly unknown[] {
  if (Array.isArray(body)) return body;
  const candidates = isObject(body) ? Object.values(body).filter(Array.isArray) : [];
  const named = isObject(body) ? body[rowsKey] : undefined;
  if (Array.isArray(named)) return named;
  const [only] = candidates;
  if (only === undefined || candidates.length > 1) {
    throw new UnusableAnswer(`The answer has no list \`${rowsKey}\`, nor another one.`);
  }
  return only;
}
