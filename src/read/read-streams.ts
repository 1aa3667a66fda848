import { warnOfOverwriting } from './overwriting.ts';
import { KEY_PATH } from '../aircall/account.ts';
import type { Config } from '../config/config.ts';
import { errorOf } from '../errors/catalogue.ts';
import { asConnectorError } from '../errors/as-connector-error.ts';
import { KeyRefused, type ConnectorError } from '../errors/errors.ts';
import { openClient, type Client } from '../http/client.ts';
import type { ConfiguredStream } from '../protocol/catalog.ts';
import { logWithoutWaiting, type Log } from '../protocol/log.ts';
import type { States } from '../protocol/state.ts';
import { OutputClosed, type Writer } from '../protocol/writer.ts';
import { requireMemory, requireRoom, type Memory } from '../runtime/memory.ts';
import type { Deps } from '../runtime/runtime.ts';
import type { Quote } from '../secrets/quote.ts';
import { personalDataMask, personalDataSalt } from '../rows/personal-data.ts';
import { userAgent } from '../runtime/version.ts';
import { streams } from '../streams/registry.ts';
import type { Stream } from '../streams/stream.ts';
import { withTimestamps } from '../streams/timestamps.ts';
import { runEngine } from './engine.ts';
import { keeperOf } from './kept-rows.ts';
import { openRun, type OpenRun } from './open-run.ts';
import { Insights } from './insights.ts';
import { newFetchStats, type FetchStats } from './page-source.ts';
import { problemOf } from './selection.ts';
import type { RunFacts } from './run-facts.ts';
import { tellProgress } from './tell-progress.ts';
import { isUnavailable } from './unavailable.ts';
import { SharedLists, type Keep } from './shared-list.ts';
import { StreamRun } from './stream-run.ts';

export type ReadInput = {
  readonly config: Config;
  readonly catalog: readonly ConfiguredStream[];
  readonly state: States;
  readonly writer: Writer;
  readonly log: Log;
  readonly deps: Deps;
  readonly quote: Quote;
  readonly facts: RunFacts;
  /** Is handed what tells where the next sync goes on. */
  readonly onPosition: (position: () => string | undefined) => void;
};

export type Failure = { readonly stream: string | undefined; readonly error: ConnectorError };

/** What the streams of one run share. */
type Run = {
  readonly client: Client;
  readonly lists: SharedLists;
  readonly insights: Insights;
  current: StreamRun | undefined;
  opened: OpenRun | undefined;
  refusal: KeyRefused | undefined;
};

/** Reads the configured streams in the order of the registry. Rejects where nothing more can be said. */
export async function readStreams(input: ReadInput): Promise<readonly Failure[]> {
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
  const run: Run = {
    client,
    lists: new SharedLists(keeperFor(input)),
    insights: Insights.of(input.catalog),
    current: undefined,
    opened: undefined,
    refusal: undefined,
  };
  input.onPosition(() => run.current?.position());
  const stopTelling = tellProgress(input, () => run.current?.progress());
  const failures: Failure[] = [];
  try {
    for (const declared of streams) {
      const stream = withTimestamps(declared, config.timestamps);
      const configured = input.catalog.find(({ name }) => name === stream.name);
      if (configured === undefined || problemOf(configured) !== undefined) continue;
      const error = await readStream(input, run, stream, configured);
      if (error !== undefined) failures.push({ stream: stream.name, error });
    }
  } finally {
    stopTelling();
    await client.close();
  }
  return failures;
}

/** What is kept of the lists' rows: as much as the streams that are selected take from them. */
function keeperFor({ catalog, config: { personalData } }: ReadInput): Keep {
  const salt = personalData && personalDataSalt(personalData);
  const selected = streams.filter(({ name }) => catalog.some((configured) => configured.name === name));
  return (name) => {
    const list = streams.find((stream) => stream.name === name);
    return list === undefined ? undefined : keeperOf(list, selected, salt);
  };
}

function roomIn(memory: () => Memory): (size: number) => void {
  return (size) => requireRoom(memory(), size);
}

/** Reads one stream, and says how it ended. Rejects only where nothing more can be said. */
async function readStream(
  input: ReadInput,
  run: Run,
  stream: Stream,
  configured: ConfiguredStream,
): Promise<ConnectorError | undefined> {
  const { deps } = input;
  const fetched = newFetchStats(stream, input.config.callDetails);
  const { client, lists, insights } = run;
  const { personalData } = input.config;
  const mask = personalData && personalDataMask(stream.schema, personalData);
  const streamRun = new StreamRun({ ...input, clock: deps.clock, stream, client, fetched, mask });
  run.current = streamRun;
  await streamRun.start();
  try {
    // A key that was refused once is not tried on the other streams.
    if (run.refusal !== undefined) throw errorOf('key-refused-before', {});
    run.opened ??= await open(input, client);
    await warnOfOverwriting(stream, configured, input.log);
    await runStream(input, streamRun, {
      ...run.opened,
      client,
      lists,
      insights,
      stream,
      configured,
      fetched,
    });
    lists.complete(stream.name);
    return undefined;
  } catch (error) {
    if (error instanceof OutputClosed || deps.signal.aborted) throw error;
    const failure = asConnectorError(error);
    const state = input.state.get(stream.name);
    if (isUnavailable(stream, configured, state, failure)) {
      await streamRun.unavailable(failure.status, state ?? { v: 1 });
      return undefined;
    }
    await streamRun.fail(failure.message);
    if (failure instanceof KeyRefused) run.refusal = failure;
    return failure;
  }
}

async function open({ log, deps, facts }: ReadInput, client: Client): Promise<OpenRun> {
  const opened = await openRun(client, log, deps.clock);
  facts.open(opened);
  return opened;
}

type StreamTask = OpenRun & {
  readonly client: Client;
  readonly lists: SharedLists;
  readonly insights: Insights;
  readonly stream: Stream;
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
