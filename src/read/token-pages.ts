import { PAGE_LIMITS } from '../aircall/page-limits.ts';
import { errorOf } from '../errors/catalogue.ts';

import { UnusableAnswer } from '../http/client.ts';
import { isObject } from '../json/is-object.ts';
import type { Found } from '../http/find.ts';
import type { EngineInput } from './engine-input.ts';

type Row = Record<string, unknown>;

type TokenPage = { readonly rows: readonly Row[]; readonly nextToken: string | undefined };

/** More pages than any list by tokens may have: a token that leads on for ever is a fault. */
const MOST_PAGES = 200;

/**
 * Every row of a list that is paged by tokens: `pageInfo.nextToken` of one answer is the `token` of the next request (API
 * reference, "WhatsApp templates").
 *
 * @throws SystemError where tokens never end, and what `client.find` throws
 */
export async function readTokenPages(
  { client, signal }: EngineInput,
  path: string,
  rowsKey: string,
): Promise<
  Exclude<Found<never>, { kind: 'found' }> | { readonly kind: 'found'; readonly rows: readonly Row[] }
> {
  const rows: Row[] = [];
  const seen = new Set<string>();
  let token: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const query = { limit: PAGE_LIMITS.pageSize, ...(token !== undefined && { token }) };
    const found = await client.find({ path, query, signal }, (body) => tokenPage(body, rowsKey));
    if (found.kind !== 'found') return found;
    rows.push(...found.value.rows);
    token = found.value.nextToken;
    if (token === undefined || seen.has(token)) return { kind: 'found', rows };
    seen.add(token);
  }
  throw errorOf('pages-without-end', { path, pages: MOST_PAGES });
}

function tokenPage(body: unknown, rowsKey: string): TokenPage {
  const rows = isObject(body) ? body[rowsKey] : undefined;
  if (!isObject(body) || !Array.isArray(rows) || !rows.every(isObject)) {
    throw new UnusableAnswer(`The answer has no list \`${rowsKey}\`.`);
  }
  const { pageInfo } = body;
  const next = isObject(pageInfo) ? pageInfo['nextToken'] : undefined;
  return { rows, nextToken: typeof next === 'string' && next !== '' ? next : undefined };
}
