import { randomBytes } from 'node:crypto';
import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { openAccount } from '../aircall/account.ts';
import { parseConfig } from '../config/config.ts';
import { errorOf } from '../errors/catalogue.ts';
import { KeyRefused } from '../errors/errors.ts';
import { openAircall } from './open-aircall.ts';
import {
  askCustomerData,
  askKey,
  askReplace,
  askStartDate,
  askStreams,
  type Key,
  type Terminal,
} from '../init/questions.ts';
import { writePrivately } from '../init/write-files.ts';
import type { Deps } from '../runtime/runtime.ts';
import { quoteNothing } from '../secrets/quote.ts';
import { configuredCatalog } from '../streams/configured-catalog.ts';

export type InitInput = {
  readonly folder: string;
  /** Undefined: Aircall's own. */
  readonly apiUrl: string | undefined;
  readonly deps: Deps;
};

/** What the questions reject with when Ctrl-C is pressed. */
const INTERRUPTED = new Set(['ExitPromptError', 'AbortPromptError']);

/**
 * Asks for the key and for what to read, and writes `config.json` and `catalog.json` for it. Resolves to the exit code: 0, or
 * 130 where it was interrupted, and then nothing was written. Throws ConfigError without a terminal, and where files exist
 * that shall stay; what the client throws where the key cannot be tried.
 */
export async function init(input: InitInput): Promise<number> {
  const { deps } = input;
  const isTerminal = 'isTTY' in deps.stdin && deps.stdin.isTTY === true;
  if (!isTerminal) throw errorOf('no-terminal', { command: 'init' });
  const terminal: Terminal = { input: deps.stdin, output: deps.stderr, signal: deps.signal };
  try {
    await ask(input, terminal);
    return 0;
  } catch (error) {
    if (!(error instanceof Error) || !INTERRUPTED.has(error.name)) throw error;
    deps.stderr.write('\nNothing was written.\n');
    return 130;
  }
}

async function ask({ folder, apiUrl, deps }: InitInput, terminal: Terminal): Promise<void> {
  const say = (line: string): unknown => deps.stderr.write(`${line}\n`);
  const paths = { config: join(folder, 'config.json'), catalog: join(folder, 'catalog.json') };
  const existing = await existingOf(Object.values(paths));
  if (existing.length > 0 && !(await askReplace(terminal, existing))) {
    throw errorOf('file-exists', { path: existing.join(' and ') });
  }
  const address = apiUrl === undefined ? {} : { api_url: apiUrl };
  const { key, company } = await askUntilAccepted(terminal, address, deps);
  say(`The key is accepted${company === undefined ? '.' : `: it belongs to ${company}.`}`);
  const names = await askStreams(terminal);
  const startDate = await askStartDate(terminal);
  const customerData = await askCustomerData(terminal);
  const config = {
    ...key,
    ...(startDate !== undefined && { start_date: startDate }),
    ...(customerData !== 'keep' && { customer_data: customerData }),
    ...(customerData === 'hash' && { personal_data_key: randomBytes(24).toString('base64url') }),
    ...address,
  };
  await mkdir(folder, { recursive: true });
  await writePrivately([
    { path: paths.config, content: `${JSON.stringify(config, undefined, 2)}\n` },
    { path: paths.catalog, content: configuredCatalog(names) },
  ]).catch((cause: unknown) => {
    const why = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown error';
    throw errorOf('folder-not-writable', { folder, why }, { cause });
  });
  say(`Wrote ${paths.config}, which only you can read, and ${paths.catalog}.`);
  if (customerData === 'hash') say('Keep personal_data_key: with another one, all hashes are different.');
  say(`Next: sync --config ${paths.config} --catalog ${paths.catalog} --to ${folder}`);
}

async function existingOf(paths: readonly string[]): Promise<readonly string[]> {
  const found = await Promise.all(paths.map((path) => stat(path).catch(() => undefined)));
  return paths.filter((_, index) => found[index] !== undefined);
}

/** Asks again where Aircall refuses the key. */
async function askUntilAccepted(
  terminal: Terminal,
  address: object,
  deps: Deps,
): Promise<{ readonly key: Key; readonly company: string | undefined }> {
  for (;;) {
    const key = await askKey(terminal);
    try {
      return { key, company: await companyOf({ ...key, ...address }, deps) };
    } catch (error) {
      if (!(error instanceof KeyRefused)) throw error;
      deps.stderr.write(`${error.message}\n`);
    }
  }
}

async function companyOf(raw: object, deps: Deps): Promise<string | undefined> {
  const chosen = { log: () => undefined, profile: 'check', quote: quoteNothing } as const;
  const client = openAircall(parseConfig(raw), deps, chosen);
  try {
    const { company } = await openAccount(client);
    const name = company?.['name'];
    return typeof name === 'string' ? name : undefined;
  } finally {
    await client.close();
  }
}
