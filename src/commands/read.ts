import type { ConnectorError, FailureType } from '../errors/errors.ts';
import { errorTrace, streamStatus } from '../protocol/trace.ts';
import { readStreams, type Failure, type ReadInput } from '../read/read-streams.ts';
import { settingsOf } from '../read/run-lines.ts';
import { problemOf, requireFewUnknown } from '../read/selection.ts';

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
  const { facts } = input;
  await log.info('run-started', {
    ...facts.facts(),
    streams: catalog.map(({ name }) => name).join(','),
    ...settingsOf(input.config),
  });
  const failures: Failure[] = [];
  for (const configured of catalog) {
    const problem = problemOf(configured);
    if (problem === undefined) continue;
    await refuse(input, configured.name, problem);
    failures.push({ stream: configured.name, error: problem });
  }
  if (failures.length < catalog.length) failures.push(...(await readStreams(input)));

  const incomplete = failures.map(({ stream }) => stream ?? 'unknown').join(',');
  await log.info('run-ended', { ...facts.facts(), incomplete: incomplete === '' ? 'none' : incomplete });
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

async function refuse(
  { writer, log, deps }: ReadInput,
  stream: string,
  error: ConnectorError,
): Promise<void> {
  await writer.send(streamStatus(stream, 'STARTED', deps.clock.now()));
  await log.error('stream-failed', `${stream}: ${error.message}`);
  await writer.send(streamStatus(stream, 'INCOMPLETE', deps.clock.now()));
}
