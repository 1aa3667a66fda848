import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { AirbyteMessage } from '../../src/protocol/messages.ts';
import { streams as registry } from '../../src/streams/registry.ts';
import { openAccount, type DemoAccount } from './account.ts';
import { runConnector, type Run } from './connector.ts';
import { lastStates, provenIn, summarize, type StreamSummary, type Written } from './sync-summary.ts';
import { amount, tableOf } from './table.ts';

/** Those that are suggested, and what is gone from them. */
const shownStreams: readonly string[] = registry
  .filter(({ isOptional = false, source }) => !isOptional || source.kind === 'deletions')
  .map(({ name }) => name);

export type DemoOptions = {
  readonly env: NodeJS.ProcessEnv;
  /** Emptied, then filled with everything that the connector says. */
  readonly directory: string;
  readonly print: (line: string) => void;
};

/** Runs check, discover and two syncs with the built connector, and shows a person what happens. Resolves to an exit code. */
export async function demo(options: DemoOptions): Promise<number> {
  let account: DemoAccount | undefined;
  try {
    account = await openAccount(options.env);
    await rm(options.directory, { recursive: true, force: true });
    await mkdir(options.directory, { recursive: true });
    await new Demo(options, account).show();
    return 0;
  } catch (error) {
    options.print(`\nThe demo stopped: ${error instanceof Error ? error.message : String(error)}`);
    return 1;
  } finally {
    await account?.close();
  }
}

class Demo {
  readonly #options: DemoOptions;
  readonly #account: DemoAccount;
  readonly #written: Written = new Map();

  constructor(options: DemoOptions, account: DemoAccount) {
    this.#options = options;
    this.#account = account;
  }

  async show(): Promise<void> {
    const { print, directory } = this.#options;
    for (const line of this.#account.introduction) print(line);

    print('\ncheck: does the key work?');
    const check = await this.#run('check', ['check']);
    const status = check.messages.find((message) => message.type === 'CONNECTION_STATUS')?.connectionStatus;
    print(`  ${status?.status}${status?.message ? `: ${status.message}` : ''} (${secondsOf(check)})`);
    if (status?.status !== 'SUCCEEDED') throw new Error('the key is needed for all the rest.');

    print('\ndiscover: what is there to read?');
    const discover = await this.#run('discover', ['discover']);
    const streams = discover.messages.find((message) => message.type === 'CATALOG')?.catalog.streams ?? [];
    for (const { name, json_schema: schema } of streams)
      print(`  ${name.padEnd(24)}${columnsOf(schema)} columns`);
    const names = shownStreams;
    const configured = streams
      .filter(({ name }) => names.includes(name))
      .map((stream) => ({
        stream,
        sync_mode: 'incremental',
        destination_sync_mode: 'append_dedup',
      }));
    await this.#write('catalog.json', { streams: configured });

    print(
      '\nread, the first sync of the streams that are suggested: there is no state yet, so everything comes.',
    );
    const first = await this.#sync('first-sync', names, []);
    await this.#write('state.json', lastStates(first.messages));

    print('\nMeanwhile in the account, an hour later:');
    for (const line of this.#account.meanwhile()) print(`  - ${line}`);

    print(
      '\nread, the second sync: it goes on from the state of the first, and writes what is new or changed.',
    );
    const second = await this.#sync('second-sync', names, ['--state', this.#path('state.json')]);
    const summaries = summarize(names, second.messages, new Map());
    print(
      `\nThe first sync wrote ${amount(recordsOf(first.summaries))} records, the second ${amount(recordsOf(summaries))}.`,
    );
    print(
      `Everything the connector said is in ${relative(process.cwd(), directory) || directory}/, a message a line.`,
    );
  }

  async #sync(
    name: string,
    streams: readonly string[],
    flags: readonly string[],
  ): Promise<Run & { readonly summaries: readonly StreamSummary[] }> {
    const run = await this.#run(name, ['read', '--catalog', this.#path('catalog.json'), ...flags]);
    const summaries = summarize(streams, run.messages, this.#written);
    const { print } = this.#options;
    for (const line of tableOf(summaries)) print(line);
    const { total, ids } = provenIn(run.messages);
    print(
      `  Proof: Aircall counts ${amount(total)} rows in what was read; ${amount(ids)} different ids came.`,
    );
    print(`  Took ${secondsOf(run)}, exit code ${run.exitCode}.`);
    if (run.exitCode !== 0) throw new Error(errorIn(run.messages));
    return { ...run, summaries };
  }

  async #run(name: string, argv: readonly string[]): Promise<Run> {
    const { print } = this.#options;
    const file = this.#path(`${name}.jsonl`);
    const onLog = (code: string, text: string): void => {
      if (code === 'stream-estimate' || code === 'rate-limited') print(`  ${text}`);
    };
    const run = await runConnector(argv, { config: this.#account.config, file, onLog });
    if (run.exitCode !== 0 && argv[0] !== 'read') throw new Error(errorIn(run.messages));
    return run;
  }

  #path(name: string): string {
    return join(this.#options.directory, name);
  }

  #write(name: string, content: unknown): Promise<void> {
    return writeFile(this.#path(name), `${JSON.stringify(content, undefined, 2)}\n`);
  }
}

function columnsOf(schema: object): number {
  return 'properties' in schema ? Object.keys(Object(schema.properties)).length : 0;
}

function recordsOf(summaries: readonly StreamSummary[]): number {
  return summaries.reduce((sum, { records }) => sum + records, 0);
}

function secondsOf({ seconds }: Run): string {
  return `${seconds.toFixed(1)} s`;
}

function errorIn(messages: readonly AirbyteMessage[]): string {
  for (const message of messages) {
    if (message.type === 'TRACE' && message.trace.type === 'ERROR') return message.trace.error.message;
  }
  return 'the connector ended without saying why.';
}
