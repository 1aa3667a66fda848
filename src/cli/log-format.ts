import type { LogMessage } from '../protocol/messages.ts';
import { isoSeconds } from '../sync/instant.ts';
import type { Deps } from '../runtime/runtime.ts';

/**
 * Where log lines go as text, with their time: to standard error, where a person sees them (standard output is a terminal) or
 * asks for it (LOG_FORMAT=text). Undefined: they stay messages.
 */
export function textLog({
  env,
  stdout,
  stderr,
  clock,
}: Deps): ((log: LogMessage['log']) => void) | undefined {
  const format = env['LOG_FORMAT']?.toLowerCase();
  const isWatched = 'isTTY' in stdout && stdout.isTTY === true;
  if (format !== 'text' && (format !== undefined || !isWatched)) return undefined;
  return ({ level, message }) => {
    stderr.write(`${isoSeconds(Math.floor(clock.now() / 1000))} ${level} ${message}\n`);
  };
}
