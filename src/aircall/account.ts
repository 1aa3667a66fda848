import { isObject } from '../json/is-object.ts';
import { createHash } from 'node:crypto';
import { EndpointRefused, SystemError } from '../errors/errors.ts';
import { UnusableAnswer, type Client } from '../http/client.ts';
import type { Answer } from '../http/read-reply.ts';

/** Every key may read it: `{"ping": "pong"}`. https://developer.aircall.io/api-references/#ping */
export const KEY_PATH = '/v1/ping';

/** `{"company": {"name": …, "users_count": …, "numbers_count": …}}`. https://developer.aircall.io/api-references/#company */
export const COMPANY_PATH = '/v1/company';

export type Account = {
  /** A digest of the company's name; undefined where Aircall does not tell it. */
  readonly account: string | undefined;
  /** The company as Aircall sends it; undefined: refused. */
  readonly company: Readonly<Record<string, unknown>> | undefined;
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
    return await client.get(first, (body, { dateMs }) => {
      const company = companyIn(body);
      return { account: digestOf(company), company, dateMs };
    });
  } catch (error) {
    if (!(error instanceof EndpointRefused || error instanceof SystemError)) throw error;
    return { account: undefined, company: undefined, dateMs: await askDate(client) };
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

/** The company in an answer. Throws UnusableAnswer where there is none. */
function companyIn(body: unknown): Readonly<Record<string, unknown>> {
  const company = isObject(body) ? body['company'] : undefined;
  if (isObject(company)) return company;
  throw new UnusableAnswer(`The answer to ${COMPANY_PATH} is not the one that Aircall gives.`);
}

/** Names are personal data of a kind, so a state holds no more than this. */
function digestOf({ name }: Readonly<Record<string, unknown>>): string | undefined {
  if (typeof name !== 'string' || name === '') return undefined;
  return createHash('sha256').update(name).digest('base64url').slice(0, 12);
}
