import { Writable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AirbyteMessage } from './messages.ts';
import { OutputClosed, Writer } from './writer.ts';

/** All that Python's `splitlines()` takes for the end of a line. */
const LINE_ENDS = new RegExp(
  [0x0a, 0x0d, 0x0b, 0x0c, 0x1c, 0x1d, 0x1e, 0x85, 0x2028, 0x2029]
    .map((unit) => String.fromCharCode(unit))
    .join('|'),
);

const asIs = (text: string): string => text;

/** Takes everything at once and remembers each write. */
function collector(): { out: Writable; writes: string[] } {
  const writes: string[] = [];
  const out = new Writable({
    decodeStrings: false,
    write(chunk: string | Buffer, _encoding, done) {
      writes.push(String(chunk));
      done();
    },
  });
  return { out, writes };
}

/** A reader that has gone away: every write fails as a broken pipe does. */
function brokenPipe(): Writable {
  return new Writable({
    autoDestroy: false,
    write(_chunk, _encoding, done) {
      done(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
    },
  });
}

function lineWith(id: number): string {
  const message = { type: 'RECORD', record: { stream: 'calls', emitted_at: 0, data: { id } } };
  return `${JSON.stringify(message)}\n`;
}

const hello: AirbyteMessage = { type: 'LOG', log: { level: 'INFO', message: 'hello' } };

describe('the writer', () => {
  test('writes a message as one line with its type first', async () => {
    const { out, writes } = collector();
    await new Writer(out, asIs).send(hello);
    expect(writes).toEqual(['{"type":"LOG","log":{"level":"INFO","message":"hello"}}\n']);
  });

  test('a page that is still waited for is not written over by the next', async () => {
    const waiting: (() => void)[] = [];
    const taken: string[] = [];
    const out = new Writable({
      write(chunk: Buffer, _encoding, done) {
        waiting.push(() => {
          taken.push(String(chunk));
          done();
        });
      },
    });
    const writer = new Writer(out, asIs);
    const pages = [1, 2].map((id) => writer.sendRecords('calls', [{ id }], 0));
    waiting.shift()?.();
    await pages[0];
    const third = writer.sendRecords('calls', [{ id: 3 }], 0);
    waiting.shift()?.();
    await pages[1];
    waiting.shift()?.();
    await third;
    expect(taken).toEqual([1, 2, 3].map(lineWith));
  });

  test('writes a page of records at once, each line the same as JSON.stringify would make it', async () => {
    const { out, writes } = collector();
    const rows = [
      { id: 1, name: 'Zoë "Z" \n' },
      { id: 2, nested: { list: [null, 1.5] } },
    ];
    await new Writer(out, asIs).sendRecords('calls', rows, 1_800_000_000_000.7);
    const lines = rows.map((data) =>
      JSON.stringify({ type: 'RECORD', record: { stream: 'calls', emitted_at: 1_800_000_000_000, data } }),
    );
    expect(writes).toEqual([lines.map((line) => `${line}\n`).join('')]);
  });

  test('writes nothing for a page without records', async () => {
    const { out, writes } = collector();
    await new Writer(out, asIs).sendRecords('calls', [], 0);
    expect(writes).toEqual([]);
  });

  test('any record arrives as it was, on a line of its own, however a reader tells lines apart', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.dictionary(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }))),
        async (rows) => {
          const { out, writes } = collector();
          await new Writer(out, asIs).sendRecords(
            'calls',
            [...rows, { separators: '\u0085\u2028\u2029' }],
            0,
          );
          const lines = writes.join('').split(LINE_ENDS).slice(0, -1);
          expect(lines.map((line) => JSON.parse(line).record.data)).toEqual([
            ...rows,
            { separators: '\u0085\u2028\u2029' },
          ]);
        },
      ),
    );
  });

  test('redacts what it says, but neither records nor states', async () => {
    const { out, writes } = collector();
    const writer = new Writer(out, (text) => text.replaceAll('secret', '****'));
    await writer.send({ type: 'LOG', log: { level: 'INFO', message: 'a secret' } });
    await writer.send({
      type: 'CONNECTION_STATUS',
      connectionStatus: { status: 'FAILED', message: 'secret!' },
    });
    await writer.sendRecords('calls', [{ comment: 'a secret' }], 0);
    await writer.send({
      type: 'STATE',
      state: {
        type: 'STREAM',
        stream: { stream_descriptor: { name: 'calls' }, stream_state: { at: 'secret' } },
        sourceStats: { recordCount: 1 },
      },
    });
    expect(writes.map((line) => line.includes('secret'))).toEqual([false, false, true, true]);
  });

  test('resolves only when the reader has taken the bytes', async () => {
    const taken: (() => void)[] = [];
    const out = new Writable({ write: (_chunk, _encoding, done) => void taken.push(done) });
    let resolved = false;
    const sent = new Writer(out, asIs).send(hello).then(() => (resolved = true));
    await new Promise(setImmediate);
    expect(resolved).toBe(false);
    taken.shift()?.();
    await sent;
    expect(resolved).toBe(true);
  });

  test('keeps the order of calls that nobody awaits', async () => {
    const seen: unknown[] = [];
    const out = new Writable({
      highWaterMark: 1,
      write(chunk, _encoding, done) {
        seen.push(JSON.parse(String(chunk)).record?.data.id ?? 'hello');
        setImmediate(done);
      },
    });
    const writer = new Writer(out, asIs);
    await Promise.all(
      [1, 2, 3].flatMap((id) => [writer.sendRecords('calls', [{ id }], 0), writer.send(hello)]),
    );
    expect(seen).toEqual([1, 'hello', 2, 'hello', 3, 'hello']);
  });

  test('once the reader is gone every call rejects, and `failed` says so', async () => {
    const writer = new Writer(brokenPipe(), asIs);
    const [first] = await Promise.allSettled([writer.send(hello)]);
    expect(first).toMatchObject({ status: 'rejected', reason: expect.any(OutputClosed) });
    await expect(writer.send(hello)).rejects.toBeInstanceOf(OutputClosed);
    await expect(writer.sendRecords('calls', [{ id: 1 }], 0)).rejects.toBeInstanceOf(OutputClosed);
    await expect(writer.failed).rejects.toMatchObject({ cause: { code: 'EPIPE' } });
  });

  test('a reader that goes while nothing is written is noticed too', async () => {
    const { out } = collector();
    const writer = new Writer(out, asIs);
    out.destroy(new Error('gone'));
    await expect(writer.failed).rejects.toBeInstanceOf(OutputClosed);
    await expect(writer.send(hello)).rejects.toBeInstanceOf(OutputClosed);
  });

  test('says nothing more after close', async () => {
    const { out, writes } = collector();
    const writer = new Writer(out, asIs);
    writer.close();
    await expect(writer.send(hello)).rejects.toBeInstanceOf(OutputClosed);
    await expect(writer.print('hello')).rejects.toBeInstanceOf(OutputClosed);
    expect(writes).toEqual([]);
  });

  test('prints plain text for a person', async () => {
    const { out, writes } = collector();
    await new Writer(out, asIs).print('1.2.3');
    expect(writes).toEqual(['1.2.3\n']);
  });
});
