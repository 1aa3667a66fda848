import { askDate, openAccount } from '../aircall/account.ts';
import type { Client } from '../http/client.ts';
import type { Clock } from '../http/clock.ts';
import type { Log } from '../protocol/log.ts';
import type { Row } from '../sync/page.ts';
import type { Now } from '../sync/now.ts';
import { findRunTime } from './run-time.ts';

/** What the first request of a run tells all of its streams. */
export type OpenRun = {
  /** A digest of the company that the key belongs to, where Aircall tells it. */
  readonly account: string | undefined;
  /** The company's row, where Aircall shows it. */
  readonly company: Row | undefined;
  readonly now: Now;
};

/** Proves the key, and finds out company and time. Throws what the client throws. */
export async function openRun(client: Client, log: Log, clock: Clock): Promise<OpenRun> {
  const { account, company, dateMs } = await openAccount(client);
  const { now, warning } = await findRunTime(dateMs, () => askDate(client), clock);
  if (warning !== undefined) await log.warn(warning.code, warning.text);
  return { account, company, now };
}
