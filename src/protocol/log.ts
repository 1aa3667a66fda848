import type { LogLevel } from './messages.ts';
import type { Writer } from './writer.ts';

/**
 * Log lines for whoever runs the connector, each `code: text`. Codes are stable kebab-case words, fit for an alert rule;
 * texts may change. Every call resolves when the line was taken, and rejects with OutputClosed.
 */
export type Log = {
  error(code: string, text: string): Promise<void>;
  warn(code: string, text: string): Promise<void>;
  info(code: string, text: string): Promise<void>;
  /** Written only when debug lines were asked for. */
  debug(code: string, text: string): Promise<void>;
};

/** A Log that writes LOG messages; debug lines only with `debug`. */
export function makeLog(writer: Writer, debug: boolean): Log {
  const line =
    (level: LogLevel) =>
    (code: string, text: string): Promise<void> =>
      writer.send({ type: 'LOG', log: { level, message: `${code}: ${text}` } });
  return {
    error: line('ERROR'),
    warn: line('WARN'),
    info: line('INFO'),
    debug: debug ? line('DEBUG') : () => Promise.resolve(),
  };
}

/**
 * A Log for callers that cannot wait. Lines keep their order, and a closed output is not reported here: the next
 * awaited write reports it, and so does the writer's `failed`.
 */
export function logWithoutWaiting(
  log: Log,
): (level: 'info' | 'warn' | 'debug', code: string, text: string) => void {
  return (level, code, text) => {
    log[level](code, text).catch(() => {});
  };
}
