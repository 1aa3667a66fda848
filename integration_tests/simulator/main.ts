import { parseArgs } from 'node:util';
import { Aircall } from './aircall.ts';
import { runningClock } from './clock.ts';
import { serve } from './server.ts';

const usage = `Simulates the Aircall API on this machine.

  npm run aircall -- --port 8080 --calls 5000

  --port N    port on 127.0.0.1 (default: a free one)
  --calls N   calls of the account (default 1000)
  --users N   users (default 25)
  --teams N   teams (default 6)
  --days N    days over which the calls are spread (default 90; the API shows six months)
  --seed N    another number, another company (default 1)
  --limit N   requests per minute (default 120; 0 for none)
  --latency N milliseconds that an answer takes (default 0)
  --help      this text
`;

const options = {
  port: { type: 'string' },
  calls: { type: 'string' },
  users: { type: 'string' },
  teams: { type: 'string' },
  days: { type: 'string' },
  seed: { type: 'string' },
  limit: { type: 'string' },
  latency: { type: 'string' },
  help: { type: 'boolean' },
} as const;

function wholeNumber(name: string, text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  if (!/^\d{1,9}$/.test(text)) throw new TypeError(`--${name} must be a whole number, such as ${otherwise}`);
  return Number(text);
}

async function main(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...args], options });
  if (values.help === true) {
    console.log(usage);
    return;
  }
  const perMinute = wholeNumber('limit', values.limit, 120);
  const port = wholeNumber('port', values.port, 0);
  const latencyMs = wholeNumber('latency', values.latency, 0);
  const days = wholeNumber('days', values.days, 90);
  const aircall = new Aircall({
    clock: runningClock(Date.now()),
    calls: wholeNumber('calls', values.calls, 1000),
    users: wholeNumber('users', values.users, 25),
    teams: wholeNumber('teams', values.teams, 6),
    days,
    seed: wholeNumber('seed', values.seed, 1),
    // The company goes on telephoning for a day at the same pace.
    futureCalls: Math.ceil(wholeNumber('calls', values.calls, 1000) / Math.max(1, days)),
    futureDays: 1,
    rateLimit: { perMinute: perMinute === 0 ? 'none' : perMinute, blockMs: 60_000 },
  });
  const server = await serve(aircall, { port, latencyMs });
  console.log(welcome(aircall, server.url));
  const stop = (): void => {
    console.log(`\n${aircall.requests.length} requests answered. Bye.`);
    void server.close();
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

function welcome({ account, apiId, apiToken }: Aircall, url: string): string {
  const config = JSON.stringify({ api_id: apiId, api_token: apiToken, api_url: url });
  return `A simulated Aircall with ${account.callIds().length} calls, ${account.users.size} users and ${account.teams.size} teams is at

  ${url}

Look at it:

  curl -u ${apiId}:${apiToken} '${url}/v1/calls?per_page=2'

Let the connector read it (after npm run build):

  echo '${config}' > config.json
  node dist/main.js check --config config.json
  node dist/main.js discover --config config.json
  node dist/main.js read --config config.json --catalog catalog.json

Nothing here is real: people, telephone numbers and key are invented. Stop it with Ctrl-C.
`;
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  process.exitCode = 1;
}
