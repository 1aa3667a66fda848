import type { LogCode } from './log-codes.ts';
import type { LogLevel } from './messages.ts';
import type { Writer } from './writer.ts';

/** Facts for machines, written as `key=value` in the order given; keys without a value are left out. */
export type LogFacts = Readonly<Record<string, string | number | undefined>>;

/**
 * Log lines for whoever runs the connector: `code: text` where a person is to read it, `code key=value …` where a machine
 * may. Codes are stable, fit for an alert rule; texts may change. Every call resolves when the line was taken, and
 * rejects with OutputClosed.
 */
export type Log = {
  error(code: LogCode, detail: string | LogFacts): Promise<void>;
  warn(code: LogCode, detail: string | LogFacts): Promise<void>;
  info(code: LogCode, detail: string | LogFacts): Promise<void>;
  /** Written only when debug lines were asked for. */
  debug(code: LogCode, detail: string | LogFacts): Promise<void>;
};

/** A Log that writes LOG messages; debug lines only with `debug`. */
export function makeLog(writer: Writer, debug: boolean): Log {
  const line =
    (level: LogLevel) =>
    (code: LogCode, detail: string | LogFacts): Promise<void> =>
      writer.send({ type: 'LOG', log: { level, message: messageOf(code, detail) } });
  return {
    error: line('ERROR'),
    warn: line('WARN'),
    info: line('INFO'),
    debug: debug ? line('DEBUG') : () => Promise.resolve(),
  };
}

function messageOf(code: LogCode, detail: string | LogFacts): string {
  if (typeof detail === 'string') return `${code}: ${detail}`;
  const facts = Object.entries(detail).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key}=${value}`],
  );
  return [code, ...facts].join(' ');
}

/**
 * A Log for callers that cannot wait. Lines keep their order, and a closed output is not reported here: the next
 * awaited write reports it, and so does the writer's `failed`.
 */
export function logWithoutWaiting(
  log: Log,
): (level: 'info' | 'warn' | 'debug', code: LogCode, detail: string | LogFacts) => void {
  return (level, code, detail) => {
    log[level](code, detail).catch(() => {});
  };
}
