import { PAGE_LIMITS } from '../aircall/page-limits.ts';
import { COMPANY_PATH } from '../aircall/account.ts';
import { UnusableAnswer } from '../http/client.ts';
import { isObject } from '../json/is-object.ts';
import { keyColumnsOf, rowKey } from '../rows/row-key.ts';
import type { Single } from '../streams/source.ts';
import type { SyncEvent } from '../sync/events.ts';
import type { Page, Row } from '../sync/page.ts';
import { readWholeList } from '../sync/whole-list/whole-list.ts';
import { fingerprintOf, tombstonesOf, type EngineInput } from './engine-input.ts';

/** One object, read as a list of one row. The company's costs no request: the run's first one shows it. */
export function single(input: EngineInput, source: Single): AsyncGenerator<SyncEvent, void> {
  const { mode, state, config, now, account, stream } = input;
  return readWholeList({
    mode,
    state,
    deletions: config.deletions,
    onCountMismatch: config.onCountMismatch,
    nowMs: now.ms,
    account,
    limits: PAGE_LIMITS,
    readPage: async () => pageOf(input, await rowOf(input, source)),
    // The account has a single row, so a key that is not listed is gone.
    lookUp: () => Promise.resolve('absent'),
    fingerprint: fingerprintOf(input),
    tombstone: tombstonesOf(stream),
  });
}

function rowOf({ client, company }: EngineInput, { path, rowKey: key }: Single): Row | Promise<Row> {
  if (path === COMPANY_PATH && company !== undefined) return company;
  return client.get({ path }, (body) => {
    const row = isObject(body) ? body[key] : undefined;
    if (isObject(row)) return row;
    throw new UnusableAnswer(`The answer has no \`${key}\`.`);
  });
}

function pageOf({ stream, fetched }: EngineInput, row: Row): Page {
  const data = { ...row };
  const id = rowKey(data, keyColumnsOf(stream));
  if (id === undefined) throw new UnusableAnswer(`The row of \`${stream.name}\` has no usable key.`);
  fetched.inspector.inspect(data);
  fetched.rows += 1;
  return { rows: [{ id, at: undefined, data }], total: 1, perPage: PAGE_LIMITS.pageSize };
}
