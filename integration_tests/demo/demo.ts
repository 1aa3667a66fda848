import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { openAccount, type DemoAccount } from './account.ts';
import { runConnector, type Run } from './connector.ts';
import { newestRun } from './folder.ts';
import { provenIn, summarize, type StreamSummary, type Written } from './sync-summary.ts';
import { amount, tableOf } from './table.ts';

const DAY_MS = 86_400_000;

export type DemoOptions = {
  readonly env: NodeJS.ProcessEnv;
  /** Emptied, then filled with everything that the connector writes. */
  readonly directory: string;
  readonly print: (line: string) => void;
};

/** Runs the built connector's commands, two syncs among them, and shows a person what happens. Resolves to an exit code. */
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
    const { print } = this.#options;
    for (const line of this.#account.introduction) print(line);

    print('\ncheck: does the key work?');
    const check = await this.#run(['check']);
    const { status, message } = Object(JSON.parse(check.stdout)).connectionStatus;
    print(`  ${status}${message ? `: ${message}` : ''} (${secondsOf(check)})`);
    if (status !== 'SUCCEEDED') throw new Error('the key is needed for all the rest.');

    print('\nsync, for the first time: there is no state yet, so everything comes.');
    const first = await this.#sync();

    print('\nMeanwhile in the account, an hour later:');
    for (const line of this.#account.meanwhile()) print(`  - ${line}`);

    print('\nsync, once more: it goes on from the state of the first, and writes what is new or changed.');
    const second = await this.#sync();
    print(
      `\nThe first sync wrote ${amount(recordsOf(first))} records, the second ${amount(recordsOf(second))}.`,
    );
    await this.#prove();
  }

  async #prove(): Promise<void> {
    const { print, directory } = this.#options;
    const nowMs = this.#account.nowMs();
    const date = (days: number): string => new Date(nowMs + days * DAY_MS).toISOString().slice(0, 10);
    const range = ['--from', date(-5), '--to', date(1)];
    print(
      '\ncount: how many calls does Aircall itself count on the last days, and how many are in the folder?',
    );
    const table = await this.#run(['count', ...range, '--rows', this.#data]);
    for (const line of table.stdout.trimEnd().split('\n')) print(`  ${line}`);
    const counts = await this.#run(['count', ...range, '--json']);
    await writeFile(this.#path('counts.json'), counts.stdout);

    print('\nreport: is it complete, who says so, and when was it verified?');
    const { stdout } = await runConnector(['report', this.#data, '--counts', this.#path('counts.json')]);
    await writeFile(this.#path('report.html'), stdout);
    const shown = relative(process.cwd(), directory) || directory;
    print(
      `  Open ${join(shown, 'report.html')} in a browser. The rows are in ${join(shown, 'data')}, one row per line.`,
    );
  }

  async #sync(): Promise<readonly StreamSummary[]> {
    const { print } = this.#options;
    const run = await this.#run(['sync', '--to', this.#data]);
    const newest = await newestRun(this.#data);
    const summaries = summarize(newest, this.#written);
    for (const line of tableOf(summaries)) print(line);
    const { total, ids } = provenIn(newest);
    print(
      `  Verified: Aircall counts ${amount(total)} rows in what was read; ${amount(ids)} different ids came.`,
    );
    print(`  Took ${secondsOf(run)}, exit code ${run.exitCode}.`);
    return summaries;
  }

  async #run(argv: readonly string[]): Promise<Run> {
    const run = await runConnector(argv, this.#account.config);
    if (run.exitCode !== 0) throw new Error(run.stderr.trimEnd() || `exit code ${run.exitCode}`);
    return run;
  }

  get #data(): string {
    return this.#path('data');
  }

  #path(name: string): string {
    return join(this.#options.directory, name);
  }
}

function recordsOf(summaries: readonly StreamSummary[]): number {
  return summaries.reduce((sum, { records }) => sum + records, 0);
}

function secondsOf({ seconds }: Run): string {
  return `${seconds.toFixed(1)} s`;
}
