import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../src/cli/run.ts';
import { Stopped } from '../../src/runtime/stop.ts';
import type { Aircall } from '../simulator/aircall.ts';
import { serve, type Served } from '../simulator/server.ts';
import { catalogOf } from './catalog.ts';
import { collector } from './in-process.ts';
import { configFor } from './run-connector.ts';
import { VirtualClock } from './virtual-clock.ts';

/** What a command for people printed, and its exit code. */
export type Printed = { readonly code: number; readonly stdout: string; readonly stderr: string };

/** A folder that `sync` is run into again and again, in this process, while the simulated companies' time goes on. */
export class RunOfSyncs {
  readonly folder: string;
  readonly #served: Served[] = [];
  #aircall: Aircall;

  private constructor(folder: string, aircall: Aircall) {
    this.folder = folder;
    this.#aircall = aircall;
  }

  static async of(aircall: Aircall, streams: Parameters<typeof catalogOf>[0]): Promise<RunOfSyncs> {
    const syncs = new RunOfSyncs(await mkdtemp(join(tmpdir(), 'run-of-syncs-')), aircall);
    await writeFile(syncs.path('catalog.json'), JSON.stringify(catalogOf(streams)));
    await syncs.use(aircall);
    return syncs;
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  /** The folder of `sync`. */
  get data(): string {
    return this.path('data');
  }

  /** From now on this company's key is used. */
  async use(aircall: Aircall, change: object = {}): Promise<void> {
    this.#aircall = aircall;
    const served = await serve(aircall);
    this.#served.push(served);
    const config = { ...configFor(aircall, served.url), ...change };
    await writeFile(this.path('config.json'), JSON.stringify(config));
  }

  /** One sync at the company's now. `stopAfter`: it is stopped when so many requests have been answered. */
  async sync(stopAfter?: number): Promise<Printed> {
    const abort = new AbortController();
    let left = stopAfter ?? Number.POSITIVE_INFINITY;
    const undo = this.#aircall.beforeRequest(() => {
      if (left-- <= 0) abort.abort(new Stopped('SIGTERM'));
    });
    try {
      return await this.print(
        [
          'sync',
          '--config',
          this.path('config.json'),
          '--catalog',
          this.path('catalog.json'),
          '--to',
          this.data,
        ],
        abort.signal,
      );
    } finally {
      undo();
    }
  }

  /** Runs a command at the company's now. */
  async print(argv: readonly string[], signal = new AbortController().signal): Promise<Printed> {
    const [stdout, stderr] = [collector(), collector()];
    const { clock } = this.#aircall;
    const code = await run(argv, {
      stdout: stdout.out,
      stderr: stderr.out,
      stdin: process.stdin,
      env: {},
      clock: new VirtualClock({ startMs: clock.nowMs(), aircall: clock }),
      signal,
      uid: undefined,
    });
    return { code, stdout: stdout.text(), stderr: stderr.text() };
  }

  async close(): Promise<void> {
    for (const served of this.#served) await served.close();
    await rm(this.folder, { recursive: true, force: true });
  }
}
