import type { AirbyteMessage } from '../../src/protocol/messages.ts';

/** The ids of the records in an output by stream, in ascending order. */
export function idsIn(stdout: string): ReadonlyMap<string, readonly number[]> {
  const ids = new Map<string, number[]>();
  for (const line of stdout.split('\n').slice(0, -1)) {
    const message: AirbyteMessage = JSON.parse(line);
    if (message.type !== 'RECORD') continue;
    const { stream, data } = message.record;
    ids.set(stream, [...(ids.get(stream) ?? []), 'id' in data ? Number(data.id) : Number.NaN]);
  }
  for (const list of ids.values()) list.sort((a, b) => a - b);
  return ids;
}
