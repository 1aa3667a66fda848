import type { Children, WholeList } from '../streams/source.ts';
import type { RowKey } from '../sync/page.ts';
import { wholeList } from '../streams/source.ts';
import { countedReader, countOf, type EngineInput } from './engine-input.ts';
import { listPages, newFetchStats } from './page-source.ts';
import { PAGE_LIMITS } from '../aircall/page-limits.ts';
import { readWhole } from './whole-rows.ts';

type OneByOne = Extract<Children, { readonly from: 'one' }>;

/**
 * The same pairs from the other end, where that takes fewer requests than the `due` ones: which IDs belong to each parent.
 * undefined: it does not, or how many there are at the other end is not known. Throws what reading a list throws.
 */
export async function fromOtherEnd(
  input: EngineInput,
  { fromOtherEnd: other }: OneByOne,
  due: number,
): Promise<ReadonlyMap<RowKey, readonly unknown[]> | undefined> {
  const count = other === undefined ? undefined : countOf(input, other.parent);
  if (other === undefined || count === undefined) return undefined;
  const { lists, client } = input;
  const { parent, path, rowsKey } = other;
  const listing = lists.wasRead(parent.name) ? 0 : Math.ceil(count / PAGE_LIMITS.pageSize);
  if (count + listing >= due) return undefined;
  const { rows, isComplete } = await readWhole(
    lists.dependent(parent.name, () => countedReader(input, parent)),
    count,
  );
  if (!isComplete) return undefined;
  const pairs = new Map<RowKey, RowKey[]>();
  for (const { id } of rows) {
    const source: WholeList = wholeList({ path: path.replace(':id', String(id)), rowsKey });
    const stream = { ...parent, source };
    const { rows: others } = await readWhole({
      readPage: listPages({ client, stream, fetched: newFetchStats(stream, []) }),
    });
    input.fetched.rows += others.length;
    for (const { id: key } of others) pairs.set(key, [...(pairs.get(key) ?? []), id]);
  }
  return pairs;
}
