import { UnusableAnswer, type Client } from '../http/client.ts';
import { isObject } from '../json/is-object.ts';
import { keyColumnsOf, rowKey } from '../rows/row-key.ts';
import { wholeList, type Children as ChildSource, type PerParent } from '../streams/source.ts';
import type { Stream } from '../streams/stream.ts';
import type { RowKey } from '../sync/page.ts';
import type { ChildRow, Children, Parent, ReadChildren } from '../sync/per-parent/children.ts';
import { asList, type EngineInput } from './engine-input.ts';
import { idsIn, type KeptRow } from './kept-rows.ts';
import { fromOtherEnd } from './other-end.ts';
import { listPages } from './page-source.ts';
import { readTokenPages } from './token-pages.ts';
import { readWhole } from './whole-rows.ts';

export type ChildrenInput = {
  readonly due: readonly Parent[];
  readonly kept: ReadonlyMap<RowKey, KeptRow>;
};

/** How the rows of the parents that are due are had, with the fewest requests. */
export async function openChildren(
  input: EngineInput,
  source: PerParent,
  { due, kept }: ChildrenInput,
): Promise<ReadChildren> {
  const { children } = source;
  if (children.from === 'column') {
    return ({ key }) => Promise.resolve(ofIds(source, children.idColumn, key, kept.get(key)?.ids));
  }
  if (children.from === 'object') return (parent) => fromObject(input, source, children.path, parent);
  if (children.from === 'list') return (parent) => fromList(input, source, children, parent);
  if (children.from === 'tokens') return (parent) => fromTokens(input, source, children, parent);
  const pairs = await fromOtherEnd(input, children, due.length);
  if (pairs === undefined) return (parent) => fromDetail(input, source, children, parent);
  return ({ key }) => Promise.resolve(ofIds(source, children.idColumn, key, pairs.get(key) ?? []));
}

type From<F extends ChildSource['from']> = Extract<ChildSource, { readonly from: F }>;

async function fromDetail(
  { client, signal, fetched }: EngineInput,
  source: PerParent,
  { path, rowKey: rowName, column, idColumn }: From<'one'>,
  { key }: Parent,
): Promise<Children> {
  const found = await client.find({ path: pathOf(path, key), signal }, (body) => {
    const row = isObject(body) ? body[rowName] : undefined;
    if (!isObject(row)) throw new UnusableAnswer(`The answer has no \`${rowName}\`.`);
    return idsIn(row[column]);
  });
  if (found.kind !== 'found') return found;
  fetched.rows += found.value?.length ?? 0;
  return ofIds(source, idColumn, key, found.value);
}

async function fromObject(
  input: EngineInput,
  source: PerParent,
  path: string,
  { key }: Parent,
): Promise<Children> {
  const { client, signal } = input;
  const found = await client.find({ path: pathOf(path, key), signal }, (body) => {
    if (!isObject(body)) throw new UnusableAnswer('The answer is no object.');
    return body;
  });
  return found.kind === 'found' ? rowsOf(input, source, key, [found.value]) : found;
}

async function fromTokens(
  input: EngineInput,
  source: PerParent,
  { path, rowsKey }: From<'tokens'>,
  { key }: Parent,
): Promise<Children> {
  const found = await readTokenPages(input, pathOf(path, key), rowsKey);
  return found.kind === 'found' ? rowsOf(input, source, key, found.rows) : found;
}

/** Ends the reading of a list that is not there. */
class NoList extends Error {
  readonly children: Children;

  constructor(children: Children) {
    super('There is no such list.');
    this.children = children;
  }
}

async function fromList(
  input: EngineInput,
  source: PerParent,
  { path, rowsKey }: From<'list'>,
  { key }: Parent,
): Promise<Children> {
  const { client, fetched, stream } = input;
  const list = wholeList({ path: pathOf(path, key), rowsKey, isLoose: true });
  const get: Client['get'] = async (request, accept) => {
    const found = await client.find(request, accept);
    if (found.kind === 'found') return found.value;
    throw new NoList(found);
  };
  try {
    const readPage = listPages({
      client: { get },
      stream: asList(stream, list, ownKey(stream, source)),
      fetched,
    });
    const { rows } = await readWhole({ readPage });
    return { kind: 'found', rows: rows.map(({ id, data }) => child(source, key, String(id), data)) };
  } catch (error) {
    if (error instanceof NoList) return error.children;
    throw error;
  }
}

/** The key of a row within its parent. */
function ownKey({ primaryKey }: Stream, { parentColumn }: PerParent): readonly string[] {
  return primaryKey.filter((column) => column !== parentColumn);
}

/** Rows that have a key of their own within their parent. */
function rowsOf(
  { stream, fetched }: EngineInput,
  source: PerParent,
  parent: RowKey,
  rows: readonly Record<string, unknown>[],
): Children {
  const own = ownKey(stream, source);
  const columns = keyColumnsOf({ schema: { ...stream.schema }, primaryKey: own });
  const found = rows.map((row) => {
    const key = rowKey(row, columns);
    if (key === undefined)
      throw new UnusableAnswer(`A row of \`${stream.name}\` has no usable ${own.join(' and ')}.`);
    fetched.inspector.inspect(row);
    return child(source, parent, String(key), row);
  });
  fetched.rows += found.length;
  return { kind: 'found', rows: found };
}

function ofIds(
  source: PerParent,
  idColumn: string,
  parent: RowKey,
  ids: readonly unknown[] | undefined,
): Children {
  if (ids === undefined) return { kind: 'unknown' };
  return { kind: 'found', rows: ids.map((id) => child(source, parent, String(id), { [idColumn]: id })) };
}

function child({ parentColumn }: PerParent, parent: RowKey, key: string, row: object): ChildRow {
  return { key, data: Object.assign({ [parentColumn]: parent }, row, { [parentColumn]: parent }) };
}

function pathOf(path: string, id: RowKey): string {
  return path.replace(':id', encodeURIComponent(id));
}
