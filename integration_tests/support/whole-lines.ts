import type { Readable } from 'node:stream';

/** The lines of a stream. What comes after the last line's end was cut off in the midst of a write, and is left out. */
export async function* wholeLines(stream: Readable): AsyncGenerator<string, void> {
  let rest = '';
  stream.setEncoding('utf8');
  for await (const chunk of stream) {
    const lines = (rest + String(chunk)).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
}
