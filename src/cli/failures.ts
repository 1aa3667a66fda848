import { asConnectorError } from '../errors/as-connector-error.ts';
import { ConfigError, type ConnectorError } from '../errors/errors.ts';
import { errorTrace } from '../protocol/trace.ts';
import type { Writer } from '../protocol/writer.ts';
import type { Deps } from '../runtime/runtime.ts';
import type { Request } from './arguments.ts';

/** Their output is for people: an error is a line on standard error. */
const FOR_PEOPLE: ReadonlySet<string> = new Set(['count', 'report', 'init']);

/**
 * A failed `check` that a person can resolve is an answer (CONNECTION_STATUS FAILED), not an error of the run: Airbyte
 * would try any other outcome again. Everything else is a TRACE ERROR.
 */
export async function reportFailure(
  error: ConnectorError,
  request: Request,
  writer: Writer,
  deps: Deps,
): Promise<number> {
  if (request.command !== undefined && FOR_PEOPLE.has(request.command)) {
    deps.stderr.write(`source-aircall: ${error.message}\n`);
    return 1;
  }
  if (request.command === 'check' && error instanceof ConfigError) {
    await writer.send({
      type: 'CONNECTION_STATUS',
      connectionStatus: { status: 'FAILED', message: error.message },
    });
    return request.exitCode ? 1 : 0;
  }
  await writer.send(errorTrace(error, undefined, deps.clock.now()));
  return 1;
}

/** A bug, as a line of the log and as an error. */
export async function reportCrash(reason: Error, writer: Writer, deps: Deps): Promise<void> {
  const error = asConnectorError(reason);
  await writer.send({
    type: 'LOG',
    log: {
      level: 'FATAL',
      message: `crash: ${error.message}`,
      ...(reason.stack !== undefined && { stack_trace: reason.stack }),
    },
  });
  await writer.send(errorTrace(error, undefined, deps.clock.now()));
}

/** What was thrown, as an Error. */
export function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(`thrown: ${String(reason)}`, { cause: reason });
}
