import { KEY_PATH } from '../aircall/account.ts';
import type { Config } from '../config/config.ts';
import {
  asConnectorError,
  ConfigError,
  KeyRefused,
  type ConnectorError,
  type FailureType,
} from '../errors/errors.ts';
import { openClient, type Client } from '../http/client.ts';
import type { ConfiguredStream } from '../protocol/catalog.ts';
import { namesInWords, shorten } from '../protocol/names.ts';
import { logWithoutWaiting, type Log } from '../protocol/log.ts';
import type { States } from '../protocol/state.ts';
import { errorTrace, streamStatus } from '../protocol/trace.ts';
import { OutputClosed, type Writer } from '../protocol/writer.ts';
import { runEngine } from '../read/engine.ts';
import { openRun, type OpenRun } from '../read/open-run.ts';
import { newFetchStats, type FetchStats } from '../read/page-source.ts';
import { StreamRun } from '../read/stream-run.ts';
import { requireMemory, requireRoom, type Memory } from '../runtime/memory.ts';
import type { Deps } from '../runtime/runtime.ts';
import type { Quote } from '../secrets/quote.ts';
import { userAgent } from '../runtime/version.ts';
import { streams } from '../streams/registry.ts';
import type { StreamDeclaration } from '../streams/stream.ts';

export type ReadInput = {
  readonly config: Config;
  readonly catalog: readonly ConfiguredStream[];
  readonly state: States;
  readonly writer: Writer;
  readonly log: Log;
  readonly deps: Deps;
  readonly quote: Quote;
};

type Failure = { readonly stream: string | undefined; readonly error: ConnectorError };

/**
 * Reads the configured streams one after the other. A failing stream never stops the others; the exit code is 0
 * only when every one of them is complete. Rejects with OutputClosed, or the reason of an abort.
 */
export async function read(input: ReadInput): Promise<number> {
  const { catalog, writer, log, deps } = input;
  if (catalog.length === 0) {
    await log.info('nothing-to-do', 'The catalog selects no stream, so there is nothing to read.');
    return 0;
  }
  requireFewUnknown(catalog);
  const failures: Failure[] = [];
  for (const configured of catalog) {
    const problem = problemOf(configured);
    if (problem === undefined) continue;
    await refuse(input, configured.name, problem);
    failures.push({ stream: configured.name, error: problem });
  }
  if (failures.length < catalog.length) failures.push(...(await readStreams(input)));

  for (const { stream, error } of failures.toSorted((a, b) => rank(a) - rank(b))) {
    await writer.send(errorTrace(error, stream, deps.clock.now()));
  }
  return failures.length === 0 ? 0 : 1;
}

/** Several runners look at the first error only, and try again unless it is a config_error. */
const RANKS: Readonly<Record<FailureType, number>> = { transient_error: 0, system_error: 1, config_error: 2 };

function rank({ error }: Failure): number {
  return RANKS[error.failureType];
}

/** More unknown streams than this are no connection that is a little out of date. */
const MOST_UNKNOWN = 50;

function requireFewUnknown(catalog: readonly ConfiguredStream[]): void {
  const known = new Set(streams.map(({ name }) => name));
  const unknown = catalog.map(({ name }) => name).filter((name) => !known.has(name));
  if (unknown.length <= MOST_UNKNOWN) return;
  throw new ConfigError(
    `The catalog has streams that do not exist here: ${namesInWords(unknown)}. It may belong to another source; there are ${[...known].join(', ')}.`,
  );
}

function problemOf({ name, syncMode }: ConfiguredStream): ConfigError | undefined {
  if (!streams.some((stream) => stream.name === name)) {
    const names = streams.map((stream) => stream.name).join(', ');
    return new ConfigError(
      `The stream ${shorten(name)} does not exist here: there are ${names}. Refresh the source's schema in the connection's settings, or take this stream out of the catalog.`,
    );
  }
  if (syncMode === 'incremental' || syncMode === 'full_refresh') return undefined;
  return new ConfigError(
    `The stream ${shorten(name)} cannot be read in the sync mode ${shorten(syncMode)}: choose incremental or full_refresh.`,
  );
}

