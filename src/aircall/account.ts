import { isObject } from '../json/is-object.ts';
import { createHash } from 'node:crypto';
import { EndpointRefused, SystemError } from '../errors/errors.ts';
import { UnusableAnswer, type Client } from '../http/client.ts';
import type { Answer } from '../http/read-reply.ts';

/** Every key may read it: `{"ping": "pong"}`. https://developer.aircall.io/api-references/#ping */
export const KEY_PATH = '/v1/ping';

/** `{"company": {"name": …, "users_count": …, "numbers_count": …}}`. https://developer.aircall.io/api-references/#company */
const COMPANY_PATH = '/v1/company';

export type Account = {
  /** A digest of the company's name; undefined where Aircall does not tell it. */
  readonly account: string | undefined;
  /** Epoch milliseconds of the answer's `Date` header. */
  readonly dateMs: number | undefined;
};

/**
 * The first request of a run: it proves the key, and tells company and time. Where the company is refused, the ping does.
 * Throws what `client.get` throws.
 */
export async function openAccount(client: Client): Promise<Account> {
  try {
    const first = { path: COMPANY_PATH, isFirst: true } as const;
    return await client.get(first, (body, { dateMs }) => ({ account: digestOf(body), dateMs }));
  } catch (error) {
    if (!(error instanceof EndpointRefused || error instanceof SystemError)) throw error;
    return { account: undefined, dateMs: await askDate(client) };
  }
}

/** The time of another answer. */
export async function askDate(client: Client): Promise<number | undefined> {
  return client.get({ path: KEY_PATH }, (body, { dateMs }: Answer) => {
    if (!isObject(body) || !('ping' in body)) {
      throw new UnusableAnswer(`The answer to ${KEY_PATH} is not the one that Aircall gives.`);
    }
    return dateMs;
  });
}

/** Names are personal data of a kind, so a state holds no more than this. */
function digestOf(body: unknown): string | undefined {
  const company = isObject(body) ? body['company'] : undefined;
  if (!isObject(company)) {
    throw new UnusableAnswer(`The answer to ${COMPANY_PATH} is not the one that Aircall gives.`);
  }
  const { name } = company;
  if (typeof name !== 'string' || name === '') return undefined;
  return createHash('sha256').update(name).digest('base64url').slice(0, 12);
}
