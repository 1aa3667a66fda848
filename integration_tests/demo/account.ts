import { Aircall } from '../simulator/aircall.ts';
import { serve } from '../simulator/server.ts';
import { meanwhile } from './meanwhile.ts';

/** What the demo reads. */
export type DemoAccount = {
  /** Says what it is. */
  readonly introduction: readonly string[];
  /** The connector's configuration. */
  readonly config: object;
  /** The account's present, in epoch milliseconds. */
  readonly nowMs: () => number;
  /** Lets something happen between the two syncs, and says what. */
  readonly meanwhile: () => readonly string[];
  readonly close: () => Promise<void>;
};

/** A Tuesday afternoon, so that the account's last hours are busy ones. */
const NOW_MS = Date.UTC(2026, 8, 15, 15, 0, 0);

const DAY_MS = 86_400_000;

/** The real account whose key is in the environment, else a simulated one on this machine. */
export async function openAccount(env: NodeJS.ProcessEnv): Promise<DemoAccount> {
  const { AIRCALL_API_ID: apiId, AIRCALL_API_TOKEN: apiToken } = env;
  if (apiId && apiToken) return realAccount(apiId, apiToken, env);
  if (apiId || apiToken) throw new Error('Set both AIRCALL_API_ID and AIRCALL_API_TOKEN, or neither.');
  return simulatedAccount();
}

function realAccount(apiId: string, apiToken: string, env: NodeJS.ProcessEnv): DemoAccount {
  const startDate = env['AIRCALL_START_DATE'] ?? new Date(Date.now() - 7 * DAY_MS).toISOString().slice(0, 10);
  return {
    introduction: [
      'The Aircall account whose key is in AIRCALL_API_ID and AIRCALL_API_TOKEN. It is only read.',
      `Calls since ${startDate} (AIRCALL_START_DATE sets another date), at most 60 requests a minute.`,
    ],
    config: {
      api_id: apiId,
      api_token: apiToken,
      start_date: startDate,
      ...(env['AIRCALL_API_URL'] && { api_url: env['AIRCALL_API_URL'] }),
    },
    nowMs: () => Date.now(),
    meanwhile: () => ['Nothing that this demo would do: it only reads. What happened by itself will show.'],
    close: async () => {},
  };
}

async function simulatedAccount(): Promise<DemoAccount> {
  const aircall = new Aircall({ nowMs: NOW_MS, calls: 3000, days: 60, users: 61, teams: 9 });
  const server = await serve(aircall);
  return {
    introduction: [
      `A simulated Aircall account at ${server.url}: 3,000 calls, 61 users, 9 teams, all invented.`,
      'It allows any number of requests, so that you need not wait. Aircall allows 60 a minute, which is the default.',
      'To read a real account instead, set AIRCALL_API_ID and AIRCALL_API_TOKEN.',
    ],
    config: {
      api_id: aircall.apiId,
      api_token: aircall.apiToken,
      api_url: server.url,
      requests_per_minute: 60_000,
    },
    nowMs: () => aircall.clock.nowMs(),
    meanwhile: () => meanwhile(aircall),
    close: () => server.close(),
  };
}