async function refuse(
  { writer, log, deps }: ReadInput,
  stream: string,
  error: ConnectorError,
): Promise<void> {
  await writer.send(streamStatus(stream, 'STARTED', deps.clock.now()));
  await log.error('stream-failed', `${stream}: ${error.message}`);
  await writer.send(streamStatus(stream, 'INCOMPLETE', deps.clock.now()));
}

/** What the streams of one run share. */
type Run = {
  readonly client: Client;
  current: StreamRun | undefined;
  opened: OpenRun | undefined;
  refusal: KeyRefused | undefined;
};

async function readStreams(input: ReadInput): Promise<readonly Failure[]> {
  const { config, deps, log } = input;
  const client = openClient({
    ...config,
    userAgent,
    env: deps.env,
    signal: deps.signal,
    clock: deps.clock,
    log: logWithoutWaiting(log),
    onRateLimited: (untilMs) => {
      // A closed output shows itself at the next awaited write.
      run.current?.rateLimited(untilMs).catch(() => undefined);
    },
    profile: 'sync',
    keyPath: KEY_PATH,
    quote: input.quote,
    requireRoom: deps.memory === undefined ? undefined : roomIn(deps.memory),
  });
  const run: Run = { client, current: undefined, opened: undefined, refusal: undefined };
  const failures: Failure[] = [];
  try {
    for (const stream of streams) {
      const configured = input.catalog.find(({ name }) => name === stream.name);
      if (configured === undefined || problemOf(configured) !== undefined) continue;
      const error = await readStream(input, run, stream, configured);
      if (error !== undefined) failures.push({ stream: stream.name, error });
    }
  } finally {
    await client.close();
  }
  return failures;
}

function roomIn(memory: () => Memory): (size: number) => void {
  return (size) => requireRoom(memory(), size);
}

/** Reads one stream, and says how it ended. Rejects only where nothing more can be said. */
async function readStream(
  input: ReadInput,
  run: Run,
  stream: StreamDeclaration,
  configured: ConfiguredStream,
): Promise<ConnectorError | undefined> {
  const { deps } = input;
  const fetched = newFetchStats(stream);
  const { client } = run;
  const streamRun = new StreamRun({ ...input, clock: deps.clock, stream, client, fetched });
  run.current = streamRun;
  await streamRun.start();
  try {
    // A key that was refused once is not tried on the other streams.
    if (run.refusal !== undefined) throw new KeyRefused('Not read: Aircall refused the API key.');
    run.opened ??= await openRun(client, input.log, deps.clock);
    await warnOfOverwriting(stream, configured, input.log);
    await runStream(input, streamRun, { ...run.opened, client, stream, configured, fetched });
    return undefined;
  } catch (error) {
    if (error instanceof OutputClosed || deps.signal.aborted) throw error;
    const failure = asConnectorError(error);
    await streamRun.fail(failure.message);
    if (failure instanceof KeyRefused) run.refusal = failure;
    return failure;
  }
}

type StreamTask = OpenRun & {
  readonly client: Client;
  readonly stream: StreamDeclaration;
  readonly configured: ConfiguredStream;
  readonly fetched: FetchStats;
};

async function runStream(
  { config, state, deps }: ReadInput,
  run: StreamRun,
  task: StreamTask,
): Promise<void> {
  const { name, syncMode, columns } = task.configured;
  const engine = runEngine({
    ...task,
    mode: syncMode === 'incremental' ? 'incremental' : 'full_refresh',
    columns,
    state: state.get(name),
    config,
    signal: deps.signal,
  });
  const checkMemory = (): void => {
    if (deps.memory !== undefined) requireMemory(deps.memory());
  };
  checkMemory();
  for await (const event of engine) {
    await run.handle(event);
    checkMemory();
  }
  await run.complete();
}

async function warnOfOverwriting(
  stream: StreamDeclaration,
  { syncMode, overwrites }: ConfiguredStream,
  log: Log,
): Promise<void> {
  if (stream.kind !== 'timeline' || syncMode !== 'full_refresh' || !overwrites) return;
  await log.warn(
    'history-overwritten',
    `${stream.name}: this sync mode replaces the table, so calls older than six months, which Aircall no longer lists, are lost. To keep them, use incremental with append or append + dedup.`,
  );
}
