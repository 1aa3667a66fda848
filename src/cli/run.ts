import { parseArguments, type Request } from './arguments.ts';
import type { Deps } from '../runtime/runtime.ts';

import { ConnectorError } from '../errors/errors.ts';
import type { InputFile } from './input-files.ts';
import { textLog } from './log-format.ts';
import { makeLog } from '../protocol/log.ts';
import { asError, reportCrash, reportFailure } from './failures.ts';
import type { Log } from '../protocol/log.ts';

import { OutputClosed, Writer } from '../protocol/writer.ts';
import { proxyPasswords, secretsInConfig } from '../secrets/known-secrets.ts';
import { makeQuote, quoteNothing } from '../secrets/quote.ts';
import { makeRedactor, type Redact } from '../secrets/redact.ts';
import { sayWhereItGoesOn } from './stop-line.ts';
import { Stopped } from '../runtime/stop.ts';

/**
 * Runs one command and resolves to the exit code: 0 done, 1 failed (and what went wrong was said as a message), or the
 * code of the signal that `deps.signal` was aborted with. Any other reason of an abort is taken for a crash and
 * reported. Never rejects. When it resolves, everything said was taken by the reader, unless the run was stopped.
 */
export async function run(argv: readonly string[], deps: Deps): Promise<number> {
  let redact = makeRedactor([]);
  const writer = new Writer(deps.stdout, (text) => redact(text), textLog(deps));
  const over = new AbortController();
  const session: Session = {
    deps: { ...deps, signal: AbortSignal.any([deps.signal, over.signal]) },
    writer,
    position: () => undefined,
    redactWith: (found) => {
      redact = found;
    },
  };
  // First of all listeners: once the run is stopped, nothing that is still at work may speak.
  const aborted = new Promise<never>((_, reject) => {
    const stop = (): void => {
      if (deps.signal.reason instanceof Stopped) {
        sayWhereItGoesOn(deps.signal.reason, session.position(), writer);
        writer.close();
      }
      reject(asError(deps.signal.reason));
    };
    if (deps.signal.aborted) stop();
    else deps.signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([perform(argv, session), writer.failed, aborted]);
  } catch (error) {
    const reason: unknown = deps.signal.aborted ? deps.signal.reason : error;
    if (!(reason instanceof Stopped || reason instanceof OutputClosed)) {
      await Promise.race([reportCrash(asError(reason), writer, deps), writer.failed]).catch(() => {});
    }
    if (reason instanceof OutputClosed) tellLostOutput(reason, deps);
    return deps.signal.reason instanceof Stopped ? deps.signal.reason.exitCode : 1;
  } finally {
    over.abort();
    writer.close();
  }
}

/** A reader that has gone away knows it; a full disk has to be said elsewhere. */
function tellLostOutput({ cause }: OutputClosed, deps: Deps): void {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : undefined;
  if (code === undefined || code === 'EPIPE' || code === 'ERR_STREAM_DESTROYED') return;
  const why = code === 'ENOSPC' ? 'the disk is full' : code;
  deps.stderr.write(
    `source-aircall: the output cannot be written to (${why}). The next sync resumes from the last state that was written.\n`,
  );
}

type Session = {
  readonly deps: Deps;
  readonly writer: Writer;
  readonly redactWith: (redact: Redact) => void;
  /** Where the next sync goes on, if anything is being read. */
  position: () => string | undefined;
};

async function perform(argv: readonly string[], session: Session): Promise<number> {
  const { deps, writer } = session;
  const request = await parseArguments(argv);
  if (request.wants === 'help') return printed(writer, await request.help());
  if (request.wants === 'version') return printed(writer, (await import('../runtime/version.ts')).version);

  const log = makeLog(writer, request.debug || /^(?:debug|trace)$/i.test(deps.env['LOG_LEVEL'] ?? ''));
  deps.onWarning?.(({ name, message }) => {
    const ofNode = name === 'ExperimentalWarning' || name === 'DeprecationWarning';
    log[ofNode ? 'debug' : 'warn']('runtime-warning', `${name}: ${message}`).catch(() => {});
  });
  try {
    if (request.problem !== undefined) throw request.problem;
    return await execute(request, session, log);
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    // The usage is for a person at a terminal; runners read standard error as errors, or not at all.
    if (error === request.problem && isTerminal(deps.stderr)) deps.stderr.write(`${await request.help()}\n`);
    return reportFailure(error, request, writer, deps);
  }
}

async function printed(writer: Writer, text: string): Promise<number> {
  await writer.print(text);
  return 0;
}

/** Each command's code is loaded when it is asked for: `spec` needs neither the validators nor the HTTP client. */
async function execute(request: Request, session: Session, log: Log): Promise<number> {
  const { deps, writer } = session;
  const warnOfArguments = async (): Promise<void> => {
    for (const text of request.ignored) await log.warn('argument-ignored', text);
  };
  if (request.command === 'spec') {
    const { spec } = await import('../commands/spec.ts');
    await spec({ writer });
    // Not before: runners look for SPEC in the first lines only.
    await warnOfArguments();
    return 0;
  }
  if (request.command === 'sync' || request.command === 'report' || request.command === 'init') {
    await warnOfArguments();
    const { runForPeople } = await import('./people-commands.ts');
    return runForPeople(request, writer, deps, run);
  }
  const { readInputFile } = await import('./input-files.ts');
  const input = (file: InputFile): Promise<unknown> | undefined => {
    const path = request.paths[file];
    return path === undefined ? undefined : readInputFile(file, path, deps);
  };
  const rawConfig = await input('config');
  const redact = makeRedactor([...secretsInConfig(rawConfig), ...proxyPasswords(deps.env)]);
  session.redactWith(redact);
  await warnOfArguments();
  const { configHints, parseConfig } = await import('../config/config.ts');
  const config = parseConfig(rawConfig);
  const quote = config.personalData === undefined ? makeQuote(redact) : quoteNothing;
  for (const hint of configHints(rawConfig)) await log.warn('unknown-config-key', hint);
  if (request.command === 'discover') {
    const { discover } = await import('../commands/discover.ts');
    await discover({ writer, timestamps: config.timestamps });
    return 0;
  }
  if (request.command === 'check') {
    const { check } = await import('../commands/check.ts');
    await check({ config, writer, log, deps, quote });
    return 0;
  }
  if (request.command === 'count') {
    return (await import('./people-commands.ts')).countCalls(request, { config, writer, deps, quote });
  }
  const { readCatalog } = await import('./read-command.ts');
  return readCatalog({ config, writer, log, deps, quote }, input, (position) => {
    session.position = position;
  });
}

function isTerminal(stream: NodeJS.WritableStream): boolean {
  return 'isTTY' in stream && stream.isTTY === true;
}
