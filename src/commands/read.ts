import type { Config } from '../config/config.ts';
import type { Deps } from '../runtime/runtime.ts';
import { asConnectorError, ConfigError, type ConnectorError, type FailureType } from '../errors/errors.ts';
import { openClient, type Client } from '../http/client.ts';
import { requireMemory } from '../runtime/memory.ts';
import type { ConfiguredStream } from '../protocol/catalog.ts';
import { logWithoutWaiting, type Log } from '../protocol/log.ts';
import type { States } from '../protocol/state.ts';
import { errorTrace, streamStatus } from '../protocol/trace.ts';
import { OutputClosed, type Writer } from '../protocol/writer.ts';
import { streams } from '../streams/registry.ts';
import type { StreamDeclaration } from '../streams/stream.ts';
import { userAgent } from '../runtime/version.ts';
import { runEngine, type EngineInput } from '../read/engine.ts';
import { acceptPing } from '../aircall/ping.ts';
import { StreamRun } from '../read/stream-run.ts';

export type ReadInput = {
  readonly config: Config;
  readonly catalog: readonly ConfiguredStream[];
  readonly state: States;
  readonly writer: Writer;
  readonly log: Log;
  readonly deps: Deps;
};

type Failure = { readonly stream: string | undefined; readonly error: ConnectorError };

/**
 * Reads the configured streams one after the other. A failing stream never stops the others; the exit code is 0
 * only when every one of them is complete. Rejects with OutputClosed, or the reason of an abort.
 */
export async function read(input: ReadInput): Promise<number> {
  const { catalog, writer, deps } = input;
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

function problemOf({ name, syncMode }: ConfiguredStream): ConfigError | undefined {
  if (!streams.some((stream) => stream.name === name)) {
    const names = streams.map((stream) => stream.name).join(', ');
    return new ConfigError(
      `The stream ${JSON.stringify(name)} does not exist here: there are ${names}. Refresh the source's schema in the connection's settings, or take this stream out of the catalog.`,
    );
  }
  if (syncMode === 'incremental' || syncMode === 'full_refresh') return undefined;
  return new ConfigError(
    `The stream ${JSON.stringify(name)} cannot be read in the sync mode ${JSON.stringify(syncMode)}: choose incremental or full_refresh.`,
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

async function readStreams(input: ReadInput): Promise<readonly Failure[]> {
  const { config, catalog, log, deps } = input;
  let current: StreamRun | undefined;
  const client = openClient({
    ...config,
    userAgent,
    env: deps.env,
    signal: deps.signal,
    clock: deps.clock,
    log: logWithoutWaiting(log),
    onRateLimited: (untilMs) => {
      // A closed output shows itself at the next awaited write.
      current?.rateLimited(untilMs).catch(() => undefined);
    },
    patience: 'sync',
  });
  const failures: Failure[] = [];
  let nowMs: number | undefined;
  let refusal: ConfigError | undefined;
  try {
    for (const stream of streams) {
      const configured = catalog.find(({ name }) => name === stream.name);
      if (configured === undefined || problemOf(configured) !== undefined) continue;
      const intake = { rows: 0, mended: 0 };
      const run = new StreamRun({ ...input, ...config, clock: deps.clock, stream, client, intake });
      current = run;
      await run.start();
      try {
        // A key that was refused once is not tried on the other streams.
        if (refusal !== undefined) throw refusal;
        nowMs ??= await serverNow(client, log, deps);
        await readStream(input, { run, stream, configured, client, nowMs, intake });
      } catch (error) {
        if (error instanceof OutputClosed || deps.signal.aborted) throw error;
        const failure = asConnectorError(error);
        await run.fail(failure.message);
        failures.push({ stream: stream.name, error: failure });
        if (failure instanceof ConfigError) refusal = failure;
      }
    }
  } finally {
    await client.close();
  }
  return failures;
}

type StreamTask = Pick<EngineInput, 'stream' | 'client' | 'nowMs' | 'intake'> & {
  readonly run: StreamRun;
  readonly configured: ConfiguredStream;
};

async function readStream(input: ReadInput, { run, configured, ...task }: StreamTask): Promise<void> {
  const { name, syncMode, columns } = configured;
  const mode = syncMode === 'incremental' ? 'incremental' : 'full_refresh';
  await warnOfOverwriting(task.stream, configured, input.log);
  const engine = runEngine({
    ...task,
    mode,
    columns,
    state: input.state.get(name),
    config: input.config,
    signal: input.deps.signal,
  });
  const checkMemory = (): void => {
    if (input.deps.memory !== undefined) requireMemory(input.deps.memory());
  };
  checkMemory();
  for await (const event of engine) {
    await run.handle(event);
    checkMemory();
  }
  await run.complete();
}

/** One cheap request that proves the key and tells the time; this machine's clock may be wrong. */
async function serverNow(client: Client, log: Log, deps: Deps): Promise<number> {
  const date = await client.get({ path: '/v1/ping' }, (body, answer) => {
    acceptPing(body);
    return answer.dateMs;
  });
  if (date !== undefined) return date;
  await log.warn(
    'no-server-time',
    "Aircall's answer has no usable Date header; this machine's clock is used.",
  );
  return deps.clock.now();
}

async function warnOfOverwriting(
  stream: StreamDeclaration,
  { syncMode, destinationSyncMode }: ConfiguredStream,
  log: Log,
): Promise<void> {
  if (stream.kind !== 'timeline' || syncMode !== 'full_refresh' || destinationSyncMode !== 'overwrite')
    return;
  await log.warn(
    'history-overwritten',
    `${stream.name}: full refresh with overwrite throws away what Aircall no longer shows: calls older than six months. To keep them, use incremental with append or append + dedup.`,
  );
}
