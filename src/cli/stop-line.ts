import type { Writer } from '../protocol/writer.ts';
import type { Stopped } from '../runtime/stop.ts';

/**
 * Says in one line where the next sync goes on; nothing where nothing was being read. Not awaited: whoever does not read any
 * more must not keep the program.
 */
export function sayWhereItGoesOn(reason: Stopped, position: string | undefined, writer: Writer): void {
  if (position === undefined) return;
  const message = `stopped: ${reason.message}. ${position}. Streams that were complete stay so.`;
  writer.send({ type: 'LOG', log: { level: 'WARN', message } }).catch(() => undefined);
}
